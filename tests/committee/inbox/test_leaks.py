"""Mail by lane and role: nobody gets a word of a lane that they are not in, in a body, a subject or a header."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from committee.access.models import Space
from committee.inbox.mails.fan_out import deliver_entry
from committee.inbox.mails.sending import send_letters
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.models import Person
from committee.seats.actions import end_mandate, end_membership
from committee.seats.models import Mandate
from issues.conversation.threads.actions.posts import add_post
from issues.conversation.threads.models import Follow, Level
from tests.committee.records import organisation_of

NOON = datetime(2025, 6, 4, 10, tzinfo=UTC)
BENCH = {"ixelles_coordination", "molenbeek", "jette", "federation", "secretariat", "editor"}
READERS = {
    "common": BENCH | {"ixelles", "spp_is", "observer"},
    "federations": BENCH | {"ixelles"},
    "administration": set(),
    "own": {"ixelles_coordination"},
}
ROLES = sorted(BENCH | {"ixelles", "spp_is", "observer", "stranger", "administrator"})


@pytest.fixture
def said(people, spaces, problem):
    """Everybody follows the case and wants mail; then somebody writes one secret word in each lane."""

    def writes(pace: str) -> None:
        for name in ROLES:
            Follow.objects.update_or_create(
                thread=problem.thread, person=getattr(people, name), defaults={"level": Level.ALL, "deliberate": True}
            )
        Person.objects.update(mail_pace=pace)
        own = Space.objects.own(organisation_of(people.ixelles))
        authors = {"common": people.jette, "federations": people.ixelles, "administration": people.spp_is}
        for lane, author in authors.items():
            post_in(problem, author, getattr(spaces, lane), f"secretof{lane}")
        post_in(problem, people.ixelles, own, "secretofown")
        for entry in Entry.objects.filter(verb="post.added").order_by("pk"):
            deliver_entry(entry)

    return writes


def post_in(problem, author, space, word):
    add_post(by=author, thread_id=problem.thread_id, space=space, text=f"Un mot: {word}.")


def words_to(people) -> dict[str, set[str]]:
    """For each role, the lanes whose secret word stands anywhere in what the role was sent."""
    names = {getattr(people, name).email: name for name in ROLES}
    found: dict[str, set[str]] = {name: set() for name in ROLES}
    for message in mail.outbox:
        whole = "".join([message.message().as_string(), message.body, message.alternatives[0][0], message.subject])
        found[names[message.to[0]]] |= {lane for lane in READERS if f"secretof{lane}" in whole}
    return found


def expected() -> dict[str, set[str]]:
    authors = {"common": "jette", "federations": "ixelles", "administration": "spp_is", "own": "ixelles"}
    return {
        name: {lane for lane, readers in READERS.items() if name in readers and authors[lane] != name} for name in ROLES
    }


@pytest.mark.parametrize("pace", ["at_once", "daily"])
def test_who_gets_which_words(people, said, pace):
    with clock.acting_at(NOON):
        said(pace)
    with clock.acting_at(NOON + timedelta(days=1)):
        send_letters()
    assert words_to(people) == expected()
    assert not any("secretof" in message.subject for message in mail.outbox)


def test_who_loses_a_right_before_the_digest_leaves_gets_none_of_it(people, said):
    with clock.acting_at(NOON):
        said("daily")
    for name in ("molenbeek", "federation", "ixelles_coordination"):
        end_membership(by=people.administrator, membership=getattr(people, name).memberships.get())
    end_mandate(by=people.administrator, mandate=Mandate.objects.get())
    with clock.acting_at(NOON + timedelta(days=1)):
        send_letters()
    lost = dict.fromkeys(("molenbeek", "federation", "ixelles_coordination", "observer"), set())
    assert words_to(people) == expected() | lost


def test_a_lane_is_named_beside_its_words(people, said):
    with clock.acting_at(NOON):
        said("daily")
    with clock.acting_at(NOON + timedelta(days=1)):
        send_letters()
    (message,) = [message for message in mail.outbox if message.to == [people.molenbeek.email]]
    html = message.alternatives[0][0]
    sections = {lane: part for part in html.split('<div class="case ')[1:] for lane in [part.partition('"')[0]]}
    assert set(sections) == {"common", "federations"}
    assert "secretoffederations" in sections["federations"] and "secretoffederations" not in sections["common"]
