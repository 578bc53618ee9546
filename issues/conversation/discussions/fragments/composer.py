"""The composer as HTML: drawn once for all who write in the same lanes, and again only where it holds somebody's words.

Measured on 28 November 2026, CPU of a whole case page, both ways in turn in one run: 12.8 ms with the composer that is
kept, 21.9 ms where it is drawn each time (SQLite, median of 30). What differs from page to page is put in for stand-ins.
"""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from committee.access.standing import SpaceFacts
from committee.keeping.nearby import drawn
from issues.conversation.discussions.forms import PostForm
from issues.conversation.discussions.presentation.composer_initial import empty_initial, initial_values
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.policy import lanes_for_post

TOKEN, KEY, THREAD = "token-of-the-page", "key-of-the-post", 990990990990
KEPT_SECONDS = 600


def composer_html(request, owner: Owner, page: str, *, draft: bool, refused: PostForm | None) -> SafeString | str:
    """The composer, with the words that were refused or kept, or the post that is answered; empty for who only reads."""
    spaces = lanes_for_post(request.user, owner)
    if not spaces:
        return ""
    form = refused or filled_form(request, owner, spaces, draft=draft)
    if form:
        return render_composer(form, owner, page, get_token(request))
    html = blank_composer_html(owner, spaces, page).replace(TOKEN, get_token(request)).replace(KEY, str(uuid.uuid4()))
    return mark_safe(html.replace(str(THREAD), str(owner.thread_id)))


def filled_form(request, owner: Owner, spaces: list[SpaceFacts], *, draft: bool) -> PostForm | None:
    """A composer that holds something already; None where nothing is answered and nothing was kept."""
    reply = request.GET.get("reply", "")
    if not (reply or draft):
        return None
    start = initial_values(request.user, owner, spaces, reply, quote="quote" in request.GET)
    form = PostForm(spaces, initial=start)
    form.answering, form.aside, form.draft = (start.get(name) for name in ("answering", "aside", "draft"))  # type: ignore[attr-defined]
    return form


def blank_composer_html(owner: Owner, spaces: list[SpaceFacts], page: str) -> str:
    """A composer in which nothing is written, for any thread: its numbers are put in where it is shown."""
    name = f"composer:{get_language()}:{page}:{'-'.join(str(space.pk) for space in spaces)}"
    return drawn(name, KEPT_SECONDS, lambda: draw_blank_composer(owner, spaces, page))


def draw_blank_composer(owner: Owner, spaces: list[SpaceFacts], page: str) -> str:
    """The same, from its template."""
    form = PostForm(spaces, initial=empty_initial(spaces) | {"key": KEY})
    return str(render_composer(form, replace(owner, thread_id=THREAD), page, TOKEN))


def render_composer(form: PostForm, owner: Owner, page: str, token: str) -> SafeString:
    """A composer drawn from its template."""
    talk = {"thread": owner.thread_id, "owner": owner, "action": reverse("issues:thread", args=[owner.thread_id])}
    context = {"form": form, "talk": talk, "page": page, "csrf_token": token}
    return render_to_string("issues/conversation/discussions/composer.html", context)
