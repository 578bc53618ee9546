"""A case as its template shows it: words, strips, and what this reader may do next."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from committee.access.lanes import SHORT, Lane
from committee.access.standing import standing_of
from committee.journal.moments import format_day
from committee.journal.subjects import kinds_with
from committee.organisations.queries import centres
from committee.organisations.strip import strip_svg
from committee.templatetags.hearing import function_of
from issues.conversation.discussions.fragments.discussion import discussion_context
from issues.conversation.discussions.queries import Place
from issues.deliberation.questions.fragments import address_to_ask
from issues.deliberation.questions.presentation import question_row
from issues.fieldwork.impacts.policy import may_declare_impact, may_name_centres
from issues.fieldwork.impacts.presentation.declarations import problem_impact
from issues.fieldwork.impacts.presentation.words import cells_for
from issues.intake.triage.presentation import triage_of
from issues.overview.case.queries import Case
from issues.problems.records import policy as problem_policy
from issues.problems.records.models import Problem, Severity
from issues.problems.records.states import State
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.queries import terms_by_id
from issues.resolution.instructions.policy import may_issue_instruction
from issues.resolution.instructions.presentation import row_of
from issues.resolution.solutions.policy import may_propose_solution
from issues.resolution.solutions.states import IN_THE_FIELD
from issues.resolution.solutions.states import State as SolutionState
from issues.resolution.verification.queries import verdict_cells
from issues.resolution.verification.verdict_words import describe_relapses, verdicts_in_words


def case_context(request, case: Case) -> dict:
    """Everything that the case page needs."""
    person, problem = request.user, case.problem
    return {
        "problem": problem,
        "lane_label": SHORT[Lane(problem.space.lane)],
        "state_label": State(problem.state).label,
        "facts": fact_rows(problem),
        "impact": problem_impact(person, problem, case.tally, case.own, case.compared),
        "solutions": [solution_of(person, case, solution) for solution in case.solutions],
        "instructions": [row_of(one) for one in case.instructions],
        "questions": [question_row(one) for one in case.questions],
        "ask_url": address_to_ask(person, problem.reference),
        "talk": discussion_context(request, problem.owner_of_thread, case.reading, place=Place()),
        "topics": topics_of(person, problem),
        "files": case.files,
        "citations": [
            one
            for kind in kinds_with("citations")
            for one in (kind.citations(person, problem) if kind.citations else ())
        ],
        "may": permissions_on(person, problem),
        "triage": triage_of(person, problem),
    }


def topics_of(person, problem: Problem) -> str:
    """The live topics of the page: the case in each lane that the reader reads."""
    return " ".join(f"problem:{problem.reference}:{pk}" for pk in sorted(standing_of(person).readable_ids))


def permissions_on(person, problem: Problem) -> dict[str, bool]:
    """What the reader may do, for the buttons of the page."""
    return {
        "declare": may_declare_impact(person, problem),
        "issue": may_issue_instruction(person, problem),
        "propose": may_propose_solution(person, problem),
        "move": bool(problem_policy.moves_for(person, problem)),
        "share": problem_policy.may_share_problem(person, problem),
        "translate": problem_policy.may_translate_problem(person, problem),
    }


def fact_rows(problem: Problem) -> list[dict]:
    """The column of facts."""
    known = terms_by_id()
    words = [
        (
            _("Filed"),
            format_day(problem.filed_at),
            format_html("{}, {}", function_of(problem.reporter), problem.organisation.name),
        ),
        (_("Link of the chain"), term_label(known, problem.chain_id), ""),
        (_("Category"), term_label(known, problem.category_id), ""),
        (_("Tool"), term_label(known, problem.tool_id), ""),
        (_("Service concerned"), term_label(known, problem.service_id), ""),
        (_("Severity"), Severity(problem.severity).label, ""),
        (_("Software family"), term_label(known, problem.software_id), problem.software_version),
        (_("First seen on"), format_day(problem.first_seen_on), ""),
    ]
    return [{"label": label, "value": value, "note": note} for label, value, note in words if value]


def term_label(known: dict[int, Term], pk: int | None) -> str | None:
    """The word of a term, where there is one."""
    return known[pk].marked if pk in known else None


def solution_of(person, case: Case, solution) -> dict:
    """A solution as the case page shows it."""
    order = centres()
    affected = {order[i].pk for i, cell in enumerate(case.tally.cells) if cell == "a"} if case.tally else set()
    asked = affected if solution.state in IN_THE_FIELD else set()
    cells = cells_for(person, verdict_cells(solution.cells, asked))
    return {
        "solution": solution,
        "url": reverse("issues:solution", args=[solution.pk]),
        "state_label": SolutionState(solution.state).label,
        "due": format_day(solution.due_on),
        "strip": strip_svg(cells, words=verdicts_in_words(cells), kind="verdict"),
        "words": verdicts_in_words(cells) if cells.strip(".") else "",
        "relapses": describe_relapses(cells, named=may_name_centres(person)),
        "asks_me": solution.state in IN_THE_FIELD
        and any(pk in affected for pk in standing_of(person).organisation_ids),
    }
