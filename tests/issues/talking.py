"""A conversation about one problem in every lane, and who reads and keeps order in each: for the tests of deeds on posts."""

from __future__ import annotations

from types import SimpleNamespace

from committee.access.models import Space
from committee.people.models import Person
from committee.seats.actions import begin_membership
from issues.conversation.threads.extension_points import Owner, owner_of
from tests.committee.records import organisation_of
from tests.issues.steps import say

LANES = ("common", "federations", "administration", "own")
AUTHORS = {"common": "molenbeek", "federations": "federation", "administration": "spp_is", "own": "ixelles"}
BENCH = {"ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor"}
READERS = {
    "common": BENCH | {"spp_is", "spp_is_coordination", "observer"},
    "federations": BENCH,
    "administration": {"spp_is", "spp_is_coordination"},
    "own": {"ixelles", "ixelles_coordination"},
}
WRITERS = READERS | {"common": READERS["common"] - {"editor", "observer"}}
MODERATORS = {
    "common": {"secretariat"},
    "federations": {"secretariat"},
    "administration": {"spp_is_coordination"},
    "own": {"ixelles_coordination"},
}
EVERYBODY = sorted(READERS["common"] | {"stranger", "administrator"})


def completed(people) -> SimpleNamespace:
    """The cast with the one role that it lacks: who coordinates the administration."""
    person = Person.objects.create_user(
        "spp_is_coordination@example.org", "demonstration", function_fr="Coordinator of SPP-IS"
    )
    begin_membership(
        by=people.administrator, person=person, organisation=organisation_of(people.spp_is), role="coordinator"
    )
    people.spp_is_coordination = person
    return people


def space_in(people, spaces, lane: str) -> Space:
    """The space that a lane means here: the own one is Ixelles's."""
    return Space.objects.own(organisation_of(people.ixelles)) if lane == "own" else getattr(spaces, lane)


def said_in_every_lane(people, spaces, problem) -> dict:
    """One post in each lane, by its author there."""
    return {
        lane: say(getattr(people, AUTHORS[lane]), problem, f"Mots {lane}.", space_in(people, spaces, lane))
        for lane in LANES
    }


def about(post) -> Owner:
    """What the thread of a post is about, as its author sees it."""
    return owner_of(post.author, post.strand.thread_id)
