"""The by-laws that every feature's own policy is built from."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from committee.access.roles import Ability, Secretariat, role_of
from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.people.models import Person, Reader

View = Callable[..., HttpResponseBase]
LONGEST_ADDRESS = 1_000
"""Letters: written once more into the address of another page it must fit, with all other headers, into 4 KiB."""


def is_member(person: Reader) -> bool:
    """Whether a person takes part in the committee's work at all."""
    return standing_of(person).is_member


def may_read(person: Reader, space_id: int) -> bool:
    """Whether a person reads what stands in a space."""
    return space_id in standing_of(person).readable_ids


def may_write(person: Reader, space_id: int) -> bool:
    """Whether a person writes in a space."""
    return space_id in standing_of(person).writable_ids


def may_moderate(person: Reader, space_id: int) -> bool:
    """Whether a person keeps order in what stands in a space."""
    return space_id in standing_of(person).moderated_ids


def runs_the_committee(person: Reader) -> bool:
    """The technical administrator and the secretariat decide who belongs to the committee."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    return person.is_superuser or Secretariat in standing_of(person).roles


def may_manage_members(person: Reader, organisation: Organisation) -> bool:
    """A coordinator lets colleagues in and out, a federation its staff; the secretariat everybody."""
    return runs_the_committee(person) or standing_of(person).can(Ability.MANAGE_MEMBERS, organisation.pk)


def may_give_role(person: Reader, organisation: Organisation, membership: str) -> bool:
    """Who manages members gives no right that they do not have themselves; the secretariat gives each."""
    given = role_of(organisation.kind, membership)
    held = standing_of(person).roles_in(organisation.pk) if may_manage_members(person, organisation) else ()
    return runs_the_committee(person) or (given is not None and any(role.includes(given) for role in held))


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless allowed; every action begins with it."""
    if not allowed:
        raise PermissionDenied


def address_of(request: HttpRequest) -> str:
    """Where to come back to after signing in: without its question where that is longer than a header may be."""
    whole = request.get_full_path()
    return whole if len(whole) <= LONGEST_ADDRESS else request.path


def members_only(view: View) -> View:
    """Show a view to members; send a passer-by to sign in, answer 404 to an account without a place in the committee."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            from django.contrib.auth.views import redirect_to_login

            return redirect_to_login(address_of(request))
        if not is_member(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    guarded.members_only = True  # type: ignore[attr-defined]
    return guarded
