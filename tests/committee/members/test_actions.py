"""Functions and places that change, and departures: done, refused, recorded, nothing left behind, nothing left open."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from committee.access.refusals import Refused
from committee.access.standing import standing_of
from committee.inbox.models import Duty
from committee.inbox.private_addresses import private_address
from committee.inbox.stop_links import stop_token
from committee.invitations.actions import invite_person
from committee.members.actions import change_functions, change_role, let_go, move_member
from committee.members.policy import may_let_go, visible_to
from committee.members.presentation import belongings_of
from committee.organisations.models import Membership
from committee.people.models import Person
from committee.seats.actions import begin_membership
from issues.conversation.bookmarks.actions import give_task
from issues.conversation.threads.actions.posts import add_post
from issues.intake.filing.actions import Sheet, save_draft
from issues.intake.filing.models import Draft
from issues.intake.triage.actions.questions import ask_reporter
from issues.intake.triage.actions.sorting import own_problem
from tests.committee.records import organisation_of, recording, unchanged

CAST = (
    "administrator", "secretariat", "federation", "editor", "ixelles", "ixelles_coordination", "molenbeek", "spp_is",
    "observer", "stranger",
)  # fmt: skip
LET_GO = {
    "administrator": set(CAST) - {"administrator"},
    "secretariat": set(CAST) - {"administrator", "secretariat"},
    "federation": set(),
    "ixelles_coordination": {"ixelles"},
    "ixelles": set(), "molenbeek": set(), "editor": set(), "spp_is": set(), "observer": set(), "stranger": set(),
}  # fmt: skip
KNOWN = {
    "administrator": set(CAST),
    "secretariat": set(CAST),
    "stranger": set(),
    **dict.fromkeys(
        ("federation", "editor", "ixelles", "ixelles_coordination", "molenbeek", "spp_is", "observer"),
        set(CAST) - {"administrator", "stranger"},
    ),
}


def place_of(person: Person) -> Membership:
    return person.memberships.get(ended_on=None)


@pytest.mark.parametrize("name", CAST)
def test_who_lets_whom_go(people, name):
    by = getattr(people, name)
    assert {other for other in CAST if may_let_go(by, getattr(people, other))} == LET_GO[name]


@pytest.mark.parametrize("name", CAST)
def test_who_knows_of_whom(people, name):
    known = set(visible_to(getattr(people, name)))
    assert {other for other in CAST if getattr(people, other) in known} == KNOWN[name]


def test_a_function_changes_and_is_recorded(people):
    with recording() as records:
        changed = change_functions(
            by=people.ixelles_coordination, person=people.ixelles, function_fr="Juriste", function_nl="Jurist"
        )
        change_functions(by=people.ixelles, person=changed, function_fr="Juriste", function_nl="Jurist")
    assert changed.functions == {"fr": "Juriste", "nl": "Jurist"}
    assert [(record.verb, record.actor) for record in records] == [("member.renamed", people.ixelles_coordination)]


@pytest.mark.parametrize("name", ["molenbeek", "federation", "spp_is", "stranger", "observer"])
def test_nobody_elses_function_is_changed(people, name):
    with unchanged(), pytest.raises(PermissionDenied):
        change_functions(by=getattr(people, name), person=people.ixelles, function_fr="X", function_nl="")


def test_a_role_changes_within_what_one_may_give(people):
    place = change_role(by=people.ixelles_coordination, place=place_of(people.ixelles), role="coordinator")
    assert [role.code for role in standing_of(Person.objects.get(pk=people.ixelles.pk)).roles] == ["cpas_coordinator"]
    assert change_role(by=people.ixelles_coordination, place=place, role="coordinator") == place


def test_nobody_changes_their_own_place_nor_what_they_could_not_give(people):
    for by in (people.ixelles_coordination, people.ixelles, people.molenbeek):
        with unchanged(), pytest.raises(PermissionDenied):
            change_role(by=by, place=place_of(people.ixelles_coordination), role="member")


def test_a_person_moves_by_the_secretariat_and_by_nobody_of_one_side(people):
    jette, former = organisation_of(people.jette), organisation_of(people.ixelles)
    place = place_of(people.ixelles)
    with unchanged(), pytest.raises(PermissionDenied):
        move_member(by=people.ixelles_coordination, place=place, organisation=jette, role="member")
    with recording() as records:
        move_member(by=people.secretariat, place=place, organisation=jette, role="member")
    assert [record.verb for record in records] == ["membership.ended", "membership.began"]
    assert place_of(people.ixelles).organisation == jette
    second = begin_membership(by=people.administrator, person=people.ixelles, organisation=former, role="member")
    with unchanged(), pytest.raises(Refused):
        move_member(by=people.secretariat, place=second, organisation=jette, role="member")


@pytest.fixture
def hands(people, problem, spaces):
    """Everything that can be in the hands of Ixelles: a task, a draft, a question about what it filed."""
    post = add_post(by=people.federation, thread_id=problem.thread_id, space=spaces.common, text="Qui vérifie ?")
    task = give_task(by=people.federation, post=post, what="Vérifier", person=people.ixelles)
    draft = save_draft(by=people.ixelles, key="a-draft", sheet=Sheet({"title": "Encore un"}))
    return task, draft, ask_reporter(by=people.secretariat, problem=problem, question="Depuis quand ?")


def everything_of(person: Person, to: Person) -> dict[tuple[str, str], Person]:
    return {(sort.code, key): to for sort, things in belongings_of(person, person) for key in things}


def test_what_is_in_somebodys_hands_is_listed_and_passes_by_name(people, hands):
    task, draft, _question = hands
    by, to = people.ixelles_coordination, people.ixelles_coordination
    listed = {
        sort.code: [str(one.title) for one in things.values()] for sort, things in belongings_of(by, people.ixelles)
    }
    assert list(listed) == ["tasks", "requests", "drafts"] and listed["tasks"] == ["Vérifier"]
    assert "Encore un" not in str(listed["drafts"])
    with recording() as records:
        handover = let_go(by=by, person=people.ixelles, successors=everything_of(people.ixelles, to))
    assert {(one.sort, one.to) for one in handover.things.all()} == {(sort, to) for sort in listed}
    task.refresh_from_db()
    assert (task.person, Draft.objects.get(pk=draft.pk).person) == (to, to)
    assert Duty.objects.open().get(code="duty.task").person == to
    assert [record.verb for record in records].count("member.passed_on") == 1 and records[-1].verb == "account.closed"


def test_what_the_administrator_does_not_read_is_listed_without_its_words(people, hands):
    listed = belongings_of(people.administrator, people.ixelles)
    assert "Vérifier" not in str([[str(one.title) for one in things.values()] for _sort, things in listed])


def test_what_has_no_successor_stays_signed(people, hands):
    task, draft, _question = hands
    assert let_go(by=people.secretariat, person=people.ixelles, successors={}) is None
    task.refresh_from_db()
    assert task.person == people.ixelles and Draft.objects.get(pk=draft.pk).person == people.ixelles


def test_the_queue_and_invitations_pass_on_as_well(people, problem):
    federation = organisation_of(people.secretariat)
    other = Person.objects.create_user("seconde@example.org", "demonstration", function_fr="Seconde")
    begin_membership(by=people.administrator, person=other, organisation=federation, role="secretariat")
    own_problem(by=people.secretariat, problem=problem, owner=people.secretariat)
    facts = {"language": "fr", "organisation": federation, "role": "secretariat"}
    invitation = invite_person(by=people.secretariat, address="troisieme@example.org", **facts)
    sorts = [sort.code for sort, _things in belongings_of(other, people.secretariat)]
    assert sorts == ["problems", "invitations"]
    let_go(by=other, person=people.secretariat, successors=everything_of(people.secretariat, other))
    problem.refresh_from_db()
    invitation.refresh_from_db()
    assert (problem.owner, invitation.invited_by) == (other, other)


def test_a_successor_is_a_colleague_and_who_lets_go_may(people, hands):
    for by, to in (
        (people.secretariat, people.molenbeek),
        (people.molenbeek, people.ixelles_coordination),
        (people.federation, people.ixelles_coordination),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            let_go(by=by, person=people.ixelles, successors={("tasks", str(hands[0].pk)): to})


def test_every_way_in_ends_at_once(people):
    """Sessions, feeds, one-click links, passwords and links to a new one: whatever was open before is not afterwards."""
    person = people.ixelles
    browser = Client()
    browser.post("/fr/account/login/", {"login": person.email, "password": "demonstration"})
    assert browser.get("/fr/dashboard/").status_code == 200
    paths = [private_address(person, name).split("/", 3)[3] for name in ("inbox.atom", "dues.ics")]
    stop = f"/mail/stop/{stop_token(person)}/"
    reset = default_token_generator.make_token(person)
    assert [Client().get(f"/{path}").status_code for path in paths] == [200, 200]
    let_go(by=people.secretariat, person=person, successors={})
    person.refresh_from_db()
    assert browser.get("/fr/dashboard/").status_code == 302
    assert [Client().get(f"/{path}").status_code for path in paths] == [404, 404]
    with unchanged():
        Client().post(stop, {"List-Unsubscribe": "One-Click"})
    assert not UserSession.objects.filter(user=person).exists()
    assert not any(one.get_decoded().get("_auth_user_id") == str(person.pk) for one in Session.objects.all())
    assert authenticate(RequestFactory().post("/"), email=person.email, password="demonstration") is None
    answer = Client().get(f"/fr/account/password/reset/key/{person.pk:x}-{reset}/")
    assert b"password1" not in answer.content
    assert standing_of(person).readable == ()
