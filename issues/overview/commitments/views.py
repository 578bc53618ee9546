"""The list of commitments."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from committee.access.policy import members_only
from committee.access.standing import standing_of
from issues.overview.commitments.extension_points import Whose
from issues.overview.commitments.filters import read_asked
from issues.overview.commitments.presentation import calendars_of, groups_of, selects_of
from issues.overview.commitments.queries import commitments_of, own_of, seats_of


@require_safe
@members_only
def commitments(request):
    """What is promised by whom and when: one's own first, for who has any."""
    person = request.user
    seats, own = seats_of(person), own_of(person)
    asked = read_asked(request.GET, has_own=not own.is_everybody)
    everybody = commitments_of(person, Whose())
    found = everybody if not asked.owner else commitments_of(person, asked.whose(own))
    context = {
        "groups": groups_of([one for one in found if asked.keeps(one)]),
        "selects": selects_of(asked, {one.owner.pk for one in everybody}, not own.is_everybody),
        "calendars": calendars_of(person, seats) if not own.is_everybody else [],
        "topics": " ".join(f"solutions:{pk}" for pk in sorted(standing_of(person).readable_ids)),
    }
    return render(request, "issues/overview/commitments/list.html", context)
