"""Readings of the organisations that nearly every page needs."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.keeping.nearby import forget_lists, listed
from committee.organisations.models import Kind, Membership, MembershipRole, Organisation

CENTRES = "organisations:centres"
NAMES = "organisations:names"
KEYS = "organisations:keys"
KEPT_SECONDS = 3600


BRUSSELS = "21"
"""How the NIS codes of the Brussels municipalities begin."""


@dataclass(frozen=True)
class Centre:
    """A CPAS as the strip shows it: its identifier, its names and the NIS code of its municipality."""

    pk: int
    name_fr: str
    name_nl: str
    municipality_fr: str
    municipality_nl: str
    nis: str = ""

    @property
    def name(self) -> str:
        """The centre's name in the reader's language."""
        return self.name_nl if get_language() == "nl" else self.name_fr

    @property
    def municipality(self) -> str:
        """The municipality's name in the reader's language."""
        return self.municipality_nl if get_language() == "nl" else self.municipality_fr


def centres() -> tuple[Centre, ...]:
    """Every CPAS in the order of the strip; kept until `forget_centres`."""
    return listed(CENTRES, KEPT_SECONDS, read_centres)


def read_centres() -> tuple[Centre, ...]:
    """The same, from the database."""
    fields = ("pk", "name_fr", "name_nl", "municipality_fr", "municipality_nl", "nis")
    return tuple(Centre(*row) for row in Organisation.objects.cpas().values_list(*fields))


def names_of_centres() -> tuple[str, ...]:
    """The municipalities in the order of the strip, in the reader's language."""
    return tuple(centre.municipality for centre in centres())


def name_of_all_centres() -> str:
    """What the centres of the strip are called together: the Brussels CPAS, or the CPAS where there are others."""
    known = centres()
    return _("The Brussels CPAS") if known and all(one.nis.startswith(BRUSSELS) for one in known) else _("The CPAS")


def names_of_organisations() -> dict[int, tuple[str, str]]:
    """The French and the Dutch name of every organisation by identifier, in their order; kept like the centres."""
    return listed(NAMES, KEPT_SECONDS, read_names)


def read_names() -> dict[int, tuple[str, str]]:
    """The same, from the database."""
    rows = Organisation.objects.order_by("position", "pk").values_list("pk", "name_fr", "name_nl")
    return {pk: (name_fr, name_nl) for pk, name_fr, name_nl in rows}


def keys_of_organisations() -> dict[int, str]:
    """What stands in the address of the page of every organisation, by identifier; kept like the centres."""
    return listed(KEYS, KEPT_SECONDS, read_keys)


def read_keys() -> dict[int, str]:
    """The same, from the database."""
    return {one.pk: one.key for one in Organisation.objects.only("pk", "code")}


def secretary() -> Membership | None:
    """Who acts in the name of the committee where a rule and nobody in particular does: the first of the secretariat."""
    held = {"role": MembershipRole.SECRETARIAT, "organisation__kind": Kind.FEDERATION, "person__is_active": True}
    return Membership.objects.current().filter(**held).select_related("person").first()


def holding(columns: Collection[str], word: str) -> Q:
    """What holds a word in one of the columns, whichever of the two apostrophes either was typed with."""
    found = Q()
    for column in columns:
        for spelled in {word.replace("’", "'"), word.replace("'", "’")}:
            found |= Q(**{f"{column}__icontains": spelled})
    return found


def forget_centres() -> None:
    """Let the lists be read anew, after an organisation was added or renamed."""
    forget_lists()
