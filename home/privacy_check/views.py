"""The check that forms ask while one types, and the page on what is kept out."""

from datetime import timedelta

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committee.access.policy import members_only
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.throttle import is_throttled
from committee.privacy.actions import count_refusals
from committee.privacy.detection import Finding
from committee.privacy.models import NAMES, PersonalDataFound, Way, refuse_in_file_name, refuse_personal_data
from committee.privacy.queries import refusals_by_month

CHECKS_A_MINUTE = 90
LONGEST = 20_000
SINCE = timedelta(days=366)


@require_POST
@members_only
def check(request) -> HttpResponse:
    """Say what the text of one field holds: the kinds, masked excerpts, and the words that explain.

    `text` is what was typed (its first 20,000 characters are read), `name` the name of a chosen file, `shown` the
    kinds that this field has already been told of, which are not counted again. At most 90 a minute for a person.
    """
    if is_throttled("guard", request.user.pk, CHECKS_A_MINUTE):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    found, message = inspect_text(request.POST.get("text", "")[:LONGEST], request.POST.get("name", "")[:LONGEST])
    kinds = {one.kind for one in found}
    if new := kinds - set(request.POST.get("shown", "").split()):
        count_refusals(kinds=new, way=Way.TYPED)
    seen = [{"kind": one.kind, "excerpt": one.excerpt} for one in found]
    return JsonResponse({"message": message, "kinds": sorted(kinds), "found": seen})


def inspect_text(text: str, name: str) -> tuple[list[Finding], str]:
    """What a text or a file's name holds, and the words of the refusal; nothing and no words where it is clean."""
    try:
        refuse_personal_data(text)
        refuse_in_file_name(name)
    except PersonalDataFound as refusal:
        return refusal.findings, str(refusal.messages[0])
    return [], ""


@require_safe
def kept_out(request):
    """What is kept out and why, for members; how often, for the secretariat and the technical administrator."""
    counts = request.user.is_authenticated and may_see_counts(request.user)
    return (counts_page if counts else members_page)(request)


def counts_page(request):
    """The page with the counts of a year."""
    rows = refusals_by_month(timezone.localdate() - SINCE)
    return render(
        request, "home/privacy_check/kept_out.html", {"counts": True, "rows": [count_row(row) for row in rows]}
    )


@members_only
def members_page(request):
    """The page as every member reads it."""
    return render(request, "home/privacy_check/kept_out.html")


def may_see_counts(person) -> bool:
    """The secretariat moderates; the technical administrator keeps the site. Neither learns more than numbers."""
    return person.is_superuser or standing_of(person).can(Ability.MODERATE)


def count_row(row: dict) -> dict:
    """A row of counts with the name of its kind."""
    return row | {"name": NAMES[row["kind"]]}
