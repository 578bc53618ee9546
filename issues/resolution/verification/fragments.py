"""Where a solution works: the piece of its page, with the form for one’s own verdict."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from committee.access.standing import standing_of
from committee.organisations.queries import Centre, centres
from committee.organisations.strip import strip_svg
from issues.fieldwork.impacts.policy import may_name_centres
from issues.fieldwork.impacts.presentation.words import cells_for
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.states import IN_THE_FIELD
from issues.resolution.verification.actions.judging import verdict_said
from issues.resolution.verification.forms import VerdictForm
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.policy import may_give_verdict
from issues.resolution.verification.presentation import readable_verdicts, silent_centres
from issues.resolution.verification.queries import verdict_cells, verdicts_on
from issues.resolution.verification.verdict_words import cells_named, describe_relapses, verdicts_in_words


def field_section(request, solution: Solution, forms: dict[str, Any]) -> SafeString:
    """What the CPAS concerned say of a solution, and the form for the reader's own; four queries at most."""
    person, concerned, verdicts = request.user, concerned_ids(solution), verdicts_on(solution)
    mine = own_cpas(person, solution, concerned)
    cells = cells_for(person, verdict_cells(solution.cells, concerned if solution.state in IN_THE_FIELD else set()))
    names = cells_named(cells) if may_name_centres(person) else ()
    words = verdicts_in_words(cells)
    context = {
        "solution": solution,
        "concerned": len(concerned),
        "strip": strip_svg(cells, words=words, names=names, kind="verdict", size="case"),
        "words": words,
        "verdicts": readable_verdicts(person, solution, verdicts),
        "unsaid": silent_centres(verdicts, mine),
        "verdict_form": forms.get("verdict_form") or (verdict_form(solution, mine, verdicts) if mine else None),
        "relapses": describe_relapses(cells, named=bool(names)),
    }
    return render_to_string("issues/resolution/verification/field.html", context, request)


def own_cpas(person, solution: Solution, concerned: set[int]) -> list[Centre]:
    """The reader's CPAS that may give a verdict, in the order of the strip."""
    mine = standing_of(person).organisation_ids & concerned
    return [one for one in centres() if one.pk in mine and may_give_verdict(person, solution, one.pk, concerned)]


def verdict_form(solution: Solution, mine: list[Centre], verdicts: list[Verdict]) -> VerdictForm:
    """The form for a verdict, with the one that stands where it can only be that of one CPAS."""
    before = next((one for one in verdicts if [one.organisation_id] == [own.pk for own in mine]), None)
    return VerdictForm(mine, standing=verdict_said(before), owner=str(solution.owner))
