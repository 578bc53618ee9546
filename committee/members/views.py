"""The directory of people, a page for each, and what may be changed there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.absences.actions import announce_absence, end_absence
from committee.absences.forms import AbsenceForm
from committee.absences.models import Absence
from committee.absences.policy import colleagues_of, may_announce_absence
from committee.access.forms import run_action
from committee.access.policy import runs_the_committee
from committee.access.refusals import Refused
from committee.access.standing import standing_of
from committee.bounces.policy import may_see_bounces
from committee.bounces.queries import last_bounce
from committee.erasure.policy import may_ask_erasure, may_erase
from committee.erasure.queries import is_erased, open_request
from committee.invitations.policy import may_invite_people, organisations_managed
from committee.invitations.queries import roles_on_offer
from committee.joining.queries import open_requests
from committee.journal import clock
from committee.members import policy
from committee.members.actions import change_functions, let_go, move_member
from committee.members.extension_points import Belongings, Left
from committee.members.forms import FunctionForm, LeaveForm, PlaceForm
from committee.members.models import Handover
from committee.members.presentation import belongings_of, directory_rows, handover_rows, place_rows
from committee.members.queries import (
    PAGE,
    Sought,
    absences_of,
    directory_page,
    handovers_to,
    mandates_of,
    places_of,
    things_of,
)
from committee.organisations.queries import names_of_organisations
from committee.people.models import Person
from committee.privacy.forms import clean_question


@require_safe
@login_required
def directory(request):
    """Everybody the reader may know of, by function; searched by function and organisation."""
    if not (standing_of(request.user).is_member or runs_the_committee(request.user)):
        raise Http404
    words, why_not = clean_question(request.GET.get("q", "")[:200].strip())
    sought = Sought(words, number_in(request.GET, "organisation"), asks_for_left(request))
    page = number_in(request.GET, "page") or 0
    found = [] if why_not else directory_page(request.user, sought, page)
    context = {
        "rows": directory_rows(found[:PAGE]),
        "query": words,
        "why_not": why_not,
        "selects": [organisation_filter(sought.organisation)],
        "checks": left_filter(request, sought),
        "older": address_of_page(request, page + 1) if len(found) > PAGE else "",
        "may_invite": may_invite_people(request.user),
        "asked": len(open_requests(request.user)) if may_invite_people(request.user) else 0,
        "narrowed": bool(words or sought.organisation or sought.left),
    }
    return render(request, "committee/members/directory.html", context)


def number_in(sent, name: str) -> int | None:
    """A number that an address carries; None for anything else."""
    told = sent.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else None


def asks_for_left(request) -> bool:
    """Whether closed accounts are asked for, by who may see them."""
    return request.GET.get("left") == "1" and runs_the_committee(request.user)


def organisation_filter(chosen: int | None) -> dict:
    """The organisations, as the list's filter draws them."""
    place = 1 if get_language() == "nl" else 0
    options = [{"value": "", "label": _("All"), "selected": not chosen}]
    options += [
        {"value": pk, "label": names[place], "selected": pk == chosen} for pk, names in names_of_organisations().items()
    ]
    return {"name": "organisation", "label": _("Organisation"), "options": options}


def left_filter(request, sought: Sought) -> list[dict]:
    """Closed accounts, for who may see them."""
    if not runs_the_committee(request.user):
        return []
    return [{"name": "left", "label": _("Closed accounts"), "checked": sought.left}]


def address_of_page(request, page: int) -> str:
    """The same list, further on."""
    asked = {name: request.GET[name] for name in ("q", "organisation", "left") if request.GET.get(name)}
    return f"{reverse('members:directory')}?{urlencode(asked | {'page': page})}"


@require_safe
@login_required
def profile(request, pk: int):
    """A person by function: where they work, which seats they hold, whether they are away, and how to reach them."""
    person = get_person_or_404(request, pk)
    places = places_of(person)
    context = {
        "person": person,
        "places": place_rows(places),
        "mandates": mandates_of(person),
        "absences": absences_of(person),
        "handovers": handovers_to(person) if person.pk == request.user.pk else [],
        "address": person.email if policy.may_see_address(request.user, person, places) else "",
        "bounce": last_bounce(person) if may_see_bounces(request.user, person) else None,
        "may_change": policy.may_change_functions(request.user, person, places),
        "may_be_away": may_announce_absence(request.user, person),
        "may_let_go": policy.may_let_go(request.user, person),
        **describe_erasure(request.user, person),
    }
    return render(request, "committee/members/profile.html", context)


def describe_erasure(reader: Person, person: Person) -> dict:
    """Whether erasure was asked for, and what the reader may do about it; others are not told."""
    told = may_ask_erasure(reader, person) or policy.may_let_go(reader, person)
    asked = open_request(person) if told else None
    may_ask = told and not person.is_active and asked is None and not is_erased(person)
    return {
        "erasure": asked,
        "may_ask_erasure": may_ask,
        "may_erase": asked is not None
        and not person.is_active
        and may_erase(reader, asked, asked.due_on <= clock.today()),
    }


