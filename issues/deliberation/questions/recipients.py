"""Who should hear of what happens to a question between benches, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from committee.absences.speaking import speakers_of
from committee.inbox.reasons import Hearing, register_reason
from committee.journal.models import Entry
from committee.people.models import Person
from issues.conversation.threads.recipients import following
from issues.deliberation.questions.models import KIND, Question
from issues.deliberation.questions.policy import seats_asked

ASKED_SEAT = register_reason("asked_seat", 12, _("You speak for the seat or the bench that is asked."))
ASKING = register_reason("asking_side", 14, _("Your organisation asked the question."))
TO_THE_ASKED = ("question.reminded",)
"""What is told to those asked alone."""


def hearing_of_question_entry(entry: Entry) -> Hearing:
    """Those who hear of an entry about a question: who speaks for those asked, who asked, and who follows its thread."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == KIND)
    question = Question.objects.get(pk=key)
    asked = [(one.person, ASKED_SEAT) for one in speakers_of([seat.pk for seat in seats_asked(question)])]
    if entry.verb in TO_THE_ASKED:
        return asked
    return [
        *asked,
        *((person, ASKING) for person in asking_people(question)),
        *following(question.thread_id, question.space_id),
    ]


def asking_people(question: Question) -> list[Person]:
    """The people of the organisation that asked who may judge an answer; whoever asked, even from elsewhere by now."""
    current = {"memberships__ended_on": None, "memberships__organisation": question.asked_for_id}
    return list(Person.objects.filter(is_active=True, **current).exclude(memberships__role="editor").distinct())
