"""Where a solution works: the piece of its page, with the forms for one’s own verdict and for a relapse."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from committee.access.standing import standing_of
from committee.organisations.queries import Centre, centres
from committee.organisations.strip import strip_svg
from committee.people.models import Reader
from issues.fieldwork.impacts.policy import may_name_centres
from issues.fieldwork.impacts.presentation.words import cells_for
from issues.problems.records.models import Problem
from issues.resolution.solutions.models import Solution
from issues.resolution.solutions.policy import concerned_ids
from issues.resolution.solutions.states import IN_THE_FIELD
from issues.resolution.verification.forms import RelapseForm, VerdictForm
from issues.resolution.verification.models import Verdict
from issues.resolution.verification.policy import may_give_verdict
from issues.resolution.verification.presentation.verdicts import (
    describe_gain,
    describe_progress,
    describe_round,
    describe_rule,
    readable_verdicts,
    silent_centres,
)
from issues.resolution.verification.queries import (
    affected_by,
    past_rounds,
    rule_shown,
    said_by,
    said_with,
    verdict_cells,
    verdicts_on,
)
from issues.resolution.verification.verdict_words import cells_named, describe_relapses, verdicts_in_words


def field_section(request, solution: Solution, forms: dict[str, Any]) -> SafeString:
    """What the CPAS concerned say of a solution, how far that is by the rule, and the reader's own forms."""
    person, verdicts, rule = request.user, verdicts_on(solution), rule_shown()
    affected = affected_by([solution.pk])[solution.pk]
    said = said_with(verdicts, affected)
    asked = solution.state in IN_THE_FIELD
    context = {
        "solution": solution,
        "concerned": len(affected),
        **strip_of(person, solution, set(affected) if asked else set()),
        "progress": describe_progress(rule, said, solution.state) if asked else "",
        "rule": describe_rule(rule) if asked else "",
        "gain": describe_gain(person, solution, verdicts, len(affected)),
        "verdicts": readable_verdicts(person, solution, verdicts),
        "rounds": [describe_round(person, solution, past) for past in past_rounds(solution)],
        **forms_of(person, solution, set(affected), verdicts, forms),
    }
    return render_to_string("issues/resolution/verification/field.html", context, request)


def strip_of(person: Reader, solution: Solution, asked: set[int]) -> dict[str, Any]:
    """The strip of verdicts with its words; by name for whoever may know which CPAS said what."""
    cells = cells_for(person, verdict_cells(solution.cells, asked))
    names = cells_named(cells) if may_name_centres(person) else ()
    words = verdicts_in_words(cells)
    return {
        "strip": strip_svg(cells, words=words, names=names, kind="verdict", size="case"),
        "words": words,
        "relapses": describe_relapses(cells, named=bool(names)),
    }


def forms_of(
    person: Reader, solution: Solution, concerned: set[int], verdicts: list[Verdict], forms: dict[str, Any]
) -> dict[str, Any]:
    """The forms of the reader's own CPAS, those that failed filled in as they were."""
    mine = own_cpas(person, solution, concerned)
    holding = [one for one in mine if one.pk not in {row.organisation_id for row in verdicts if row.is_relapse}]
    verdict, relapse = forms.get("verdict_form"), forms.get("relapse_form")
    return {
        "unsaid": silent_centres(verdicts, mine),
        "verdict_form": verdict or (verdict_form(solution, mine, verdicts) if mine else None),
        "relapse_form": relapse or (RelapseForm(holding, owner=str(solution.owner)) if holding else None),
    }


def own_cpas(person: Reader, solution: Solution, concerned: set[int]) -> list[Centre]:
    """The reader's CPAS that may give a verdict, in the order of the strip."""
    mine = standing_of(person).organisation_ids & concerned
    return [one for one in centres() if one.pk in mine and may_give_verdict(person, solution, one.pk, concerned)]


def concerned_places(person: Reader, solution: Solution) -> list[Centre]:
    """The same, asking who is concerned."""
    return own_cpas(person, solution, concerned_ids(solution))


def only_problem(solution: Solution) -> Problem | None:
    """The problem that a solution answers, where it is one alone: new minutes are then those of its declaration."""
    problems = list(solution.problems.all())
    return problems[0] if len(problems) == 1 else None


def verdict_form(solution: Solution, mine: list[Centre], verdicts: list[Verdict]) -> VerdictForm:
    """The form for a verdict, with the one that stands where it can only be that of one CPAS."""
    before = next((one for one in verdicts if [one.organisation_id] == [own.pk for own in mine]), None)
    return VerdictForm(mine, standing=said_by(before), owner=str(solution.owner), problem=only_problem(solution))
