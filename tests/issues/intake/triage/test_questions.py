"""A question to the reporter: who asks, who answers, who owes and who hears."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.inbox.mails.fan_out import deliver_pending
from committee.inbox.models import Duty, Notice
from committee.privacy.models import PersonalDataFound
from issues.conversation.threads.actions.posts import choose_following
from issues.intake.triage.actions.merging import merge_problem, undo_merge
from issues.intake.triage.actions.questions import answer_request, ask_reporter, note_answer, withdraw_request
from issues.intake.triage.models import InformationRequest
from tests.committee.records import Record, organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.steps import PHONE, stand

CAST = ("ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer")


def ask(people, problem, question="Depuis quelle version ?") -> InformationRequest:
    return ask_reporter(by=people.secretariat, problem=problem, question=question)


def told(person) -> list[str]:
    return list(Notice.objects.filter(person=person).values_list("entry__verb", flat=True))


def test_a_question_is_recorded_and_owed_by_who_filed(people, problem):
    with recording() as records:
        request = ask(people, problem)
    place = organisation_of(people.secretariat)
    about = [("request", str(request.pk)), problem.about]
    assert records == [Record("request.asked", people.secretariat, problem.space, place, about)]
    duty = Duty.objects.open().get(code="duty.answer")
    assert (duty.organisation, duty.url) == (problem.organisation, f"/fr/requests/{request.pk}/")
    assert duty in Duty.objects.visible_to(people.ixelles) and duty not in Duty.objects.visible_to(people.molenbeek)


def test_it_reaches_the_reporter_even_where_the_thread_is_silent(people, problem):
    choose_following(by=people.ixelles, thread=problem.thread, level="none")
    request = ask(people, problem)
    deliver_pending()
    assert told(people.ixelles)[0] == "request.asked"
    answer_request(by=people.ixelles_coordination, request=request, answer="Depuis la 4.")
    deliver_pending()
    assert "request.answered" in told(people.secretariat)
    assert not Duty.objects.open().filter(code="duty.answer").exists()


@pytest.mark.parametrize("name", sorted(set(CAST) - {"secretariat"}))
def test_only_the_secretariat_asks_and_withdraws(people, problem, name):
    person = getattr(people, name)
    with unchanged(), pytest.raises(PermissionDenied):
        ask_reporter(by=person, problem=problem, question="Pourquoi ?")
    request = ask(people, problem)
    with unchanged(), pytest.raises(PermissionDenied):
        withdraw_request(by=person, request=request)


@pytest.mark.parametrize("name", sorted(set(CAST) - {"ixelles", "ixelles_coordination"}))
def test_only_who_was_asked_answers(people, problem, name):
    request = ask(people, problem)
    with unchanged(), pytest.raises(PermissionDenied):
        answer_request(by=getattr(people, name), request=request, answer="Voici.")


@pytest.mark.parametrize("state", ["closed", "merged"])
def test_nothing_is_asked_about_what_is_over(people, problem, state):
    problem = stand(problem, state)
    with unchanged(), pytest.raises(PermissionDenied):
        ask(people, problem)


def test_nothing_is_asked_in_a_lane_that_the_secretariat_does_not_write_in(people, own, spaces):
    for problem in (own, filed(people.spp_is, spaces.administration)):
        with unchanged(), pytest.raises(PermissionDenied):
            ask(people, problem)


def test_one_question_at_a_time_and_each_once(english, people, problem):
    request = ask(people, problem)
    with unchanged():
        assert ask(people, problem) == request
    with unchanged(), pytest.raises(Refused, match="open already"):
        ask(people, problem, "Autre chose ?")
    answer_request(by=people.ixelles, request=request, answer="Oui.")
    with unchanged():
        answer_request(by=people.ixelles, request=request, answer="Oui.")
    with unchanged(), pytest.raises(PermissionDenied):
        answer_request(by=people.ixelles, request=request, answer="Non.")
    assert ask(people, problem, "Autre chose ?") != request


def test_personal_data_leaves_nothing_behind(people, problem):
    with unchanged(), pytest.raises(PersonalDataFound):
        ask(people, problem, PHONE)
    request = ask(people, problem)
    with unchanged(), pytest.raises(PersonalDataFound):
        answer_request(by=people.ixelles, request=request, answer=PHONE)


def test_a_question_is_withdrawn_once_and_nobody_owes_it_any_longer(people, problem):
    request = ask(people, problem)
    withdraw_request(by=people.secretariat, request=request)
    assert not Duty.objects.open().filter(code="duty.answer").exists()
    with unchanged():
        withdraw_request(by=people.secretariat, request=request)
    with unchanged(), pytest.raises(PermissionDenied):
        answer_request(by=people.ixelles, request=request, answer="Oui.")


def test_an_answer_is_noted_by_the_secretariat(people, problem):
    answer_request(by=people.ixelles, request=ask(people, problem), answer="Oui.")
    for name in sorted(set(CAST) - {"secretariat"}):
        with unchanged(), pytest.raises(PermissionDenied):
            note_answer(by=getattr(people, name), problem=problem)
    with recording() as records:
        for _twice in range(2):
            note_answer(by=people.secretariat, problem=problem)
    assert [record.verb for record in records] == ["request.noted"]
    assert not InformationRequest.objects.to_note().exists()


def test_a_merge_withdraws_what_is_open(people, problem, spaces):
    ask(people, problem)
    merge_problem(by=people.secretariat, source=problem, target=filed(people.jette, spaces.common), reason="Doublon.")
    assert not InformationRequest.objects.open().exists()
    assert not Duty.objects.open().filter(code="duty.answer").exists()


def test_undoing_a_merge_gives_the_open_question_back(people, problem, spaces):
    asked = ask(people, problem)
    target = filed(people.jette, spaces.common)
    merge = merge_problem(by=people.secretariat, source=problem, target=target, reason="Doublon.")
    undo_merge(by=people.secretariat, merge=merge, reason="Ce sont deux choses.")
    again = InformationRequest.objects.open().get()
    assert (again.problem, again.question, again.asked_by) == (problem, asked.question, people.secretariat)
    duty = Duty.objects.open().get(code="duty.answer")
    assert (duty.organisation, duty.url) == (problem.organisation, f"/fr/requests/{again.pk}/")
    answer_request(by=people.ixelles, request=again, answer="Depuis la 4.")
    assert not Duty.objects.open().filter(code="duty.answer").exists()


def test_undoing_a_merge_asks_nothing_that_was_answered_before(people, problem, spaces):
    answer_request(by=people.ixelles, request=ask(people, problem), answer="Depuis la 4.")
    target = filed(people.jette, spaces.common)
    merge = merge_problem(by=people.secretariat, source=problem, target=target, reason="Doublon.")
    undo_merge(by=people.secretariat, merge=merge, reason="Ce sont deux choses.")
    assert not InformationRequest.objects.open().exists()
