"""What the pages of a solution say, as plain data."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.organisations.queries import names_of_organisations
from issues.resolution.solutions.models import Kind, Solution, SolutionVersion
from issues.resolution.solutions.queries import FIELD_NAMES


def describe_version(version: SolutionVersion) -> list[tuple[str, str]]:
    """The earlier values that a version keeps, as labels and words in the reader's language."""
    return [
        (str(label), describe_value(name, version.facts[name]))
        for name, label in FIELD_NAMES.items()
        if name in version.facts
    ]


def describe_value(name: str, value: object) -> str:
    """One earlier value in words; a dash for none."""
    if value in (None, ""):
        return "–"
    if name == "kind":
        return str(Kind(str(value)).label)
    return describe_owner(str(value)) if name == "owner" else str(value)


def describe_owner(word: str) -> str:
    """An owner that a word names (`queries.owner_choices`), in the reader's language."""
    organisation, _colon, seat = word.partition(":")
    names = names_of_organisations().get(int(organisation), ("–", "–"))
    name = names[int(get_language() == "nl")]
    return _("%(organisation)s, seat %(number)s") % {"organisation": name, "number": seat} if seat else name


def first_words(solution: Solution) -> dict[str, str]:
    """What the form for the public begins with: the titles that there are, and the summary of the other language."""
    titles = solution.titles
    summary = {f"summary_{solution.other_language}": solution.summary_other} if solution.summary_other else {}
    return {f"title_{code}": title for code, title in titles.items()} | summary
