"""Whatever ends a person's rights ends what their pages hear, within a second and by the way that it really goes."""

import math

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from committee.access.standing import standing_of
from committee.journal.models import Entry
from committee.organisations.models import Membership
from committee.seats.actions import close_account, end_mandate, end_membership
from committee.seats.models import Mandate
from home.live import revocation
from home.live.connections import Closing
from tests.home.live.pages import live_story, signed_in
from tests.home.live.test_sockets import later, page_of, strand_of

pytestmark = pytest.mark.column


@pytest.fixture(autouse=True)
def _never_swept(monkeypatch):
    """Nobody looks at rights again without being told to: whatever ends does because something was done."""
    monkeypatch.setattr(revocation, "SWEEP_SECONDS", math.inf)


async def ends(page, code: int, doing) -> None:
    """Make sure that a page is closed because something was done."""
    await sync_to_async(doing)()
    assert await page.event() == {"type": "websocket.close", "code": code}
    await page.leaves()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something and what follows its commit, as a request does."""

    def made(action, **facts):
        def doing():
            with django_capture_on_commit_callbacks(execute=True):
                action(**facts)

        return doing

    return made


@live_story
async def test_the_end_of_a_mandate(committee, committed):
    page = await page_of(committee, "observer")
    await page.follows(await strand_of(committee, "common"))
    doing = committed(end_mandate, by=committee.people["administrator"], mandate=committee.mandate)
    await ends(page, Closing.NO_RIGHT, doing)


@live_story
async def test_the_end_of_a_membership(committee, committed):
    page = await page_of(committee, "federation")
    await page.follows(await strand_of(committee, "federations"))
    memberships = Membership.objects.select_related("organisation", "person")
    membership = await memberships.aget(person=committee.people["federation"])
    doing = committed(end_membership, by=committee.people["secretariat"], membership=membership)
    await ends(page, Closing.NO_RIGHT, doing)


@live_story
async def test_an_account_that_is_closed(committee, committed):
    page = await page_of(committee, "jette")
    await page.follows(await strand_of(committee, "jette"), await strand_of(committee, "common"))
    doing = committed(close_account, by=committee.people["secretariat"], person=committee.people["jette"])
    await ends(page, Closing.SIGNED_OUT, doing)


@live_story
async def test_an_account_that_is_made_inactive_in_the_admin(committee, committed, client_of):
    page = await page_of(committee, "jette")
    await page.follows(await strand_of(committee, "common"))
    browser = await later(client_of)(committee.people["administrator"])
    await ends(page, Closing.SIGNED_OUT, committed(untick, browser=browser, person=committee.people["jette"]))
    assert not await Membership.objects.current().filter(person=committee.people["jette"]).aexists()


def untick(browser, person) -> None:
    """Send Wagtail's form for a user as it stands, without the tick of “active”."""
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    form = browser.get(url).context["form"]
    data = {
        "email": person.email,
        "function_fr": person.function_fr,
        "language": "fr",
        "first_name": "A",
        "last_name": "B",
    }
    data |= {"groups": [group.pk for group in person.groups.all()]}
    data = {name: value for name, value in data.items() if name in form.fields}
    answer = browser.post(url, data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert not get_user_model().objects.get(pk=person.pk).is_active


@live_story
async def test_accounts_that_are_made_inactive_together(committee, committed, client_of):
    person = committee.people["jette"]
    page = await page_of(committee, "jette")
    await page.follows(await strand_of(committee, "common"))
    browser = await later(client_of)(committee.people["administrator"])
    url = reverse("wagtail_bulk_action", args=["committee", "person", "set_active_state"]) + f"?id={person.pk}"
    await ends(page, Closing.SIGNED_OUT, committed(browser.post, path=url, data={"mark_as_active": "False"}))


def test_closing_an_account_ends_every_place_and_is_told(people):
    from committee.access.models import Space

    person, membership = people.observer, Membership.objects.get(person=people.observer)
    session = signed_in(person)
    close_account(by=people.administrator, person=person)
    person = get_user_model().objects.get(pk=person.pk)
    assert (person.is_active, standing_of(person).is_member) == (False, False)
    assert not Mandate.objects.current().filter(person=person).exists()
    entries = Entry.objects.filter(subjects__kind="person", subjects__key=str(person.pk)).order_by("-pk")
    assert [entry.verb for entry in entries[:3]] == ["account.closed", "membership.ended", "mandate.ended"]
    assert entries[0].space == Space.objects.own(membership.organisation)
    from home.live.sessions import person_of

    assert person_of(session) is None


def test_who_has_no_place_is_told_of_in_the_space_of_the_secretariat(people):
    close_account(by=people.secretariat, person=people.stranger)
    entry = Entry.objects.get(verb="account.closed")
    assert entry.space.organisation == Membership.objects.get(person=people.secretariat).organisation


@pytest.mark.parametrize(
    ("by", "whose"),
    [("federation", "jette"), ("ixelles_coordination", "molenbeek"), ("secretariat", "secretariat"),
     ("administrator", "administrator"), ("secretariat", "administrator"), ("stranger", "jette"), ("jette", "jette")],
)  # fmt: skip
def test_who_may_not_close_an_account_leaves_nothing_behind(people, by, whose):
    before = Entry.objects.count()
    with pytest.raises(PermissionDenied):
        close_account(by=getattr(people, by), person=getattr(people, whose))
    assert get_user_model().objects.get(pk=getattr(people, whose).pk).is_active
    assert Entry.objects.count() == before
