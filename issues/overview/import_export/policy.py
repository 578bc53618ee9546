"""Who may bring files in and take lists and dossiers out. What they hold is said by `visible_to` of each thing."""

from typing import Any

from committee.access.policy import is_member
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.people.models import Reader
from issues.overview.import_export.models import ExportRun, ImportRun, Stage, What
from issues.problems.records.policy import may_file_problem


def may_import(person: Reader, what: str = What.PROBLEMS) -> bool:
    """Whoever may file problems may file them from a file; only members of a CPAS declare."""
    if what == What.DECLARATIONS:
        return standing_of(person).can(Ability.DECLARE_IMPACT)
    return may_file_problem(person)


def may_confirm_import(person: Reader, run: ImportRun) -> bool:
    """Its owner confirms a run, as long as they may still import such a file."""
    return run.person_id == person.pk and may_import(person, run.what)


def may_export(person: Reader) -> bool:
    """Whoever reads the list may take it along."""
    return is_member(person)


def standing_now(person: Reader) -> dict[str, Any]:
    """What a person reads and is at this moment, as an export remembers it."""
    standing = standing_of(person)
    return {"spaces": sorted(standing.readable_ids), "posts": sorted(list(post) for post in standing.posts)}


def may_fetch_export(person: Reader, run: ExportRun) -> bool:
    """Its owner fetches an export while they still read and are all that they did when it was written."""
    if run.person_id != person.pk or run.stage != Stage.DONE or not run.file:
        return False
    now, then = standing_now(person), run.standing
    spaces_kept = set(then.get("spaces", [])) <= set(now["spaces"])
    return may_export(person) and spaces_kept and all(post in now["posts"] for post in then.get("posts", []))
