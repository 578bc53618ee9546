"""Opening a solution to the public, and closing it again; its owner agrees to what is shown of its promise."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.resolution.solutions.actions.lifecycle import lock_solution, record_solution
from issues.resolution.solutions.models import PublicText, Solution
from issues.resolution.solutions.policy import may_open_to_public, may_show_promise

OPENED = register_verb(
    "public_solution.opened", _("opened the solution “%(solution)s” to the public"), _("Opened to the public")
)
REWORDED = register_verb(
    "public_solution.reworded",
    _("changed what the public reads of the solution “%(solution)s”"),
    _("Public text changed"),
)
CLOSED = register_verb(
    "public_solution.closed", _("closed the solution “%(solution)s” to the public"), _("Closed to the public")
)
PROMISE_SHOWN = register_verb(
    "public_solution.promise_shown",
    _("agrees that the public reads what “%(solution)s” promises to save"),
    _("Promise shown to the public"),
)
PROMISE_HIDDEN = register_verb(
    "public_solution.promise_hidden",
    _("no longer shows the public what “%(solution)s” promises to save"),
    _("Promise no longer shown"),
)
WORDS = ("title_fr", "title_nl", "summary_fr", "summary_nl")


@transaction.atomic
def open_to_public(
    *,
    by: Person,
    solution: Solution,
    title_fr: str,
    title_nl: str,
    summary_fr: str,
    summary_nl: str,
    version: str | None = None,
) -> PublicText:
    """Let the public read of a solution, in these words and in both languages; again with others changes them.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile; Refused where a language lacks.
    """
    solution = lock_solution(solution)
    require(may_open_to_public(by, solution))
    words = {"title_fr": title_fr, "title_nl": title_nl, "summary_fr": summary_fr, "summary_nl": summary_nl}
    if lacking := next((name for name in WORDS if not words[name].strip()), ""):
        raise Refused(
            _("The public reads it in French and in Dutch: both titles and both summaries are needed."), field=lacking
        )
    before = PublicText.objects.filter(solution=solution).first()
    require_unchanged(version, public_words(before), words)
    if before and public_words(before) == words:
        return before
    facts = words if before else {**words, "opened_by": by, "opened_at": clock.now()}
    text, _new = PublicText.objects.update_or_create(solution=solution, defaults=facts)
    record_publicity(REWORDED if before else OPENED, by, solution)
    return text


def public_words(text: PublicText | None) -> dict[str, str]:
    """What the public reads of a solution; nothing where it is not open."""
    return {name: getattr(text, name) if text else "" for name in WORDS}


@transaction.atomic
def close_to_public(*, by: Person, solution: Solution) -> None:
    """Let the public read of a solution no longer; done already where it is not open. Raises PermissionDenied."""
    solution = lock_solution(solution)
    require(may_open_to_public(by, solution))
    gone, _rows = PublicText.objects.filter(solution=solution).delete()
    if gone:
        record_publicity(CLOSED, by, solution)


@transaction.atomic
def show_promise(*, by: Person, solution: Solution, shown: bool) -> None:
    """Let the owner agree that the public reads the minutes that it promised to save, or no longer.

    Nothing changes where it is so already, or the solution is not open to the public. Raises PermissionDenied.
    """
    solution = lock_solution(solution)
    require(may_show_promise(by, solution))
    changed = PublicText.objects.filter(solution=solution).exclude(shows_promise=shown).update(shows_promise=shown)
    if changed:
        record_publicity(PROMISE_SHOWN if shown else PROMISE_HIDDEN, by, solution)


def record_publicity(what: str, by: Person, solution: Solution) -> None:
    """Record what the public reads, for the solution and for what everybody finds of it."""
    record_solution(what, by, solution, also=[("public_solution", str(solution.pk))])
