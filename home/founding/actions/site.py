"""A whole site, from whatever of it is there."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.refusals import Refused
from committee.invitations.models import Invitation
from committee.seats.models import Committee
from home.founding.actions.committee import register_benches, register_region, seat_committee
from home.founding.actions.pages import lay_pages
from home.founding.actions.people import admit_administrator, admit_secretariat, register_administrator
from home.founding.queries import federation_called
from issues.problems.taxonomies.actions import load_taxonomy


class Founded(NamedTuple):
    """What a founding added, and by which invitation the first people come in: none where they did."""

    organisations: int
    terms: int
    administrator: Invitation | None
    secretariat: Invitation | None


@transaction.atomic
def found_site(
    *, administrator: str, secretariat: str, federation: str, regions: Collection[str], language: str
) -> Founded:
    """Make a site whole, or nothing of it. What is there already is left alone, whatever is asked for.

    `administrator` and `secretariat` are addresses; `federation` is a word of the name of who keeps the secretariat. Raises
    Refused for a federation that is none or an address that cannot be invited, and ValueError for a region that is none.
    """
    by = register_administrator(address=administrator, language=language)
    added = register_benches(by=by) + sum(register_region(by=by, region=region) for region in regions)
    terms = load_taxonomy()
    first = Committee.objects.first()
    keeper = first.secretariat if first else federation_called(federation)
    if keeper is None:
        raise Refused(_("No federation, or more than one, has this in its name."), field="federation")
    seat_committee(by=by, secretariat=keeper)
    lay_pages(by=by)
    technical = admit_administrator(by=by, organisation=keeper)
    first_one = admit_secretariat(by=by, address=secretariat, language=language, organisation=keeper)
    return Founded(added, terms, technical, first_one)
