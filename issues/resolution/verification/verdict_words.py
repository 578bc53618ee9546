"""What a strip says, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.organisations.queries import names_of_centres


def verdicts_in_words(cells: str) -> str:
    """Say a verdict strip: “2 say it works, 1 not tested yet”."""
    said = [
        (cells.count("w"), ngettext("%d says it works", "%d say it works", cells.count("w"))),
        (cells.count("p"), ngettext("%d says partly", "%d say partly", cells.count("p"))),
        (cells.count("x"), ngettext("%d says it does not work", "%d say it does not work", cells.count("x"))),
        (cells.count("r"), ngettext("%d reports a relapse", "%d report a relapse", cells.count("r"))),
        (cells.count("t"), ngettext("%d has not tested yet", "%d have not tested yet", cells.count("t"))),
    ]
    return ", ".join(words % number for number, words in said if number) or _("No CPAS was asked yet")


def cells_named(cells: str) -> tuple[str, ...]:
    """One label per cell of a verdict strip: “Ixelles: works”."""
    words = {"w": _("works"), "p": _("partly"), "x": _("does not work"), "r": _("works no longer")}
    words |= {"t": _("not tested"), ".": _("not asked")}
    return tuple(
        _("%(name)s: %(word)s") % {"name": name, "word": words[cell]}
        for name, cell in zip(names_of_centres(), cells, strict=False)
    )


def describe_relapses(cells: str, *, named: bool) -> str:
    """Where a solution worked and does no longer, by name where the cells stand in their own order; empty where nowhere."""
    number = cells.count("r")
    if not number:
        return ""
    if named:
        places = [name for name, cell in zip(names_of_centres(), cells, strict=False) if cell == "r"]
        return _("It worked, and works no longer, in: %(places)s.") % {"places": ", ".join(places)}
    return ngettext(
        "It worked, and works no longer, in %(n)d CPAS.", "It worked, and works no longer, in %(n)d CPAS.", number
    ) % {"n": number}
