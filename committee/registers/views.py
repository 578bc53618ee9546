"""The registers of organisations and of seats, what the secretariat changes there, and the public composition."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.access.forms import form_page, run_action, steps_of
from committee.access.policy import require
from committee.inbox.queries import duties_of_seat
from committee.journal import clock
from committee.journal.punctuation import fill_in
from committee.organisations.known_centres import known_centres
from committee.organisations.models import Organisation
from committee.people.models import Person
from committee.privacy.views import guarded_question
from committee.registers import actions, exports, forms, presentation, queries
from committee.registers.extension_points import SEAT_SHOWN, SHOWN
from committee.registers.policy import may_describe_software, may_keep_register, may_read_registers
from committee.seats import actions as actions_of_seats
from committee.seats.actions import add_seat, begin_mandate, end_mandate, found_committee, hand_over_seat
from committee.seats.models import Mandate, Seat
from committee.seats.policy import may_manage_seat, may_seat_people
from committee.writing.tables import write_csv

FORM = require_http_methods(["GET", "HEAD", "POST"])
FOLDER = "committee/registers/"
MOST_OFFERED = 25


def show(request: Any, name: str, context: dict[str, Any]) -> HttpResponse:
    """A page of this feature."""
    return render(request, f"{FOLDER}{name}.html", context)


def readers_only(view: Any) -> Any:
    """Show a view to whoever reads the registers; send a passer-by to sign in, answer 404 to others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not may_read_registers(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return login_required(guarded)


def way_to_seats(seat: Seat | None = None) -> list[tuple[str, str]]:
    """What leads to a page about seats, or about one."""
    above = [(_("Seats"), reverse("registers:seats"))]
    return [*above, (seat.organisation.name, reverse("registers:seat", args=[seat.pk]))] if seat else above


def way_to_organisations(organisation: Organisation | None = None) -> list[tuple[str, str]]:
    """What leads to a page about organisations, or about one."""
    above = [(_("Organisations"), reverse("registers:organisations"))]
    here = organisation and (organisation.name, reverse("registers:organisation", args=[organisation.key]))
    return [*above, here] if here else above


def as_table(name: str, rows: Iterable[Iterable[str]]) -> HttpResponse:
    """A table that a browser keeps as a file."""
    target = io.BytesIO()
    write_csv(target, rows)
    headers = {
        "Content-Disposition": content_disposition_header(True, f"{name}-{clock.today():%Y-%m-%d}.csv") or "",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(target.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def composition(request: Any) -> HttpResponse:
    """Who sits on the committee, for everybody: organisations and functions, never a name or an address."""
    tables = presentation.tables_of(queries.committees(), queries.seats_with_holders())
    return show(request, "composition", {"tables": tables, "today": clock.today()})


@require_safe
@readers_only
def seats(request: Any) -> HttpResponse:
    """The register of seats, by committee and bench; `show` narrows it to vacant seats, or tells of closed ones."""
    wanted = request.GET.get("show", "")
    found = queries.seats_with_holders(Seat.objects.closed() if wanted == "closed" else None)
    if wanted == "vacant":
        found = [one for one in found if presentation.seat_row(one).is_vacant]
    tables = presentation.tables_of(queries.committees(), found)
    may = may_seat_people(request.user)
    filled = any(one["benches"] for one in tables)
    return show(request, "seats", {"tables": tables, "wanted": wanted, "may": may, "filled": filled})


@FORM
@readers_only
def found(request: Any) -> HttpResponse:
    """Found another committee."""
    require(may_seat_people(request.user))
    form = forms.CommitteeForm(request.POST or None)
    if run_action(form, lambda: found_committee(by=request.user, **form.cleaned_data)):
        messages.success(request, _("The committee is founded; give it its seats."))
        return redirect("registers:add_seat")
    return form_page(request, form, *way_to_seats())


@require_safe
@readers_only
def seats_file(request: Any) -> HttpResponse:
    """Every mandate there ever was, as a table."""
    return as_table("seats", exports.seats_table(queries.seats_with_mandates()))


@FORM
@readers_only
def new_seat(request: Any) -> HttpResponse:
    """Add a seat for an organisation."""
    require(may_seat_people(request.user))
    form, made = forms.SeatForm(request.POST or None), []
    if run_action(form, lambda: made.append(add_seat(by=request.user, **form.cleaned_data))):
        return redirect_to_seat(request, made[0], _("The seat is added; appoint somebody to it."))
    return form_page(request, form, *way_to_seats())


def get_seat_or_404(key: str) -> Seat:
    """A seat with its history."""
    seat = queries.seat_with_history(int(key)) if key.isdecimal() and len(key) < 16 else None
    if seat is None:
        raise Http404
    return seat


@require_safe
@readers_only
def seat(request: Any, key: str) -> HttpResponse:
    """A seat: who holds it, who held it, and what may be changed."""
    found = get_seat_or_404(key)
    may = may_manage_seat(request.user, found)
    past: list[Mandate] = found.past  # type: ignore[attr-defined]
    found.held = [one for one in reversed(past) if one.is_current or one.is_coming]  # type: ignore[attr-defined]
    rows = [presentation.mandate_row(one, may) for one in past]
    context = {
        "steps": steps_of(way_to_seats()),
        "seat": found,
        "row": presentation.seat_row(found),
        "rows": rows,
        "gaps": presentation.gaps_of(past),
    }
    context["lanes"] = presentation.lanes_of(found)
    context["awaiting"] = duties_of_seat(request.user, found.pk)
    context["sections"] = [draw(request.user, found) for draw in SEAT_SHOWN]
    context["may_close"] = may_seat_people(request.user) and not found.is_closed
    may_fill = may and not found.is_closed
    return show(request, "seat", context | {"may": may_fill, "said": queries.said_about(request.user, "seat", key)})


def people_for(request: Any, seat: Seat) -> list[Person]:
    """To whom the reader may give a seat."""
    return queries.candidates_for(request.user, seat, may_seat_people(request.user))


def redirect_to_seat(request: Any, seat: Seat, words: str) -> HttpResponse:
    """Go back to a seat, and say what was done."""
    messages.success(request, words)
    return redirect("registers:seat", seat.pk)


@FORM
@readers_only
def appoint(request: Any, key: str) -> HttpResponse:
    """Give a seat to somebody."""
    found = get_seat_or_404(key)
    require(may_manage_seat(request.user, found))
    initial = {"began_on": clock.today()}
    form = forms.AppointForm(found, people_for(request, found), request.POST or None, initial=initial)
    if run_action(form, lambda: begin_mandate(by=request.user, seat=found, **form.facts())):
        return redirect_to_seat(request, found, _("The seat is given; the person is told."))
    return form_page(request, form, *way_to_seats(found))


@FORM
@readers_only
def close_seat(request: Any, key: str) -> HttpResponse:
    """Let a seat be no more, which is another thing than being vacant."""
    found = get_seat_or_404(key)
    require(may_seat_people(request.user))
    form = forms.CloseSeatForm(request.POST or None, initial={"closed_on": clock.today()})
    if run_action(form, lambda: actions_of_seats.close_seat(by=request.user, seat=found, **form.cleaned_data)):
        return redirect_to_seat(request, found, _("The seat is closed; whoever held it is told."))
    return form_page(request, form, *way_to_seats(found), about=str(found))


def get_mandate_or_404(pk: int) -> Mandate:
    """A mandate with its seat and its person."""
    rows = Mandate.objects.select_related("seat__organisation", "seat__committee", "person")
    return get_object_or_404(rows, pk=pk)


@FORM
@readers_only
def end(request: Any, pk: int) -> HttpResponse:
    """End a mandate, today or on a day to come."""
    mandate = get_mandate_or_404(pk)
    require(may_manage_seat(request.user, mandate.seat))
    form = forms.EndForm(request.POST or None, initial={"ended_on": clock.today()})
    if run_action(form, lambda: end_mandate(by=request.user, mandate=mandate, **form.cleaned_data)):
        return redirect_to_seat(request, mandate.seat, _("The end of the mandate is set; the person is told."))
    return form_page(request, form, *way_to_seats(mandate.seat), about=mandate.person.function)


@FORM
@readers_only
def hand_over(request: Any, pk: int) -> HttpResponse:
    """Let one person follow another on a seat, without a gap."""
    mandate = get_mandate_or_404(pk)
    require(may_manage_seat(request.user, mandate.seat))
    people = [one for one in people_for(request, mandate.seat) if one.pk != mandate.person_id]
    form = forms.HandOverForm(people, request.POST or None, initial={"on": clock.today()})
    if run_action(form, lambda: hand_over_seat(by=request.user, mandate=mandate, **form.facts())):
        return redirect_to_seat(request, mandate.seat, _("The seat is handed over; both people are told."))
    awaiting = duties_of_seat(request.user, mandate.seat_id)
    return form_page(
        request,
        form,
        *way_to_seats(mandate.seat),
        about=mandate.person.function,
        template="committee/registers/hand_over.html",
        awaiting=awaiting,
    )


def asked_in(request: Any) -> queries.Asked:
    """What the address narrows the register to."""
    names = ("kind", "region", "language", "part", "supplier")
    facts = {name: request.GET[name][:80] for name in names if name in request.GET}
    return queries.Asked(words=request.GET.get("q", "").strip()[:80], **facts)


def number_in(word: str) -> int:
    """Where a page of a list begins; nought for what is no number of six digits at most."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 7 else 0


@require_safe
@readers_only
@guarded_question
def organisations(request: Any) -> HttpResponse:
    """The register of organisations, narrowed as the address asks."""
    asked, begin = asked_in(request), number_in(request.GET.get("from", ""))
    found = queries.organisation_rows(asked, begin)
    address = request.GET.copy()
    address["from"] = str(begin + queries.PAGE)
    context = {"rows": found[: queries.PAGE], "asked": asked, "may_keep": may_keep_register(request.user)}
    context["bar"] = presentation.filters_of(asked, queries.suppliers())
    return show(
        request, "organisations", context | {"older": f"?{address.urlencode()}" if found[queries.PAGE :] else ""}
    )


@require_safe
@readers_only
@guarded_question
def organisations_file(request: Any) -> HttpResponse:
    """The register as the address narrows it, as a table."""
    rows = queries.organisations_asked(asked_in(request)).select_related("merged_into")
    return as_table("organisations", exports.organisations_table(rows.order_by("kind", "position", "pk")))


def get_organisation_or_404(key: str) -> Organisation:
    """The organisation of an address."""
    found = queries.organisation_named(key)
    if found is None:
        raise Http404
    return found


@require_safe
@readers_only
def organisation(request: Any, key: str) -> HttpResponse:
    """An organisation; the address of one that was merged leads to the one that goes on, unless `former` asks for it."""
    found = get_organisation_or_404(key)
    if found.merged_into and "former" not in request.GET:
        words = {"former": found.name, "name": found.merged_into.name}
        messages.info(request, fill_in(_("%(former)s was merged into %(name)s."), words))
        return redirect("registers:organisation", found.merged_into.key)
    context = {
        "steps": steps_of(way_to_organisations()),
        "organisation": found,
        "names": presentation.names_of(found),
        "facts": presentation.organisation_facts(found),
        "software": presentation.software_facts(found) if found.kind == "cpas" else [],
        "members": presentation.member_rows(found.kind, queries.members_of(found)),
        "seats": [
            presentation.seat_row(one) for one in queries.seats_with_holders(Seat.objects.filter(organisation=found))
        ],
        "before": queries.what_it_was(found),
        "links": [link for source in SHOWN for link in source(request.user, found)],
        "said": queries.said_about(request.user, "participant", found.key),
        "may_keep": may_keep_register(request.user),
        "may_describe": may_describe_software(request.user, found),
    }
    return show(request, "organisation", context)


def redirect_to_organisation(request: Any, organisation: Organisation, words: str) -> HttpResponse:
    """Go to an organisation, and say what was done."""
    messages.success(request, fill_in(words, {"name": organisation.name}))
    return redirect("registers:organisation", organisation.key)


@FORM
@readers_only
@guarded_question
def take_part(request: Any) -> HttpResponse:
    """Find one of the centres of Belgium, and let it take part by one click."""
    require(may_keep_register(request.user))
    if request.method == "POST":
        added = actions.take_part(by=request.user, nis=request.POST.get("nis", ""))
        return redirect_to_organisation(request, added, _("%(name)s takes part from today on."))
    words, already = request.GET.get("q", "").strip()[:80], queries.taking_part_already()
    found = [one for one in known_centres().values() if one.nis not in already and one.holds(words)]
    context = {"words": words, "found": found[:MOST_OFFERED], "number": len(found), "most": MOST_OFFERED}
    return show(request, "take_part", context | {"steps": steps_of(way_to_organisations())})


@FORM
@readers_only
def add(request: Any) -> HttpResponse:
    """Add an organisation that is in no list."""
    require(may_keep_register(request.user))
    form, made = forms.OrganisationForm(request.POST or None), []
    if run_action(form, lambda: made.append(actions.add_organisation(by=request.user, **form.cleaned_data))):
        return redirect_to_organisation(request, made[0], _("%(name)s takes part from today on."))
    return form_page(request, form, *way_to_organisations())


@FORM
@readers_only
def rename(request: Any, key: str) -> HttpResponse:
    """Give an organisation other names."""
    found = get_organisation_or_404(key)
    require(may_keep_register(request.user))
    standing = {name: getattr(found, name) for name in actions.NAMES}
    form = forms.NamesForm(request.POST or None, standing=standing)
    facts: dict[str, Any] = {"by": request.user, "organisation": found}
    if run_action(form, lambda: actions.rename_organisation(**facts, **form.cleaned_data)):
        found.refresh_from_db()
        return redirect_to_organisation(request, found, _("%(name)s has its new names; the former ones are kept."))
    return form_page(request, form, *way_to_organisations(found))


@FORM
@readers_only
def software(request: Any, key: str) -> HttpResponse:
    """Say with which software an organisation works."""
    found = get_organisation_or_404(key)
    require(may_describe_software(request.user, found))
    form = forms.SoftwareForm(request.POST or None, standing={name: getattr(found, name) for name in actions.SOFTWARE})
    facts: dict[str, Any] = {"by": request.user, "organisation": found}
    if run_action(form, lambda: actions.describe_software(**facts, **form.cleaned_data)):
        return redirect_to_organisation(request, found, _("The software of %(name)s is noted."))
    return form_page(request, form, *way_to_organisations(found))


@FORM
@readers_only
def merge(request: Any, key: str) -> HttpResponse:
    """Merge an organisation into another of its kind."""
    found = get_organisation_or_404(key)
    require(may_keep_register(request.user) and found.takes_part)
    form = forms.MergeForm(queries.mergeable(found), request.POST or None)

    def doing() -> None:
        into = form.others[form.cleaned_data["into"]]
        actions.merge_organisations(by=request.user, merged=found, into=into)

    if run_action(form, doing):
        words = _("The two are one from today on: this is %(name)s.")
        return redirect_to_organisation(request, form.others[form.cleaned_data["into"]], words)
    return form_page(request, form, *way_to_organisations(found))


@require_POST
@readers_only
def close(request: Any, key: str) -> HttpResponse:
    """Let an organisation take part no more."""
    found = get_organisation_or_404(key)
    actions.close_organisation(by=request.user, organisation=found)
    return redirect_to_organisation(request, found, _("%(name)s takes part no more from today on."))
