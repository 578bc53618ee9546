"""The kind *question*: QUE-12, asked by one bench of another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import Carrier, Description, Findable, Stay, SubjectKind, Trace, address_of
from committee.people.models import Reader
from committee.writing.signs import plain_signs
from issues.conversation.threads.extension_points import Owner
from issues.deliberation.questions.actions.merge_transfer import carry_questions, restore_questions
from issues.deliberation.questions.models import KIND, Question
from issues.deliberation.questions.recipients import hearing_of_question_entry

BATCH = 500
NUMBER = re.compile(r"QUE ?[-./]? ?0{0,4}([1-9]\d{0,8})", re.I | re.A)


def number_in(words: str) -> str:
    """The key of the question whose number somebody typed and nothing else: 12 for “que 12”; empty otherwise."""
    found = NUMBER.fullmatch(plain_signs(words))
    return found[1] if found else ""


def numbers_in(keys: Collection[str]) -> list[int]:
    """The keys that can be a question's."""
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 16]


def visible_questions(person: Reader, keys: Collection[str]) -> set[str]:
    """The questions among some that a person reads; one query."""
    found = Question.objects.visible_to(person).filter(pk__in=numbers_in(keys))
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def describe_questions(person: Reader, keys: Collection[str]) -> dict[str, Description]:
    """What a person may know of questions by their numbers; one query."""
    found = Question.objects.visible_to(person).filter(pk__in=numbers_in(keys))
    return {
        str(one.pk): Description(one.title_here, one.language_here, one.state, str(one.get_state_display()))
        for one in found.only("title", "title_other", "language", "state")
    }


def threads_of_questions(keys: Collection[str]) -> dict[str, int]:
    """The thread of each question; one query."""
    found = Question.objects.filter(pk__in=numbers_in(keys)).values_list("pk", "thread_id")
    return {str(pk): thread for pk, thread in found}


def holders_among_questions(threads: Collection[int]) -> dict[int, tuple[str, int]]:
    """The questions that hold some threads; one query."""
    found = Question.objects.filter(thread__in=threads).values_list("thread_id", "pk", "space_id")
    return {thread: (str(pk), space) for thread, pk, space in found}


def owners_among_questions(
    person: Reader, threads: Collection[int] = (), keys: Collection[str] = ()
) -> dict[int, Owner]:
    """The questions that a person may read among the owners of threads, or of some numbers; one query."""
    asked = {"thread__in": threads} if threads else {"pk__in": numbers_in(keys)}
    found = Question.objects.visible_to(person).filter(**asked).select_related("space", "thread")
    return {question.thread_id: question.owner_of_thread for question in found}


def spaces_of_questions(keys: Collection[str]) -> dict[str, int]:
    """The space in which each question stands; one query."""
    found = Question.objects.filter(pk__in=numbers_in(keys)).values_list("pk", "space_id")
    return {str(pk): space for pk, space in found}


def searched_questions(keys: Collection[str] | None) -> Iterator[Findable]:
    """What search knows of questions: their number, titles and text, with the answers, and their translation."""
    rows = Question.objects.order_by("asked_at", "pk")
    chosen = rows if keys is None else rows.select_for_update().filter(pk__in=numbers_in(keys))
    for question in chosen.prefetch_related("terms").iterator(BATCH):
        replies = [term.reply for term in question.terms.all() if term.reply]
        yield Findable(
            key=str(question.pk),
            code=question.number,
            shown_on=question.about,
            space_id=question.space_id,
            language=question.language,
            title=question.title,
            title_other=question.title_other,
            body="\n".join([question.text, *replies]),
            body_other=question.summary_other,
            at=question.asked_at,
        )


def trace_of_question(person: Reader, key: str) -> Trace | None:
    """Where a question stood; it never changes its lane."""
    rows = Question.objects.visible_to(person).select_related("space", "thread")
    question = rows.filter(pk__in=numbers_in([key])).first()
    if question is None:
        return None
    stays = [Stay(question.space, question.asked_at)]
    return Trace(question.title_here, question.language_here, address_of(KIND, key), key, stays, question.thread_id)


QUESTION = SubjectKind(
    code="question",
    label=_("Question between benches"),
    plural=_("Questions between benches"),
    address="issues:question",
    visible_to=visible_questions,
    typed=number_in,
    reference=re.compile(r"(?<![\w-])QUE-([1-9]\d{0,8})(?![\w-])"),
    naming="QUE-%s",
    addresses=re.compile(r"(?<!\w)questions/(\d{1,15})\b"),
    describe=describe_questions,
    threads=threads_of_questions,
    holders=holders_among_questions,
    owners=owners_among_questions,
    recipients=hearing_of_question_entry,
    searched=searched_questions,
    spaces=spaces_of_questions,
    trace=trace_of_question,
    carriers=(
        Carrier(
            "questions",
            _("Questions between benches"),
            lambda one: one.questions.count(),
            carry_questions,
            restore_questions,
        ),
    ),
)
