"""Erasure on request: one's own, or of a closed account by who was asked by letter."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.access.forms import form_page, run_action
from committee.erasure.actions import ask_erasure, erase_person, withdraw_request
from committee.erasure.forms import ErasureForm
from committee.erasure.models import ErasureRequest
from committee.erasure.policy import may_ask_erasure, may_erase, may_withdraw
from committee.journal import clock
from committee.journal.moments import format_day
from committee.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required
def ask(request, pk: int):
    """Ask for erasure, after a password or second factor was given once more."""
    person = get_object_or_404(Person, pk=pk)
    if not may_ask_erasure(request.user, person):
        raise Http404
    form = ErasureForm(request.POST if request.method == "POST" else None)
    asked: list[ErasureRequest] = []
    if run_action(form, lambda: asked.append(ask_erasure(by=request.user, person=person))):
        messages.success(
            request, _("The data are erased on %s, unless you take it back.") % format_day(asked[0].due_on)
        )
        return redirect(address_back(request, person))
    above = (_("Your data"), reverse("own_data:page"))
    if person.pk != request.user.pk:
        above = (person.function, reverse("members:profile", args=[pk]))
    return form_page(request, form, above)


def address_back(request, person: Person) -> str:
    """One's own data, or the page of the person whose account is closed."""
    return reverse("own_data:page") if person.pk == request.user.pk else reverse("members:profile", args=[person.pk])


def get_request_or_404(person: Person, pk: int, allowed) -> ErasureRequest:
    """The request about a person that waits, for who may do something with it."""
    found = get_object_or_404(ErasureRequest.objects.open().select_related("person"), person=pk)
    if not allowed(person, found):
        raise Http404
    return found


@require_POST
@login_required
def withdraw(request, pk: int):
    """Take a request back."""
    found = get_request_or_404(request.user, pk, may_withdraw)
    withdraw_request(by=request.user, request=found)
    messages.success(request, _("The request is taken back: nothing is erased."))
    return redirect(address_back(request, found.person))


@require_POST
@login_required
def erase(request, pk: int):
    """Carry a request out before its day."""
    found = get_request_or_404(
        request.user, pk, lambda by, one: may_erase(by, one, due=one.due_on <= clock.today()) and by.pk != pk
    )
    erase_person(by=request.user, request=found)
    messages.success(request, _("The data are erased; what was said stays, signed by the organisation."))
    return redirect("members:profile", pk)
