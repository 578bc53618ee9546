"""The only file that speaks to django-guardian: rights are derived from facts, and can be rebuilt from them.

A membership puts its person into the group of its role and organisation; the group holds `read_space` and
`write_space` on the spaces that the role names, and reads what stood in organisations that were merged into this one.
A mandate gives its person the same rights directly, with the days between which they are any good: nobody need act on
a day for a right to begin or to end on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from guardian.shortcuts import assign_perm

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.roles import Role, role_of
from committee.organisations.models import Membership, Organisation
from committee.people.models import Person

standing_changed = Signal()
"""Sent with `person`, in the transaction that gave or withdrew a right: what a higher feature gives by role follows."""
READ, WRITE = "committee.read_space", "committee.write_space"
PREFIX = "role:"


@dataclass(frozen=True)
class DatedRight:
    """What mandates give on one space: from `since` on, until the day before `until`; None where no end is set."""

    space: Space
    write: bool
    since: date
    until: date | None


class SpacePersonPermission(UserObjectPermissionBase):
    """A right of one person on one space, from a mandate; guardian finds it by its direct foreign key."""

    id = models.BigAutoField(primary_key=True)
    content_object = models.ForeignKey(Space, models.CASCADE)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


def good_today() -> models.QuerySet[SpacePersonPermission]:
    """The rights that mandates give today."""
    day = timezone.localdate()
    lasting = models.Q(until=None) | models.Q(until__gt=day)
    return SpacePersonPermission.objects.filter(lasting, since__lte=day)


class SpaceGroupPermission(GroupObjectPermissionBase):
    """A right of all who hold one role in one organisation."""

    id = models.BigAutoField(primary_key=True)
    content_object = models.ForeignKey(Space, models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


def spaces_for(person: Person, permission: str) -> list[Space]:
    """Return the spaces on which a person holds a permission today; being a superuser gives none."""
    codename = permission.partition(".")[2]
    by_role = SpaceGroupPermission.objects.filter(group__in=person.groups.all(), permission__codename=codename)
    by_mandate = good_today().filter(user=person, permission__codename=codename)
    held = models.Q(pk__in=by_role.values("content_object")) | models.Q(pk__in=by_mandate.values("content_object"))
    return list(Space.objects.filter(held).order_by("pk"))


def readers_of(space_id: int) -> models.QuerySet[Person]:
    """The people who read a space today, by a role or by a mandate; who can no longer sign in is left out."""
    groups = SpaceGroupPermission.objects.filter(content_object=space_id, permission__codename="read_space")
    mandated = good_today().filter(content_object=space_id, permission__codename="read_space")
    by_role = models.Q(pk__in=Person.groups.through.objects.filter(group__in=groups.values("group")).values("person"))
    by_mandate = models.Q(pk__in=mandated.values("user"))
    return Person.objects.filter(by_role | by_mandate, is_active=True)


def grant_role(membership: Membership) -> None:
    """Give the rights of a membership that begins."""
    role = role_of(membership.organisation.kind, membership.role)
    if role:
        membership.person.groups.add(group_for(role, membership.organisation))
    invalidate_standing(membership.person)


def revoke_role(membership: Membership) -> None:
    """Withdraw the rights of a membership that ended."""
    role = role_of(membership.organisation.kind, membership.role)
    if role:
        membership.person.groups.remove(group_for(role, membership.organisation))
    invalidate_standing(membership.person)


def give_mandated(person: Person, rights: Iterable[DatedRight]) -> None:
    """Let a person have by mandates exactly these rights; of two on one space the second prevails."""
    SpacePersonPermission.objects.filter(user=person).delete()
    for right in rights:
        for permission in (READ, WRITE) if right.write else (READ,):
            open_space(permission, person, right)
    invalidate_standing(person)


def open_space(permission: str, person: Person, right: DatedRight) -> None:
    """Give one permission on one space for some days."""
    of: dict[str, Any] = {"user": person, "permission": permission_named(permission), "content_object": right.space}
    SpacePersonPermission.objects.update_or_create(**of, defaults={"since": right.since, "until": right.until})


def permission_named(permission: str) -> Permission:
    """The row of a permission."""
    return Permission.objects.get(codename=permission.partition(".")[2], content_type__app_label="committee")


def rebuild_rights(mandated: Iterable[tuple[Person, Iterable[DatedRight]]]) -> None:
    """Forget every right and derive all of them again from memberships and what mandates give to each person."""
    SpacePersonPermission.objects.all().delete()
    SpaceGroupPermission.objects.all().delete()
    Group.objects.filter(name__startswith=PREFIX).delete()
    for membership in Membership.objects.current().select_related("person", "organisation"):
        grant_role(membership)
    for person, rights in mandated:
        give_mandated(person, rights)
    Person.objects.update(rights_version=F("rights_version") + 1)


def group_for(role: type[Role], organisation: Organisation) -> Group:
    """Return the group of one role in one organisation, with its rights, made on first use."""
    group, new = Group.objects.get_or_create(name=f"{PREFIX}{role.code}:{organisation.pk}")
    if new:
        for permission, lanes in ((READ, role.reads), (WRITE, role.writes)):
            for lane in lanes:
                assign_perm(permission, group, space_of(lane, organisation))
        inherit_spaces(group, organisation)
    return group


def inherit_spaces(group: Group, organisation: Organisation) -> None:
    """Let a group read what the organisations wrote for themselves that were merged into its own."""
    for space in Space.objects.filter(organisation__merged_into=organisation):
        assign_perm(READ, group, space)


def inherit_from(merged: Organisation, into: Organisation) -> None:
    """Two organisations became one: whoever reads the own space of the one that stays reads the other's too."""
    own, inherited = Space.objects.own(into), Space.objects.own(merged)
    reading = SpaceGroupPermission.objects.filter(content_object=own, permission__codename="read_space")
    for row in reading.select_related("group"):
        assign_perm(READ, row.group, inherited)
    for person in Person.objects.filter(groups__in=reading.values("group")).distinct():
        invalidate_standing(person)


def space_of(lane: Lane, organisation: Organisation) -> Space:
    """Return the space that a lane means for someone of an organisation."""
    return Space.objects.own(organisation) if lane == Lane.ORGANISATION else Space.objects.lane(lane)


def invalidate_standing(person: Person) -> None:
    """Make every cached standing of a person stale, for every process at once."""
    Person.objects.filter(pk=person.pk).update(rights_version=F("rights_version") + 1)
    person.refresh_from_db(fields=["rights_version"])
    standing_changed.send(sender=Person, person=person)
