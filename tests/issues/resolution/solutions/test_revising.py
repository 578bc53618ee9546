"""What a solution says is corrected while it is open, and given to another owner: who may, what stays, what is refused."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import ChangedMeanwhile, Refused
from committee.access.versions import version_of
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import add_seat
from committee.seats.models import Committee
from issues.resolution.solutions.actions.lifecycle import translate_solution
from issues.resolution.solutions.actions.revising import assign_solution, revise_solution
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import may_revise_solution
from issues.resolution.solutions.states import State
from tests.committee.records import organisation_of, recording, unchanged
from tests.issues.pages import body
from tests.issues.steps import PHONE, propose

CAST = ("federation", "secretariat", "spp_is", "editor", "ixelles", "observer", "stranger", "administrator")
BEFORE, AFTER = {"proposed", "under_review"}, {"agreed", "planned"}


@pytest.fixture
def ours(people, problem):
    """Proposed by the federations, owned by the administration."""
    return propose(people.federation, problem, owner=organisation_of(people.spp_is))


@pytest.mark.parametrize("state", State.values)
def test_who_revises_in_which_state(people, ours, state):
    Solution.objects.filter(pk=ours.pk).update(state=state, state_reason="x")
    ours.refresh_from_db()
    allowed = {name for name in CAST if may_revise_solution(getattr(people, name), ours)}
    expected = {"federation", "secretariat", "spp_is"} if state in BEFORE else {"spp_is"} if state in AFTER else set()
    assert allowed == expected


def test_what_it_said_is_kept_recorded_and_outdates_the_translation(people, ours, problem, spaces, client_of):
    translate_solution(by=people.federation, solution=ours, title="Oplossing", summary="", checked=True)
    facts = {"title": "Mieux", "text": "On **refait**.", "kind": "legal", "promised_minutes": 7}
    with recording() as records:
        revise_solution(by=people.spp_is, solution=ours, **facts)
        revise_solution(by=people.spp_is, solution=ours, **facts)
    assert [record.verb for record in records] == ["solution.revised"]
    solution = Solution.objects.get(pk=ours.pk)
    assert (solution.html, solution.translation) == ("<p>On <strong>refait</strong>.</p>\n", "outdated")
    page = body(client_of(people.ixelles).get(f"/fr/solutions/{ours.pk}/versions/"))
    assert "Correctif" in page and "On **corrige**." in page


def test_nothing_is_written_over_what_was_not_read(people, ours):
    read = version_of({"title": ours.title})
    revise_solution(by=people.spp_is, solution=ours, title="Un", version=read)
    with unchanged(), pytest.raises(ChangedMeanwhile):
        revise_solution(by=people.federation, solution=ours, title="Deux", version=read)


def test_personal_data_and_other_fields_change_nothing(people, ours):
    with unchanged(), pytest.raises(PersonalDataFound):
        revise_solution(by=people.spp_is, solution=ours, text=PHONE)
    with unchanged(), pytest.raises(PermissionDenied):
        revise_solution(by=people.spp_is, solution=ours, state="verified")


def test_another_owner_until_it_is_agreed_and_then_only_a_seat(people, ground, ours):
    ours_place, theirs = organisation_of(people.federation), organisation_of(people.spp_is)
    assert assign_solution(by=people.federation, solution=ours, owner=ours_place).owner == ours_place
    assign_solution(by=people.federation, solution=ours, owner=theirs)
    Solution.objects.filter(pk=ours.pk).update(state="agreed")
    with unchanged(), pytest.raises(Refused):
        assign_solution(by=people.spp_is, solution=ours, owner=ours_place)
    seat = add_seat(
        by=ground.administrator, committee=Committee.objects.get(), organisation=theirs, bench="administration"
    )
    assert assign_solution(by=people.spp_is, solution=ours, owner=theirs, seat=seat).owner_seat == seat
    with unchanged(), pytest.raises(PermissionDenied):
        assign_solution(by=people.spp_is, solution=ours, owner=ours_place, seat=seat)


@pytest.mark.parametrize("page", ["revise", "owner"])
def test_pages_are_for_who_may(people, ours, client_of, page):
    statuses = {
        name: client_of(getattr(people, name)).get(f"/nl/solutions/{ours.pk}/{page}/").status_code for name in CAST
    }
    expected = dict.fromkeys(CAST, 403) | {"stranger": 404, "administrator": 404}
    assert statuses == expected | {"federation": 200, "secretariat": 200, "spp_is": 200}


def test_the_forms_carry_out_what_they_say(people, ours, client_of):
    browser, url = client_of(people.spp_is), f"/fr/solutions/{ours.pk}/"
    sent = {"title": "Mieux", "text": "Texte.", "kind": "training", "promised_minutes": "4"}
    clash = browser.post(f"{url}revise/", sent)
    assert clash.status_code == 422
    version = clash.context["form"].data["version"]
    assert browser.post(f"{url}revise/", {**sent, "version": version}).status_code == 302
    assert Solution.objects.get(pk=ours.pk).promised_minutes == 4
    assert browser.post(f"{url}owner/", {"owner": "999999"}).status_code == 422
