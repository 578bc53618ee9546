"""The list of problems."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from committee.access.standing import standing_of
from issues.lists import queries
from issues.lists.forms import FiltersForm
from issues.lists.rows import drawn, rows_of
from issues.problems.policy import may_file_problem


@require_safe
@members_only
def problem_list(request):
    """The problems that the reader may read, last fact first; filters live in the address."""
    form = FiltersForm(request.GET)
    problems = queries.listed(request.user, form.filters(), before=request.GET.get("before", "").replace("\0", ""))
    older = problems[queries.ROWS - 1].reference if len(problems) > queries.ROWS else ""
    rows = rows_of(problems[: queries.ROWS])
    context = {
        "rows": rows,
        "drawn": drawn(rows),
        "older": without(request, "before", older),
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "may_file": may_file_problem(request.user),
        "topics": " ".join(f"problems:{pk}" for pk in sorted(standing_of(request.user).readable_ids)),
    }
    rows_only = request.GET.get("fragment") == "rows"
    return render(request, "issues/lists/rows.html" if rows_only else "issues/lists/list.html", context)


def without(request, name: str, value: str) -> str:
    """This address with one parameter set to another value; an empty string where there is no value."""
    words = request.GET.copy()
    words[name] = value
    words.pop("fragment", None)
    return f"?{words.urlencode()}" if value else ""
