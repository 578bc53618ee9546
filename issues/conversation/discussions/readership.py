"""Who reads a lane, in words and in figures, where somebody chooses in which lane to write."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from committee.access.grants import readers_of
from committee.access.lanes import Lane
from committee.keeping.nearby import listed

READERS = {
    Lane.COMMON: _("Read by every bench: CPAS, federations and SPP-IS."),
    Lane.FEDERATIONS: _("Read by CPAS and federations; SPP-IS does not see it."),
    Lane.ADMINISTRATION: _("Read by SPP-IS; CPAS and federations do not see it."),
    Lane.ORGANISATION: _("Read by your own organisation; nobody else sees it."),
}
KEPT_SECONDS = 600


def count_readers(space_id: int) -> tuple[int, int]:
    """How many people of how many organisations read a space, as at most ten minutes ago; one query, or none."""

    def count() -> tuple[int, int]:
        current = Count("memberships__organisation", distinct=True, filter=Q(memberships__ended_on=None))
        found = readers_of(space_id).aggregate(people=Count("pk", distinct=True), places=current)
        return found["people"], found["places"]

    return listed(f"readership:{space_id}", KEPT_SECONDS, count)


def describe_readership(space_id: int) -> str:
    """“31 people, 24 organisations”."""
    people, places = count_readers(space_id)
    some = ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
    of = ngettext("%(n)s organisation", "%(n)s organisations", places) % {"n": places}
    return f"{some}, {of}"
