"""What is known of the site now: read whenever somebody looks, and by the worker every few minutes for the count."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.http.request import validate_host
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import get_language_info
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Site

from committee.bounces.queries import unreachable_people
from committee.inbox.models import Letter
from committee.organisations.models import Kind, Membership, MembershipRole, Organisation
from committee.people.models import Person
from committee.seats.models import Mandate, Seat
from home.operations.backup_note import last_backup
from home.operations.queries import last_heartbeat
from home.pages.models import HomePage, StatementPage
from home.pages.statements import Purpose
from home.site_state.facts import (
    Address,
    Backup,
    Disk,
    Linked,
    Mail,
    Memory,
    People,
    Settings,
    State,
    Texts,
    Worker,
)
from publications.library.queries import unequal_pages

TRIED, MAILED, TROUBLE = (f"site-state:{word}" for word in ("tried", "mailed", "trouble"))
"""Kept in the cache: when the worker did a test task, the last test mail, how much asks for something."""
MOST_NAMED = 50
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def known_trouble() -> int:
    """How many checks asked for something when that was last counted; no query."""
    return int(cache.get(TROUBLE) or 0)


def state_of_site() -> State:
    """Everything that the page shows; a fixed number of queries."""
    now = timezone.now()
    return State(
        mail=mail_facts(),
        worker=worker_facts(now),
        memory=memory_facts(),
        backup=backup_facts(now),
        disk=disk_facts(),
        texts=text_facts(),
        people=people_facts(),
        address=address_facts(),
        settings=settings_facts(),
        now=now,
    )


def mail_facts() -> Mail:
    """Where mail goes, what became of the last test, and what has not left."""
    at, error = cache.get(MAILED) or (None, "")
    server = not settings.EMAIL_BACKEND.endswith((".filebased.EmailBackend", ".console.EmailBackend"))
    gone = [Linked(one.function, reverse("members:profile", args=[one.pk])) for one in unreachable_people()]
    return Mail(server, at, error, Letter.objects.undelivered().count(), tuple(gone))


def worker_facts(now: datetime) -> Worker:
    """When the worker was heard, and what waits for it."""
    ready = DBTaskResult.objects.ready()
    first = ready.order_by("enqueued_at").first()
    began = (first.run_after if first.run_after <= now else first.enqueued_at) if first else now
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - timedelta(days=7)).count()
    heard, tried = last_heartbeat(), cache.get(TRIED)
    return Worker(
        heard=now - heard if heard else None,
        waiting=ready.count(),
        oldest=now - began,
        failed=failed,
        tested=now - tried if tried else None,
    )


def memory_facts() -> Memory:
    """Whether the cache gives back what is put into it."""
    word = get_random_string(12)
    try:
        cache.set("site-state:word", word, 10)
        answers = cache.get("site-state:word") == word
    except Exception:  # whatever the client of the cache raises, it does not answer
        answers = False
    return Memory(answers, bool(settings.REDIS_URL))


def backup_facts(now: datetime) -> Backup | None:
    """The last backup, as its command noted it; None where there was none or the note cannot be read."""
    noted = last_backup()
    return Backup(now - noted.at, noted.bytes) if noted else None


def disk_facts() -> Disk:
    """The room where files are kept."""
    usage = shutil.disk_usage(settings.VAR)
    return Disk(usage.free, usage.total)


def text_facts() -> Texts:
    """Homes, pages in one language alone, obligatory pages; four queries."""
    homes = set(HomePage.objects.live().values_list("locale__language_code", flat=True))
    homeless = tuple(get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES if code not in homes)
    alone = unequal_pages().exclude(gap="older")[:MOST_NAMED]
    known = list(StatementPage.objects.live().select_related("locale"))
    written = {(page.purpose, page.locale.language_code) for page in known}
    wanted = [(purpose, code) for purpose in Purpose for code, _name in settings.LANGUAGES]
    missing = tuple(f"{one.label} ({code})" for one, code in wanted if (one.value, code) not in written)
    return Texts(homeless, pages_to_edit(alone), missing, pages_to_edit(page for page in known if page.is_unfilled))


def pages_to_edit(pages: Iterable[Page]) -> tuple[Linked, ...]:
    """Pages by title and language, with where they are edited."""
    return tuple(
        Linked(
            f"{page.get_admin_display_title()} ({page.locale.language_code})",
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for page in pages
    )


def people_facts() -> People:
    """Who runs the committee, and which seats nobody holds; four queries."""
    secretariat = Membership.objects.current().filter(
        role=MembershipRole.SECRETARIAT, organisation__kind=Kind.FEDERATION, person__is_active=True
    )
    keepers = set(secretariat.values_list("person_id", flat=True))
    held = Mandate.objects.current().filter(seat=OuterRef("pk"), person__is_active=True)
    seats = Seat.objects.standing().filter(~Exists(held)).select_related("organisation")
    vacant = seats.order_by("organisation__position", "pk")
    bare = Person.objects.filter(Q(pk__in=keepers) | Q(is_superuser=True), is_active=True)
    bare = bare.filter(~Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)))
    return People(
        secretariat=len(keepers),
        centres=Organisation.objects.cpas().count(),
        vacant=tuple(str(seat) for seat in vacant[:MOST_NAMED]),
        without_factor=tuple(f"{one.function} ({one.email})" for one in bare.order_by("pk")[:MOST_NAMED]),
    )


def address_facts() -> Address:
    """The public address by the settings and by what published pages say; one query."""
    told = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first()
    return Address(
        told=settings.SITE_URL,
        stored=address_of_site(site, told.scheme) if site else "",
        host_allowed=validate_host(told.hostname or "", settings.ALLOWED_HOSTS),
        secure=told.scheme == "https",
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
    )


def address_of_site(site: Site, scheme: str) -> str:
    """The host and the port of Wagtail's site as an address: of its scheme the site knows nothing."""
    usual = site.port == (443 if scheme == "https" else 80)
    return f"{scheme}://{site.hostname}" + ("" if usual else f":{site.port}")


def settings_facts() -> Settings:
    """What stands in the settings of the process that makes the page."""
    return Settings(settings.PRODUCTION, settings.DEBUG, len(settings.SECRET_KEY))
