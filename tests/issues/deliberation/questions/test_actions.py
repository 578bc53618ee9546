"""What can be done with questions between benches: it does, it refuses, it records, it leaves nothing when it fails."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from committee.access.refusals import Refused
from committee.inbox.models import Duty, Notice
from committee.inbox.queries import open_duties
from committee.journal import clock
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import hand_over_seat
from committee.seats.models import Mandate
from issues.deliberation.questions.actions.asking import ask_question, translate_question, withdraw_question
from issues.deliberation.questions.actions.replying import accept_answer, answer_question, return_answer
from issues.deliberation.questions.actions.suspending import propose_suspension, resume_term, settle_suspension
from issues.deliberation.questions.actions.turning import turn_terms
from issues.deliberation.questions.models import Question, ReplyTerm, Suspension
from issues.deliberation.questions.queries import reply_figures
from issues.deliberation.questions.terms import due_date
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.deliberation.table import ask, away, join
from tests.issues.steps import PHONE, propose


def fresh(question) -> Question:
    return Question.objects.get(pk=question.pk)


def reply(person, question, text="Le 1er mai."):
    return answer_question(by=person, question=question, text=text, language="fr")


def on(day: date):
    return time_machine.travel(f"{day.isoformat()} 09:00 +00:00", tick=False)


def after_term(question):
    """The day after the term of a question."""
    return on(fresh(question).due_on + timedelta(days=1))


def duties(person) -> set[str]:
    return {duty.code for duty in open_duties(person)}


def test_asking_makes_a_numbered_question_with_its_first_term(people, spaces, table, problem):
    with recording() as records:
        made = ask(people.federation, "administration", spaces.common, about=problem, days=5)
    assert (made.number, made.state, made.from_bench) == (f"QUE-{made.pk}", "asked", "federations")
    assert (made.asked_for, made.problem) == (organisation_of(people.federation), problem)
    assert [(term.number, term.began_on, term.due_on) for term in made.terms.all()] == [(1, clock.today(), made.due_on)]
    assert made.due_on == due_date(clock.today(), 5)
    assert "<strong>" in made.html
    [entry] = [one for one in records if one.verb == "question.asked"]
    assert entry.subjects == [("question", str(made.pk)), ("problem", problem.reference)]
    assert (entry.actor, entry.space, entry.organisation) == (people.federation, spaces.common, made.asked_for)


def test_asking_one_seat_or_about_a_solution(people, spaces, table, problem):
    solution = propose(people.spp_is, problem)
    made = ask(people.spp_is, table.walloon, spaces.common, about=solution)
    assert (made.to_seat, made.to_bench, made.solution, made.bench_asked) == (
        table.walloon,
        "",
        solution,
        "federations",
    )
    assert [duty.seat for duty in Duty.objects.filter(code="duty.answer_question")] == [table.walloon]
    assert ("seat", str(table.walloon.pk)) in {(one.kind, one.key) for one in Entry.objects.last().subjects.all()}


def test_the_same_submission_is_one_question(people, spaces, table):
    first, second = (ask(people.federation, "administration", spaces.common, submission="x" * 36) for _ in range(2))
    assert first == second
    assert Question.objects.count() == 1


def test_each_seat_of_a_bench_owes_the_answer_and_nobody_else_does(people, spaces, table, question):
    asked = ask(people.spp_is, "federations", spaces.common)
    owed = Duty.objects.filter(code="duty.answer_question", key=str(asked.pk))
    assert {duty.seat for duty in owed} == {table.brussels, table.walloon, table.flemish}
    assert {duty.due_on for duty in owed} == {asked.due_on}
    assert "duty.answer_question" in duties(people.federation) & duties(table.walloon_holder) & duties(people.spp_is)
    assert "duty.answer_question" not in duties(people.secretariat) | duties(table.deputy) | duties(people.ixelles)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to": "federations"}, "to"),
        ({"to": "brussels"}, "to"),
        ({"to": "observers"}, "space"),
        ({"space": "federations"}, "space"),
        ({"days": 0}, "days"),
        ({"days": 61}, "days"),
        ({"about": "closed"}, "about"),
    ],
    ids=lambda one: str(one),
)
def test_what_cannot_be_asked_so_is_refused(people, spaces, table, change, field):
    facts = {"to": "administration", "space": "common", "days": 10} | change
    closed = filed(people.federation, spaces.federations, impact={}) if "about" in change else None
    to = getattr(table, facts["to"], facts["to"])
    with unchanged(), pytest.raises(Refused) as refused:
        ask(people.federation, to, getattr(spaces, facts["space"]), days=facts["days"], about=closed)
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["ixelles", "ixelles_coordination", "editor", "observer", "stranger", "administrator"])
def test_only_who_sits_on_a_bench_asks(people, spaces, table, name):
    with unchanged(), pytest.raises(PermissionDenied):
        ask(getattr(people, name), "administration", spaces.common)


def test_personal_data_is_caught_before_it_is_kept(people, spaces, table, question):
    with unchanged(), pytest.raises(PersonalDataFound):
        ask(people.federation, "administration", spaces.common, text=PHONE)
    with unchanged(), pytest.raises(PersonalDataFound), transaction.atomic():
        reply(people.spp_is, question, PHONE)


def test_who_holds_the_seat_answers_in_its_name(people, table, question):
    with recording() as records:
        term = reply(people.spp_is, question, "Le **1er mai**.")
    assert (term.replied_by, term.replied_for, term.replied_instead_of) == (people.spp_is, table.federal, None)
    assert (fresh(question).state, term.number) == ("answered", 1)
    assert "<strong>" in term.html
    assert [one.verb for one in records] == ["question.answered"]
    assert records[0].organisation == table.federal.organisation
    assert "duty.answer_question" not in duties(people.spp_is)
    assert {"duty.judge_answer"} <= duties(people.federation) & duties(people.secretariat)
    assert "duty.judge_answer" not in duties(people.editor) | duties(people.spp_is) | duties(table.walloon_holder)


def test_a_substitute_answers_only_while_the_full_member_is_away_and_it_is_said(people, table, question):
    with unchanged(), pytest.raises(PermissionDenied):
        reply(table.deputy, question)
    away(people.spp_is)
    assert "duty.answer_question" in duties(table.deputy)
    with recording() as records:
        term = reply(table.deputy, question)
    assert (term.replied_by, term.replied_instead_of) == (table.deputy, people.spp_is)
    assert [one.verb for one in records] == ["question.answered_for"]
    assert people.spp_is.function in Entry.objects.last().sentence


def test_the_next_holder_owes_the_answer_and_gives_it(people, table, question):
    mandate = Mandate.objects.get(seat=table.federal, person=people.spp_is)
    newcomer = join(people, "newcomer", table.federal.organisation)
    hand_over_seat(by=people.administrator, mandate=mandate, person=newcomer)
    assert "duty.answer_question" in duties(newcomer)
    assert "duty.answer_question" not in duties(people.spp_is)
    with unchanged(), pytest.raises(PermissionDenied):
        reply(people.spp_is, question)
    assert reply(newcomer, question).replied_by == newcomer


@pytest.mark.parametrize(
    "name", ["federation", "secretariat", "ixelles", "editor", "observer", "stranger", "administrator"]
)
def test_nobody_else_answers(people, table, question, name):
    with unchanged(), pytest.raises(PermissionDenied):
        reply(getattr(people, name), question)


def test_an_answer_needs_words_and_is_given_once(people, table, question):
    with unchanged(), pytest.raises(Refused):
        reply(people.spp_is, question, "  ")
    term = reply(people.spp_is, question)
    with unchanged():
        assert reply(people.spp_is, question) == term
    with unchanged(), pytest.raises(Refused, match="entre-temps"):
        reply(people.spp_is, question, "Autre chose.")


def test_two_seats_of_a_bench_give_one_answer(people, spaces, table):
    asked = ask(people.spp_is, "federations", spaces.common)
    reply(people.federation, asked)
    with unchanged(), pytest.raises(Refused, match="entre-temps"):
        reply(table.walloon_holder, asked, "Autre chose.")


def test_accepting_closes_the_question(people, question):
    reply(people.spp_is, question)
    with recording() as records:
        accept_answer(by=people.secretariat, question=question)
    assert fresh(question).state == "accepted"
    assert [one.verb for one in records] == ["question.accepted"]
    assert ReplyTerm.objects.get(question=question).verdict == "accepted"
    assert not Duty.objects.filter(kind="question", done_at=None).exists()
    with unchanged():
        accept_answer(by=people.secretariat, question=question)


def test_an_insufficient_answer_begins_a_new_term(people, table, question):
    reply(people.spp_is, question)
    with unchanged(), pytest.raises(Refused) as refused:
        return_answer(by=people.federation, question=question, reason=" ")
    assert refused.value.field == "reason"
    with on(date(2027, 3, 1)), recording() as records:
        return_answer(by=people.federation, question=question, reason="Pas de date.")
    found = fresh(question)
    assert (found.state, found.due_on) == ("insufficient", due_date(date(2027, 3, 1), 10))
    assert [(term.number, term.verdict) for term in found.terms.all()] == [(1, "insufficient"), (2, "")]
    assert [one.verb for one in records] == ["question.insufficient"]
    assert [(duty.seat, duty.due_on) for duty in Duty.objects.open().filter(kind="question")] == [
        (table.federal, found.due_on)
    ]
    reply(people.spp_is, question, "Le 3 mai.")
    accept_answer(by=people.federation, question=question)
    assert [term.reply for term in found.terms.all()] == ["Le 1er mai.", "Le 3 mai."]


@pytest.mark.parametrize("name", ["spp_is", "ixelles", "editor", "observer", "stranger", "administrator"])
def test_only_who_asked_judges(people, table, question, name):
    reply(people.spp_is, question)
    person = getattr(people, name)
    for deed in (accept_answer, lambda **facts: return_answer(reason="Non.", **facts)):
        with unchanged(), pytest.raises(PermissionDenied):
            deed(by=person, question=question)


def test_nothing_is_judged_before_it_is_answered(people, question):
    for deed in (accept_answer, lambda **facts: return_answer(reason="Non.", **facts)):
        with unchanged(), pytest.raises(PermissionDenied):
            deed(by=people.federation, question=question)


def test_withdrawing_frees_those_asked(people, table, question):
    with unchanged(), pytest.raises(PermissionDenied):
        withdraw_question(by=people.spp_is, question=question, reason="Non.")
    with unchanged(), pytest.raises(Refused):
        withdraw_question(by=people.federation, question=question, reason="")
    withdraw_question(by=people.federation, question=question, reason="Réglé de vive voix.")
    assert (fresh(question).state, fresh(question).state_reason) == ("withdrawn", "Réglé de vive voix.")
    assert "duty.answer_question" not in duties(people.spp_is)
    with unchanged():
        withdraw_question(by=people.federation, question=question, reason="Encore.")
    with unchanged(), pytest.raises(PermissionDenied):
        reply(people.spp_is, question)


def test_a_term_is_suspended_by_both_and_runs_on_with_what_was_left(people, table, question):
    began = fresh(question).terms.get().began_on
    with recording() as records:
        propose_suspension(by=people.spp_is, question=question, reason="Audit en cours.")
        assert fresh(question).state == "asked"
        settle_suspension(by=people.federation, question=question, agreed=True)
    assert [one.verb for one in records] == ["question.suspension_proposed", "question.suspended"]
    assert [one.organisation for one in records] == [table.federal.organisation, organisation_of(people.federation)]
    assert fresh(question).state == "suspended"
    assert not Duty.objects.filter(kind="question", done_at=None).exists()
    with on(began + timedelta(days=14)):
        assert turn_terms() == 0
        resume_term(by=people.federation, question=question)
        assert fresh(question).due_on == due_date(clock.today() - timedelta(days=1), 10)
    assert fresh(question).state == "asked"
    assert "duty.answer_question" in duties(people.spp_is)
    suspension = Suspension.objects.get()
    assert (suspension.state, suspension.began_on, suspension.resumed_on) == (
        "ended",
        began,
        began + timedelta(days=14),
    )


def test_a_suspension_needs_a_reason_the_other_side_and_a_term_that_runs(people, table, question):
    with unchanged(), pytest.raises(Refused):
        propose_suspension(by=people.spp_is, question=question, reason="")
    for name in ("ixelles", "observer", "editor"):
        with unchanged(), pytest.raises(PermissionDenied):
            propose_suspension(by=getattr(people, name), question=question, reason="Non.")
    with after_term(question), unchanged(), pytest.raises(PermissionDenied):
        propose_suspension(by=people.spp_is, question=question, reason="Trop tard.")
    propose_suspension(by=people.spp_is, question=question, reason="Audit.")
    with unchanged():
        propose_suspension(by=people.spp_is, question=question, reason="Audit.")
    with unchanged(), pytest.raises(Refused):
        propose_suspension(by=people.federation, question=question, reason="Congés.")
    with unchanged(), pytest.raises(PermissionDenied):
        settle_suspension(by=people.spp_is, question=question, agreed=True)
    settle_suspension(by=people.secretariat, question=question, agreed=False)
    assert (fresh(question).state, Suspension.objects.get().state) == ("asked", "declined")
    with unchanged(), pytest.raises(PermissionDenied):
        settle_suspension(by=people.secretariat, question=question, agreed=True)
    propose_suspension(by=people.federation, question=question, reason="Congés.")
    assert "duty.settle_suspension" in duties(people.spp_is)


def test_an_answer_ends_a_suspension(people, question):
    propose_suspension(by=people.federation, question=question, reason="Audit.")
    settle_suspension(by=people.spp_is, question=question, agreed=True)
    reply(people.spp_is, question)
    assert (fresh(question).state, Suspension.objects.get().state) == ("answered", "ended")


def test_silence_is_recorded_once_with_its_day_and_can_still_be_broken(people, table, question):
    due = fresh(question).due_on
    with on(due):
        assert [one.verb for one in turned()] == ["question.reminded"]
        assert turned() == []
    with after_term(question):
        [entry] = turned()
        assert turned() == []
        assert fresh(question).days_overdue == 1
        assert (entry.verb, entry.organisation) == ("question.expired", organisation_of(people.secretariat))
        term = ReplyTerm.objects.get(question=question)
        assert (term.expired_on, term.fate()) == (due + timedelta(days=1), "expired")
        reply(people.spp_is, question)
        assert ReplyTerm.objects.get(question=question).fate() == "late"
        assert turned() == []
    [figures] = reply_figures(people.federation)
    assert (figures.bench, figures.asked, figures.late, figures.expired) == ("administration", 1, 1, 0)
    assert figures.median_days in (10, 11)


def turned() -> list:
    with recording() as records:
        turn_terms()
    return records


def test_what_a_stopped_process_missed_is_recorded_afterwards(question):
    due = fresh(question).due_on
    with on(due + timedelta(days=40)):
        assert [one.verb for one in turned()] == ["question.expired"]
    assert ReplyTerm.objects.get(question=question).expired_on == due + timedelta(days=1)


def test_the_day_turns_in_brussels(question):
    due = fresh(question).due_on
    with time_machine.travel(f"{due.isoformat()} 21:30 +00:00", tick=False):
        assert "question.expired" not in [one.verb for one in turned()]
    with time_machine.travel(f"{due.isoformat()} 23:30 +00:00", tick=False):
        assert [one.verb for one in turned()] == ["question.expired"]


def test_answered_suspended_and_withdrawn_questions_do_not_expire(people, spaces, table):
    answered, suspended, withdrawn = (ask(people.federation, "administration", spaces.common) for _ in range(3))
    reply(people.spp_is, answered)
    propose_suspension(by=people.spp_is, question=suspended, reason="Audit.")
    settle_suspension(by=people.federation, question=suspended, agreed=True)
    withdraw_question(by=people.federation, question=withdrawn, reason="Réglé.")
    with after_term(answered):
        assert turned() == []


def test_figures_count_what_a_person_reads_between_two_days(people, spaces, table, question):
    inside = ask(people.federation, table.walloon, spaces.federations)
    reply(table.walloon_holder, inside)
    assert {one.bench: one.asked for one in reply_figures(people.federation)} == {"administration": 1, "federations": 1}
    assert {one.bench: one.asked for one in reply_figures(people.spp_is)} == {"administration": 1}
    assert reply_figures(people.federation, since=clock.today() + timedelta(days=1)) == []
    assert reply_figures(people.federation, until=clock.today() - timedelta(days=1)) == []
    assert reply_figures(people.stranger) == []


def test_translating(people, question):
    translate_question(by=people.spp_is, question=question, title="Wanneer?", summary="")
    assert fresh(question).titles == {"fr": "Quand le flux ?", "nl": "Wanneer?"}
    with unchanged(), pytest.raises(PermissionDenied):
        translate_question(by=people.observer, question=question, title="X", summary="")


def test_those_asked_hear_of_it_and_are_reminded_alone(people, spaces, table, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = ask(people.federation, "administration", spaces.common)
    assert heard_of("question.asked") == {people.spp_is, people.secretariat}
    with on(made.due_on), django_capture_on_commit_callbacks(execute=True):
        turn_terms()
    assert heard_of("question.reminded") == {people.spp_is}


def heard_of(verb: str) -> set:
    return {notice.person for notice in Notice.objects.filter(entry__verb=verb)}


@pytest.mark.column
def test_the_database_keeps_the_rules(people, spaces, table, question):
    term = {"question": question, "began_on": clock.today(), "due_on": clock.today()}
    refused = [
        lambda: ReplyTerm.objects.create(number=2, **term),
        lambda: Question.objects.filter(pk=question.pk).update(to_bench=""),
        lambda: Question.objects.filter(pk=question.pk).update(to_seat=table.federal),
        lambda: Question.objects.filter(pk=question.pk).update(state="withdrawn"),
        lambda: ReplyTerm.objects.filter(question=question).update(replied_at=clock.now()),
        lambda: ReplyTerm.objects.filter(question=question).update(verdict="insufficient"),
        lambda: Duty.objects.create(
            seat=table.federal, organisation=table.federal.organisation, code="duty.answer_question", kind="question",
            key=str(question.pk), entry=Entry.objects.last(),
        ),
    ]  # fmt: skip
    for deed in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()


def test_asking_needs_the_real_action(people, spaces, table):
    with unchanged(), pytest.raises(PermissionDenied):
        ask_question(
            by=people.federation,
            to="administration",
            space=spaces.administration,
            title="X",
            text="X",
            language="fr",
            days=3,
        )
