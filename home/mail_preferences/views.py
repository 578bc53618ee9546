"""Stopping mails in one click, mail that did not leave, and the private files."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from committee.access.policy import is_member
from committee.inbox.actions.letters import retry_letter
from committee.inbox.actions.stopping import stop_mail
from committee.inbox.models import Letter
from committee.inbox.policy import may_handle_mail
from committee.inbox.private_addresses import person_of
from committee.inbox.stop_links import EVERYTHING, stop_token, stopping_from_token
from home.mail_preferences import feeds

UNSEEN = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
MOST = 200


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token: str):
    """Stop what a mail named (RFC 8058): a POST does it, from a mail program or from the page; a GET only says what."""
    stopping = stopping_from_token(token)
    if stopping is None:
        raise Http404
    done = request.method == "POST"
    if done:
        stop_mail(stopping)
    person = stopping.person
    with override(person.language):
        everything = stop_token(person) if stopping.sort != EVERYTHING else ""
        context = {
            "name": stopping.name,
            "single": stopping.sort != EVERYTHING,
            "discussion": bool(stopping.thing),
            "done": done,
            "everything": everything,
        }
        return unindexed_page(render(request, "home/mail_preferences/mail_stop.html", context), person.language)


def unindexed_page(response: HttpResponse, language: str) -> HttpResponse:
    """A page that no robot keeps and that tells no other site where it was."""
    for name, value in UNSEEN.items():
        response[name] = value
    response["Content-Language"] = language
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def undelivered(request):
    """Mail that did not leave: to whom and why, never what it said. A POST tries one again."""
    if not may_handle_mail(request.user):
        raise PermissionDenied if is_member(request.user) else Http404
    if request.method == "POST":
        number = request.POST.get("letter", "")
        letter = get_object_or_404(Letter, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
        retry_letter(by=request.user, letter=letter)
        messages.success(request, _("The mail is tried again within a minute."))
        return redirect("home:undelivered")
    letters = Letter.objects.undelivered().select_related("person")[:MOST]
    return render(request, "home/mail_preferences/mail_undelivered.html", {"letters": letters})


@require_safe
def feed(request, token: str):
    """One's inbox as a web feed."""
    return private_file(token, feeds.feed_of, "application/atom+xml; charset=utf-8")


@require_safe
def dues(request, token: str):
    """What awaits one by a date, as a calendar."""
    return private_file(token, feeds.dues_of, "text/calendar; charset=utf-8")


@require_safe
def commitments(request, token: str, seat: int | None = None):
    """What one's organisations and seats promised by a day, or one `seat`, as a calendar."""
    return private_file(token, partial(feeds.commitments_as_calendar, seat=seat), "text/calendar; charset=utf-8")


def private_file(token: str, write, content_type: str) -> HttpResponse:
    """A file for the one whose address it is, in their language; 404 for everybody else."""
    person = person_of(token)
    if person is None:
        raise Http404
    with override(person.language):
        response = HttpResponse(write(person), content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    return unindexed_page(response, person.language)
