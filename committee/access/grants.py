"""The only file that speaks to django-guardian: rights are derived from facts, and can be rebuilt from them.

A membership puts its person into the group of its role and organisation; the group holds `read_space` and
`write_space` on the spaces that the role names. A mandate gives its person the same rights directly.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F
from django.dispatch import Signal
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase
from guardian.shortcuts import assign_perm, get_objects_for_user, remove_perm

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.roles import Role, role_of
from committee.organisations.models import Membership, Organisation
from committee.people.models import Person

standing_changed = Signal()
"""Sent with `person`, in the transaction that gave or withdrew a right: what a higher feature gives by role follows."""
READ, WRITE = "committee.read_space", "committee.write_space"
PREFIX = "role:"


class SpacePersonPermission(UserObjectPermissionBase):
    """A right of one person on one space, from a mandate; guardian finds it by its direct foreign key."""

    id = models.BigAutoField(primary_key=True)
    content_object = models.ForeignKey(Space, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False


class SpaceGroupPermission(GroupObjectPermissionBase):
    """A right of all who hold one role in one organisation."""

    id = models.BigAutoField(primary_key=True)
    content_object = models.ForeignKey(Space, models.CASCADE)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False


def spaces_for(person: Person, permission: str) -> list[Space]:
    """Return the spaces on which a person holds a permission; being a superuser gives none."""
    return list(
        get_objects_for_user(person, permission, Space, with_superuser=False, accept_global_perms=False).order_by("pk")
    )


def readers_of(space_id: int) -> models.QuerySet[Person]:
    """The people who read a space, by a role or by a mandate; who can no longer sign in is left out."""
    groups = SpaceGroupPermission.objects.filter(content_object=space_id, permission__codename="read_space")
    mandated = SpacePersonPermission.objects.filter(content_object=space_id, permission__codename="read_space")
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


def open_space(person: Person, space: Space, *, write: bool) -> None:
    """Give one person rights on one space, from a mandate."""
    for permission in (READ, WRITE) if write else (READ,):
        assign_perm(permission, person, space)
    invalidate_standing(person)


def close_space(person: Person, space: Space) -> None:
    """Withdraw from one person what a mandate gave on one space."""
    for permission in (READ, WRITE):
        remove_perm(permission, person, space)
    invalidate_standing(person)


def rebuild_rights(mandated: Iterable[tuple[Person, Space, bool]]) -> None:
    """Forget every right and derive all of them again from memberships and the mandates given."""
    SpacePersonPermission.objects.all().delete()
    SpaceGroupPermission.objects.all().delete()
    Group.objects.filter(name__startswith=PREFIX).delete()
    for membership in Membership.objects.current().select_related("person", "organisation"):
        grant_role(membership)
    for person, space, write in mandated:
        open_space(person, space, write=write)
    Person.objects.update(rights_version=F("rights_version") + 1)


def group_for(role: type[Role], organisation: Organisation) -> Group:
    """Return the group of one role in one organisation, with its rights, made on first use."""
    group, new = Group.objects.get_or_create(name=f"{PREFIX}{role.code}:{organisation.pk}")
    if new:
        for permission, lanes in ((READ, role.reads), (WRITE, role.writes)):
            for lane in lanes:
                assign_perm(permission, group, space_of(lane, organisation))
    return group


def space_of(lane: Lane, organisation: Organisation) -> Space:
    """Return the space that a lane means for someone of an organisation."""
    return Space.objects.own(organisation) if lane == Lane.ORGANISATION else Space.objects.lane(lane)


def invalidate_standing(person: Person) -> None:
    """Make every cached standing of a person stale, for every process at once."""
    Person.objects.filter(pk=person.pk).update(rights_version=F("rights_version") + 1)
    person.refresh_from_db(fields=["rights_version"])
    standing_changed.send(sender=Person, person=person)