def get_person_or_404(request, pk: int) -> Person:
    """Somebody the reader may know of."""
    return get_object_or_404(policy.visible_to(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request, pk: int):
    """Change a function or a place; each form stands alone, and its button does one thing."""
    person = get_person_or_404(request, pk)
    places = places_of(person)
    if not policy.may_change_functions(request.user, person, places):
        raise Http404
    functions = functions_form(request, person)
    forms = [place_form(request, place) for place in places if policy.may_change_place(request.user, place)]
    if request.method == "POST" and carry_out(request, person, functions, forms):
        messages.success(request, _("The change is kept."))
        return redirect("members:profile", pk)
    context = {"person": person, "functions": functions, "places": forms}
    bad = functions.errors or any(one["form"].errors for one in forms)
    return render(request, "committee/members/change.html", context, status=422 if bad else 200)


def functions_form(request, person: Person) -> FunctionForm:
    """The form of the function, bound where its button was pressed."""
    standing = {"function_fr": person.function_fr, "function_nl": person.function_nl}
    data = request.POST if request.POST.get("what") == "function" else None
    return FunctionForm(data, standing=standing, back=request.path)


def place_form(request, place) -> dict:
    """The form of one place, bound where its button was pressed."""
    managed = list(organisations_managed(request.user)[:1000])
    data = request.POST if request.POST.get("what") == f"place{place.pk}" else None
    roles = roles_on_offer(request.user, managed)
    return {"place": place, "form": PlaceForm(request.user, place, data, roles=roles)}


def carry_out(request, person: Person, functions: FunctionForm, forms: list[dict]) -> bool:
    """Do what the pressed button says."""
    by, form = request.user, functions
    if functions.is_bound:
        return run_action(form, lambda: change_functions(by=by, person=person, **form.cleaned_data))
    for one in forms:
        if one["form"].is_bound:
            return run_action(one["form"], lambda: move_to(by, **one))  # noqa: B023
    raise Refused(_("Somebody changed this meanwhile: look at what stands now."))


def move_to(by: Person, place, form: PlaceForm) -> None:
    """Give a person the place that a form names."""
    move_member(by=by, place=place, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def absence(request, pk: int):
    """Say when somebody is away, and who stands in."""
    person = get_person_or_404(request, pk)
    if not may_announce_absence(request.user, person):
        raise Http404
    form = AbsenceForm(person, request.POST or None)
    by = request.user
    if request.method == "POST" and run_action(
        form, lambda: announce_absence(by=by, person=person, **form.cleaned_data)
    ):
        messages.success(request, _("The absence is announced."))
        return redirect("members:profile", pk)
    context = {"person": person, "form": form}
    return render(request, "committee/members/absence.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def back(request, pk: int, absence_pk: int):
    """Say that somebody is back, or is not going to be away."""
    person = get_person_or_404(request, pk)
    end_absence(by=request.user, absence=get_object_or_404(Absence, pk=absence_pk, person=person))
    messages.success(request, _("The absence has ended."))
    return redirect("members:profile", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request, pk: int):
    """Close an account: everything in its person's hands is listed, and passes to colleagues by name."""
    person = get_person_or_404(request, pk)
    if not policy.may_let_go(request.user, person):
        raise Http404
    belongings, colleagues = belongings_of(request.user, person), list(colleagues_of(person))
    sent = request.POST if request.method == "POST" else None
    form = LeaveForm(colleagues, [(sort.code, key) for sort, things in belongings for key in things], sent)
    handed: list[Handover | None] = []
    if request.method == "POST" and run_action(
        form, lambda: handed.append(let_go(by=request.user, person=person, successors=form.successors()))
    ):
        return redirect_after_departure(request, handed[0])
    groups = [leave_group(form, sort, things) for sort, things in belongings]
    context = {"person": person, "form": form, "groups": groups, "colleagues": colleagues}
    return render(request, "committee/members/leave.html", context, status=422 if form.errors else 200)


def leave_group(form: LeaveForm, sort: Belongings, things: dict[str, Left]) -> dict:
    """One sort of things on the page of a departure, each with its own choice where there are several."""
    names = {key: f"{sort.code}-{key}" for key in things}
    rows = [
        {"thing": one, "field": form[names[key]] if names[key] in form.fields else None} for key, one in things.items()
    ]
    return {"label": sort.label, "rows": rows}


def redirect_after_departure(request, handover: Handover | None):
    """Say that somebody has left, beside what went to whom."""
    messages.success(request, _("The account is closed: sessions, private addresses and links in mails have ended."))
    return redirect("members:handover", handover.pk) if handover else redirect("members:directory")


@require_safe
@login_required
def handover(request, pk: int):
    """What passed to whom when somebody left: all of it for who closed the account, one's own for who took over."""
    found = get_object_or_404(policy.handovers_visible_to(request.user).select_related("person", "by"), pk=pk)
    rows = handover_rows(request.user, things_of(request.user, found))
    return render(request, "committee/members/handover.html", {"handover": found, "rows": rows})
