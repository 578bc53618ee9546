"""What follows when something happened: each is connected in the wiring, and only there."""

from __future__ import annotations

from django.db import transaction
from django.db.models import prefetch_related_objects
from wagtail.users.models import UserProfile

from committee.inbox.mails.fan_out import deliver_entry, deliver_pending
from committee.invitations import actions as invitations
from committee.invitations.mails import send_invitation
from committee.journal.models import Entry
from committee.keeping.nearby import end_page
from committee.members.actions import PASSED_ON
from committee.members.mails import send_handovers
from committee.people.models import Person
from committee.security import actions as security
from committee.security.models import Event
from home.live import publish
from home.navigation.sections import forget_sections
from home.pages.page_cache import freshen_public_pages
from home.search.actions.indexing import forget_page, index_entries, index_page
from home.server.deferred import defer
from home.site_state.actions import keep_trouble
from home.site_state.presentation import count_trouble, describe_state
from home.site_state.queries import state_of_site
from issues.fieldwork.barometer.actions import weekly_letters as weekly
from publications.opinions.actions.keeping import follow_publication
from publications.opinions.exports import make_pdf
from publications.opinions.models import OpinionPage
from publications.pages.actions import follow_role
from publications.pages.bilingual_names import BilingualName

SHOWN_TO_THE_PUBLIC = (
    "mandate.",
    "seat.",
    "organisation.",
    "impact.",
    "problem.",
    "solution.",
    "public_solution.",
    "term.",
    "evidence.",
    "answer.",
    "opinion.",
)
AWAITED_BY_NOBODY = ("post.added", "post.reacted")
"""What follows these may come after the answer; what takes words away never waits."""
RIGHTS = ("membership.", "mandate.", "account.")


def look_at_site() -> int:
    """Count how much of the site asks for something, for the pages that say so."""
    return keep_trouble(count_trouble(describe_state(state_of_site())))


def stop_weekly_letters(person, _thing: str) -> None:
    """A link in a weekly letter was followed to its end."""
    weekly.stop_letters(by=person)


def on_entry(entry, **_signal) -> None:
    """An entry was recorded: rights first, then what follows it, then the public pages."""
    if entry.verb.startswith(RIGHTS):
        for subject in entry.subjects.all():
            if subject.kind == "person":
                publish.publish_rights(int(subject.key))
    if entry.verb.startswith((*RIGHTS, "invitation.")) or entry.verb.endswith(".exported"):
        event = Event.EXPORT if entry.verb.endswith(".exported") else Event.RIGHT
        security.note_event(event, person=entry.actor, entry=entry, detail=entry.verb)
    if entry.verb in invitations.MAILED:
        send_invitation.enqueue(int(entry.subject.key))
    if entry.verb == PASSED_ON:
        send_handovers.enqueue(int(entry.subject.key))
    if entry.verb in AWAITED_BY_NOBODY:
        defer(follow_up, entry)
    else:
        follow_up([entry])
    if entry.verb.startswith(SHOWN_TO_THE_PUBLIC):
        freshen_public_pages()


def follow_up(entries: list[Entry]) -> None:
    """Open pages, the index and the inboxes; an entry is marked as delivered last: all are found again after a crash."""
    prefetch_related_objects(entries, "subjects")
    for entry in entries:
        publish.publish_entry(entry)
    index_entries(entries)
    for entry in entries:
        deliver_entry(entry)


def follow_up_pending() -> int:
    """Do the same for what a stopped process left behind. Returns how many entries there were."""
    pending = list(Entry.objects.undelivered().prefetch_related("subjects")[:200])
    for entry in pending:
        publish.publish_entry(entry)
    index_entries(pending)
    return deliver_pending()


def on_inbox(people, **_signal) -> None:
    """The inboxes of people changed: the badge of their other pages follows."""
    publish.publish_notices(people)


def on_standing(person, **_signal) -> None:
    """A right was given or withdrawn: what the person may do in the admin of pages follows, in the same transaction."""
    follow_role(person=person)


def note_at_door(event: Event, person, request, detail: str = "") -> None:
    """Keep in the security log what happened at a door, with where it came from."""
    meta = request.META if request else {}
    facts = {"ip": meta.get("REMOTE_ADDR"), "user_agent": meta.get("HTTP_USER_AGENT", "")}
    security.note_event(event, person=person, detail=detail, **facts)


def on_sign_in(request, user, **_signal) -> None:
    """Somebody signed in."""
    note_at_door(Event.SIGNED_IN, user, request)


def on_sign_in_failed(credentials, request=None, **_signal) -> None:
    """A sign-in was refused: kept with the account, if there is one; nothing of what was typed."""
    address = credentials.get("email") or ""
    note_at_door(Event.SIGN_IN_FAILED, Person.objects.filter(email=address).first() if address else None, request)


def on_account_changed(name: str):
    """What keeps that a password or a second factor changed."""

    def keep(request, user, **_signal) -> None:
        note_at_door(Event.ACCOUNT, user, request, name)

    return keep


def on_identity_connected(request, sociallogin, **_signal) -> None:
    """Somebody came in by an identity provider for the first time."""
    note_at_door(Event.ACCOUNT, sociallogin.user, request, "identity_connected")


def on_page_over(**_signal) -> None:
    """A page was answered: what runs after it reads the mark anew."""
    end_page()


def on_sign_out(request, user, **_signal) -> None:
    """Somebody signed out: pages left open hear no more."""
    if user:
        note_at_door(Event.SIGNED_OUT, user, request)
    if request and request.session.session_key:
        publish.publish_sign_out(request.session.session_key)


def on_account_deleted(instance, **_signal) -> None:
    """An account is gone: pages left open hear no more."""
    key = instance.pk
    transaction.on_commit(lambda: publish.publish_rights(key))


def on_named(instance, **_signal) -> None:
    """A workflow or a step of it was read: its name says itself in the reader's language."""
    if "name" in instance.__dict__:
        instance.name = BilingualName(instance.name)


def on_profile(instance, **_signal) -> None:
    """Wagtail's admin is opened for the first time: it speaks the language of the account."""
    if instance._state.adding and not instance.preferred_language:
        instance.preferred_language = instance.user.language


def on_account_saved(instance, created, update_fields, **_signal) -> None:
    """The language of an account was chosen: the admin follows."""
    if not created and (update_fields is None or "language" in update_fields):
        UserProfile.objects.filter(user=instance).update(preferred_language=instance.language)


def on_published(instance, **_signal) -> None:
    """A page was published, or scheduled: the index, menus and kept pages follow; evidence is public with its text."""
    if instance.live:
        follow_publication(instance)
        if isinstance(instance, OpinionPage):
            transaction.on_commit(lambda: make_pdf.enqueue(instance.pk))
    index_page(instance)
    forget_kept()


def on_unpublished(instance, **_signal) -> None:
    """A page was taken down: it must vanish from menus, search and kept pages at once."""
    index_page(instance)
    forget_kept()


def on_deleted(instance, **_signal) -> None:
    """A page was deleted: nothing may still count it or show it."""
    forget_page(instance)
    forget_kept()


def forget_kept() -> None:
    """Let menus and public pages be made again: now, and once what changed them is seen by others."""
    for forget in (forget_sections, freshen_public_pages):
        forget()
        transaction.on_commit(forget)
