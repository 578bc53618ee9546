"""What a person may read, write and do, read once and remembered until a right changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from committee.access.grants import READ, WRITE, spaces_for
from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.roles import BY_CODE, Ability, Role, role_of
from committee.keeping.nearby import drawn
from committee.organisations.models import Membership
from committee.people.models import Person, Reader


@dataclass(frozen=True)
class SpaceFacts:
    """A space without its row: its identifier, its lane and, for an own space, the organisation."""

    pk: int
    lane: Lane
    organisation_id: int | None


@dataclass(frozen=True)
class Standing:
    """The answer to every question of access about one person. `posts` are (role code, organisation id)."""

    posts: tuple[tuple[str, int], ...] = ()
    readable: tuple[SpaceFacts, ...] = ()
    writable: tuple[SpaceFacts, ...] = ()

    @cached_property
    def readable_ids(self) -> frozenset[int]:
        """Identifiers of the spaces that the person reads."""
        return frozenset(space.pk for space in self.readable)

    @cached_property
    def writable_ids(self) -> frozenset[int]:
        """Identifiers of the spaces that the person writes in."""
        return frozenset(space.pk for space in self.writable)

    @cached_property
    def moderated_ids(self) -> frozenset[int]:
        """Identifiers of the spaces in which a role of the person keeps order."""
        return frozenset(
            space.pk for space in self.readable if any(self.moderates(*post, space) for post in self.posts)
        )

    @staticmethod
    def moderates(code: str, organisation_id: int, space: SpaceFacts) -> bool:
        """Whether a role in an organisation keeps order in a space: an own space only in that organisation."""
        return space.lane in BY_CODE[code].moderates and space.organisation_id in (None, organisation_id)

    @cached_property
    def organisation_ids(self) -> frozenset[int]:
        """Identifiers of the organisations that the person belongs to."""
        return frozenset(organisation for _role, organisation in self.posts)

    @cached_property
    def roles(self) -> tuple[type[Role], ...]:
        """The roles held, as classes."""
        return tuple(BY_CODE[code] for code, _organisation in self.posts)

    def roles_in(self, organisation_id: int) -> tuple[type[Role], ...]:
        """The roles held in one organisation, as classes."""
        return tuple(BY_CODE[code] for code, organisation in self.posts if organisation == organisation_id)

    @cached_property
    def is_member(self) -> bool:
        """Whether the workspace is open to the person at all."""
        return bool(self.readable)

    def can(self, ability: Ability, organisation_id: int | None = None) -> bool:
        """Say whether a role held (in that organisation, when one is named) has an ability."""
        return self.organisation_for(ability, organisation_id) is not None

    def organisation_for(self, ability: Ability, organisation_id: int | None = None) -> int | None:
        """Return the organisation on whose behalf the person has an ability, the first where there are several."""
        for code, organisation in self.posts:
            if ability in BY_CODE[code].abilities and organisation_id in (None, organisation):
                return organisation
        return None

    def writable_in(self, lane: Lane) -> SpaceFacts | None:
        """Return the space that a lane means when this person writes, or None where it may not."""
        return next((space for space in self.writable if space.lane == lane), None)


NO_STANDING = Standing()


def standing_of(person: Reader) -> Standing:
    """Return the standing of a person, signed in or not; what a mandate gives begins and ends with its days.

    No query once it is known for the person's rights version and the day.
    """
    if not isinstance(person, Person) or not person.is_active:
        return NO_STANDING
    valid = (person.rights_version, timezone.localdate())
    known = person.__dict__.get("_standing")
    if known is None or known[0] != valid:
        known = (valid, cached_standing(person, *valid))
        person.__dict__["_standing"] = known
    return known[1]


def cached_standing(person: Person, version: int, day: date) -> Standing:
    """Return the standing of a day that was worked out within an hour, or work it out."""
    return drawn(f"standing:{person.pk}:{version}:{day:%Y%m%d}", 3600, lambda: derive_standing(person))


def derive_standing(person: Person) -> Standing:
    """Derive a standing from memberships and guardian's rows."""
    facts = Membership.objects.current().filter(person=person)
    rows = facts.values_list("organisation__kind", "role", "organisation_id")
    posts = tuple((role.code, pk) for kind, word, pk in rows if (role := role_of(kind, word)))
    return Standing(posts, space_facts(spaces_for(person, READ)), space_facts(spaces_for(person, WRITE)))


def space_facts(spaces: list[Space]) -> tuple[SpaceFacts, ...]:
    """Turn rows into facts that can be cached."""
    return tuple(SpaceFacts(space.pk, Lane(space.lane), space.organisation_id) for space in spaces)
