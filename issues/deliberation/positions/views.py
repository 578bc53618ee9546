"""The positions on one thing: what each seat says, and what its reader may do there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committee.absences.speaking import seats_spoken_for
from committee.access.forms import run_action
from committee.access.policy import members_only, require
from committee.journal.subjects import pages_of, reference_of
from committee.seats.models import Seat
from issues.conversation.threads.extension_points import Owner
from issues.deliberation.positions import actions, policy, presentation, queries
from issues.deliberation.positions.forms import OnBehalfForm, PositionForm, SealForm
from issues.deliberation.positions.models import Position


def get_thing_or_404(request: Any, kind: str, key: str) -> Owner:
    """What positions are taken on, for its reader; 404 for a stranger."""
    thing = policy.thing_of(request.user, kind, key)
    if thing is None:
        raise Http404
    return thing


@require_safe
@members_only
def positions(request: Any, kind: str, key: str) -> HttpResponse:
    """What each seat thinks of a thing, the outcome by bench, and the forms for who speaks for a seat."""
    return render_positions(request, get_thing_or_404(request, kind, key))


def render_positions(request: Any, thing: Owner, **refused: Any) -> HttpResponse:
    """Render the page, with the form that failed filled in as it was."""
    person, spoken = request.user, seats_spoken_for(request.user)
    found, seats = queries.last_round(person, *thing.about), queries.seats_at(thing.space.lane)
    deeds = presentation.deeds_of(person, thing, found, spoken)
    context = {
        "thing": thing,
        "title": thing.title_here,
        "title_language": thing.language_of(thing.title_here),
        "reference": reference_of(*thing.about),
        "back": pages_of({thing.about})[thing.about],
        "kind": thing.about[0],
        "key": thing.about[1],
        "round": presentation.round_shown(person, thing, found, seats),
        "deeds": deeds,
        "taking": [taking_form(person, thing, found, one, refused.get("take")) for one in deeds["speakers"]],
        "behalf": refused.get("record") or (OnBehalfForm(seats, auto_id="behalf-%s") if deeds["runs"] else None),
        "seal": refused.get("seal") or SealForm(auto_id="seal-%s"),
    }
    return render(request, "issues/deliberation/positions/page.html", context, status=422 if refused else 200)


def taking_form(person: Any, thing: Owner, found: queries.Round, speaker: Any, refused: Any) -> dict[str, Any]:
    """The form for the position of one seat: it begins with what stands, else with what was said within the bench."""
    seat = speaker.seat
    if refused and refused[0] == seat.pk:
        return {"speaker": speaker, "form": refused[1]}
    before = found.of_seat(seat.pk, thing.space.pk)
    inside = next((one for one in found.positions if one.seat_id == seat.pk and one is not before), None)
    initial = actions.said(before or inside)
    spaces = policy.spaces_for(person, seat, thing)
    form = PositionForm(spaces, standing=actions.said(before), initial=initial, auto_id=f"seat{seat.pk}-%s")
    return {"speaker": speaker, "form": form}


def go_back(request: Any, thing: Owner, words: str) -> HttpResponse:
    """Go back to the positions, and say what was done."""
    messages.success(request, words)
    return redirect("issues:positions", *thing.about)


@require_POST
@members_only
def take(request: Any, kind: str, key: str, pk: int) -> HttpResponse:
    """Say what one's seat thinks."""
    thing, seat = get_thing_or_404(request, kind, key), get_object_or_404(Seat, pk=pk)
    require(seat.pk in {one.seat.pk for one in policy.speaks_here(request.user, thing)})
    spaces = policy.spaces_for(request.user, seat, thing)
    form = PositionForm(spaces, request.POST, auto_id=f"seat{pk}-%s", back=presentation.positions_page(kind, key))
    facts: dict[str, Any] = {"by": request.user, "about": thing.about, "seat": seat}

    def deed() -> None:
        data = dict(form.cleaned_data)
        standing = data["space"] == thing.space.pk
        actions.take_position(**facts, **data | {"version": data["version"] if standing else None})

    if not run_action(form, deed):
        return render_positions(request, thing, take=(pk, form))
    return go_back(request, thing, _("The position is said."))


@require_POST
@members_only
def record_for(request: Any, kind: str, key: str) -> HttpResponse:
    """Record what a seat told the secretariat."""
    thing = get_thing_or_404(request, kind, key)
    require(policy.runs_positions(request.user, thing))
    form = OnBehalfForm(queries.seats_at(thing.space.lane), request.POST, auto_id="behalf-%s")
    facts: dict[str, Any] = {"by": request.user, "about": thing.about}
    if not run_action(form, lambda: actions.record_on_behalf(**facts, **form.cleaned_data | {"version": None})):
        return render_positions(request, thing, record=form)
    return go_back(request, thing, _("The position is recorded; the seat is asked to confirm it."))


@require_POST
@members_only
def seal(request: Any, kind: str, key: str) -> HttpResponse:
    """Seal what is said."""
    thing, form = get_thing_or_404(request, kind, key), SealForm(request.POST, auto_id="seal-%s")
    facts: dict[str, Any] = {"by": request.user, "about": thing.about}
    if not run_action(form, lambda: actions.seal_positions(**facts, **form.cleaned_data)):
        return render_positions(request, thing, seal=form)
    return go_back(request, thing, _("The positions are sealed."))


@require_POST
@members_only
def call(request: Any, kind: str, key: str) -> HttpResponse:
    """Call for positions."""
    thing = get_thing_or_404(request, kind, key)
    actions.call_for_positions(by=request.user, about=thing.about)
    return go_back(request, thing, _("Each voting seat is asked for its position."))


@require_POST
@members_only
def reopen(request: Any, kind: str, key: str) -> HttpResponse:
    """Open another round."""
    thing = get_thing_or_404(request, kind, key)
    actions.reopen_positions(by=request.user, about=thing.about)
    return go_back(request, thing, _("Another round is open; each voting seat is asked for its position."))


def settle(request: Any, pk: int, deed: Callable[..., Position], words: str) -> HttpResponse:
    """Say for one's seat whether what was recorded for it is right."""
    rows = Position.objects.visible_to(request.user).select_related("consultation")
    found = get_object_or_404(rows, pk=pk)
    thing = get_thing_or_404(request, *found.consultation.about)
    deed(by=request.user, position=found)
    return go_back(request, thing, words)


@require_POST
@members_only
def confirm(request: Any, pk: int) -> HttpResponse:
    """Confirm what was recorded for one's seat."""
    return settle(request, pk, actions.confirm_position, _("The position is confirmed."))


@require_POST
@members_only
def contradict(request: Any, pk: int) -> HttpResponse:
    """Contradict what was recorded for one's seat."""
    return settle(request, pk, actions.contradict_position, _("It counts no more; take the position of your seat."))
