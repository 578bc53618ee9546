"""Saying that an address is right."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committee.bounces.actions import confirm_address
from committee.people.models import Person


@require_POST
@login_required
def confirm(request, pk: int):
    """Have mail sent to somebody again, and come back to where it was said."""
    confirm_address(by=request.user, person=get_object_or_404(Person, pk=pk))
    messages.success(request, _("Mail is sent to this address again."))
    return redirect("home:account") if request.user.pk == pk else redirect("members:profile", pk=pk)
