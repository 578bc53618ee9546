"""A delivery opens a round; taking it back closes it and keeps what was said; relapses, reminders, and mergers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Duty
from committee.inbox.queries import open_duties
from committee.journal import clock
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from committee.registers.actions import merge_organisations
from committee.seats.actions import end_membership
from issues.fieldwork.impacts.models import Declaration
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.actions.judging import give_verdict, report_relapse
from issues.resolution.verification.actions.rounds import remind_silent
from issues.resolution.verification.models import PastVerdict, Round, Verdict
from issues.resolution.verification.recipients import secretariat_of_relapse
from tests.committee.records import organisation_of, recording, unchanged
from tests.issues.pages import body
from tests.issues.resolution.verification.conftest import letters
from tests.issues.steps import PHONE, declare, deliver, judge, move, state_of


def fresh(solution) -> Solution:
    return Solution.objects.get(pk=solution.pk)


def relapse(person, solution, reason: str = "Le formulaire perd de nouveau les annexes."):
    return report_relapse(by=person, solution=solution, organisation=organisation_of(person), reason=reason)


def test_any_cpas_concerned_reports_a_relapse_also_one_that_never_said_a_word(people, asked, problem):
    judge(people.ixelles, asked, "w")
    assert state_of(asked) == "verified"
    with recording() as records:
        relapse(people.molenbeek, asked)
    assert [record.verb for record in records] == ["solution.relapsed", "problem.moved"]
    assert (state_of(asked), state_of(problem)) == ("relapsed", "in_progress")


def test_its_owner_owes_an_answer_and_the_secretariat_is_told(people, asked):
    relapse(people.molenbeek, asked)
    shown = {
        name for name, person in vars(people).items() if any(duty.code == "duty.reopen" for duty in open_duties(person))
    }
    assert shown == {"spp_is"}
    entry = Entry.objects.get(verb="solution.relapsed")
    assert [person for person, _why in secretariat_of_relapse(entry)] == [people.secretariat]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_relapse_without_its_reason_is_refused(people, asked, reason):
    with unchanged(), pytest.raises(Refused):
        relapse(people.molenbeek, asked, reason)


def test_a_relapse_with_personal_data_leaves_nothing_behind(people, asked):
    with unchanged(), pytest.raises(PersonalDataFound):
        relapse(people.molenbeek, asked, PHONE)


@pytest.mark.parametrize(
    "name", ["jette", "federation", "secretariat", "spp_is", "observer", "stranger", "administrator"]
)
def test_who_is_not_concerned_reports_no_relapse(people, asked, name):
    person = getattr(people, name)
    place = organisation_of(person) if person.memberships.exists() else organisation_of(people.ixelles)
    with unchanged(), pytest.raises(PermissionDenied):
        report_relapse(by=person, solution=asked, organisation=place, reason="Non.")


def test_whoever_reported_a_relapse_may_take_it_back(people, asked):
    judge(people.ixelles, asked, "w")
    relapse(people.molenbeek, asked)
    judge(people.molenbeek, asked, "w")
    assert state_of(asked) == "verified"
    assert not Duty.objects.open().filter(code="duty.reopen").exists()


def test_its_owner_takes_it_up_again_with_a_reason_and_the_round_begins_anew(people, asked):
    judge(people.ixelles, asked, "w", "Enfin.")
    relapse(people.molenbeek, asked)
    with unchanged(), pytest.raises(Refused):
        move(people.spp_is, fresh(asked), "planned")
    with pytest.raises(PermissionDenied):
        move(people.federation, fresh(asked), "planned", reason="À corriger.")
    move(people.spp_is, fresh(asked), "planned", reason="Le correctif ne couvrait pas tout.")
    assert not Duty.objects.open().filter(code__in=("duty.reopen", "duty.verify")).exists()
    assert not Verdict.objects.exists() and fresh(asked).cells == ""
    assert set(PastVerdict.objects.values_list("organisation", "outcome", "comment")) == {
        (organisation_of(people.ixelles).pk, "w", "Enfin."),
        (organisation_of(people.molenbeek).pk, "x", "Le formulaire perd de nouveau les annexes."),
    }
    move(people.spp_is, fresh(asked), "delivered")
    rounds = [(one.number, one.reason, one.closed_at is None) for one in Round.objects.all()]
    assert rounds == [(1, "Le correctif ne couvrait pas tout.", False), (2, "", True)]
    judge(people.molenbeek, fresh(asked), "x")
    assert state_of(asked) == "delivered"
    assert letters().count("ixelles") == 2


@pytest.mark.parametrize(
    ("name", "reads"), [("federation", True), ("jette", True), ("spp_is", False), ("observer", False)]
)
def test_earlier_rounds_stand_on_the_page_for_whoever_may_read_them(people, asked, client_of, name, reads):
    judge(people.molenbeek, asked, "p")
    judge(people.ixelles, asked, "w", "Enfin.")
    move(people.spp_is, fresh(asked), "planned", reason="On revoit tout.")
    shown = body(client_of(getattr(people, name)).get(f"/fr/solutions/{asked.pk}/"))
    assert "On revoit tout." in shown
    assert ("Enfin." in shown) is reads


def test_only_the_silent_are_reminded_at_most_twice_and_far_apart(people, asked):
    now = clock.now()
    send_letters()
    judge(people.ixelles, asked, "w")
    counts = []
    for days in (6, 7, 8, 20, 22, 30, 60):
        with clock.acting_at(now + timedelta(days=days, minutes=5)):
            counts.append(remind_silent())
    assert counts == [0, 0, 0, 0, 0, 0, 0], "verified: nobody is asked any more"
    Solution.objects.filter(pk=asked.pk).update(state="delivered")
    counts = []
    for days in (6, 7, 8, 20, 22, 30, 60):
        with clock.acting_at(now + timedelta(days=days, minutes=5)):
            counts.append(remind_silent())
    assert counts == [0, 1, 0, 0, 1, 0, 0]
    assert letters() == ["ixelles", "ixelles_coordination", "molenbeek", "molenbeek", "molenbeek"]


def says_not_tested(people, asked) -> None:
    judge(people.molenbeek, asked, "t")


def is_concerned_no_more(people, asked) -> None:
    declare(people.molenbeek, asked.problems.get(), "n")


def leaves(people, asked) -> None:
    end_membership(by=people.administrator, membership=people.molenbeek.memberships.get())


@pytest.mark.parametrize("deed", [says_not_tested, is_concerned_no_more, leaves])
def test_no_reminder_reaches_who_answered_left_or_is_not_concerned(people, asked, mailoutbox, deed):
    deed(people, asked)
    with clock.acting_at(clock.now() + timedelta(days=8)):
        remind_silent()
        send_letters()
    assert people.molenbeek.email not in [address for mail in mailoutbox for address in mail.to]


def test_a_verdict_stands_when_who_gave_it_has_left(people, asked):
    judge(people.ixelles, asked, "w")
    end_membership(by=people.administrator, membership=people.ixelles.memberships.get())
    declare(people.jette, asked.problems.get(), "n")
    assert state_of(asked) == "verified"


def test_two_cpas_that_become_one_have_one_voice(people, asked):
    judge(people.ixelles, asked, "p")
    judge(people.molenbeek, asked, "w")
    assert state_of(asked) == "delivered"
    merge_organisations(
        by=people.secretariat, merged=organisation_of(people.ixelles), into=organisation_of(people.molenbeek)
    )
    assert state_of(asked) == "verified"


def test_minutes_stand_beside_those_declared_when_it_was_delivered(people, asked):
    problem = asked.problems.get()
    with clock.acting_at(clock.now() + timedelta(hours=1)):
        declare(people.ixelles, problem, cases=4, minutes_likely=5)
        given = give_verdict(
            by=people.ixelles,
            solution=asked,
            organisation=organisation_of(people.ixelles),
            outcome="w",
            minutes_likely=3,
            measured=True,
        )
    assert (given.minutes_before, given.minutes_low, given.minutes_likely, given.minutes_high) == (12, 3, 3, 3)
    assert given.measured


def test_the_declaration_follows_the_new_minutes_where_that_is_wished(people, asked, client_of):
    page = f"/fr/solutions/{asked.pk}/verdict/"
    sent = {"outcome": "w", "minutes_likely": "3", "declare": "on"}
    assert client_of(people.ixelles).post(page, sent).status_code == 302
    declared = Declaration.objects.get(organisation=organisation_of(people.ixelles))
    assert (declared.cases, declared.minutes_likely, declared.revisions.count()) == (4, 3, 2)
    assert Verdict.objects.get().minutes_before == 12


def test_a_declaration_without_minutes_is_not_revised(people, asked, client_of):
    with unchanged():
        response = client_of(people.ixelles).post(
            f"/fr/solutions/{asked.pk}/verdict/", {"outcome": "w", "declare": "on"}
        )
    assert response.status_code == 422


def test_reporting_a_relapse_by_the_page(people, asked, client_of):
    browser, page = client_of(people.ixelles), f"/fr/solutions/{asked.pk}/relapse/"
    with unchanged():
        assert browser.post(page, {"relapse-reason": ""}).status_code == 422
    assert browser.post(page, {"relapse-reason": "Cela recommence."}).status_code == 302
    assert state_of(asked) == "relapsed"
    for name in ("jette", "federation"):
        assert client_of(getattr(people, name)).post(page, {"relapse-reason": "x"}).status_code == 403
    assert client_of(people.stranger).post(page, {"relapse-reason": "x"}).status_code == 404


def test_nothing_is_asked_where_nobody_is_concerned(people, problem, solution):
    declare(people.ixelles, problem, "n")
    deliver(people, solution)
    assert (letters(), state_of(solution)) == ([], "delivered")
