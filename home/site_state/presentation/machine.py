"""What the server is asked: mail, worker, memory, sockets, backups, room, settings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.site_state.facts import Backup, Disk, Linked, Mail, Memory, Settings, Worker
from home.site_state.presentation.rows import GOOD, LOOK, UNTRIED, WRONG, Row, span_in_words

SILENT_AFTER = timedelta(minutes=2)
LATE_AFTER = timedelta(minutes=5)
BACKUP_AFTER = timedelta(hours=26)
"""A nightly backup has two hours to be made."""
SHORTEST_SECRET = 50
"""As Django's own check (security.W009)."""
LITTLE_ROOM, NO_ROOM = 0.15, 0.05


def describe_mail(mail: Mail, now: datetime) -> Row:
    """Whether mail leaves."""
    deed = _("Send a test mail to me")
    facts: dict[str, Any] = {"code": "mail", "label": _("Mail"), "test": "mail", "deed": deed}
    if mail.error:
        says = _("The last test mail did not leave: %(why)s") % {"why": mail.error}
        return Row(
            level=WRONG, says=says, advice=_("Correct EMAIL_URL, start the site again and try once more."), **facts
        )
    if mail.undelivered:
        says = ngettext("%(n)s mail has not left.", "%(n)s mails have not left.", mail.undelivered)
        links = (Linked(_("Mail that did not leave"), reverse("home:undelivered")),)
        return Row(level=LOOK, says=says % {"n": mail.undelivered}, links=links, **facts)
    if mail.unreachable:
        says = ngettext(
            "Mail to %(n)s person comes back: their address does not exist.",
            "Mail to %(n)s people comes back: their addresses do not exist.",
            len(mail.unreachable),
        )
        advice = _("Ask them for another address, or say on their page that it is right.")
        return Row(level=LOOK, says=says % {"n": len(mail.unreachable)}, advice=advice, links=mail.unreachable, **facts)
    if not mail.server:
        says = _("Mails are written to files: nobody receives them.")
        return Row(level=LOOK, says=says, advice=_("Set EMAIL_URL to your mail server."), **facts)
    if mail.tested_at is None:
        says = _("Nobody has tried yet whether mail leaves and arrives.")
        return Row(level=LOOK, says=says, advice=_("Send a test mail, and look whether it arrives."), **facts)
    says = _("A test mail left %(span)s ago.") % {"span": span_in_words(now - mail.tested_at)}
    return Row(level=GOOD, says=says, **facts)


def describe_worker(worker: Worker) -> Row:
    """Whether what is queued is done."""
    facts: dict[str, Any] = {
        "code": "worker",
        "label": _("Background work"),
        "test": "worker",
        "deed": _("Give it a task"),
    }
    start = _("Start manage.py work as a service, so that it comes back by itself.")
    if worker.heard is None:
        says = _("The worker was never heard: no mail leaves, and nothing scheduled is published.")
        return Row(level=WRONG, says=says, advice=start, **facts)
    heard = {"span": span_in_words(worker.heard)}
    if worker.heard > SILENT_AFTER:
        return Row(level=WRONG, says=_("The worker was last heard %(span)s ago.") % heard, advice=start, **facts)
    if worker.oldest > LATE_AFTER:
        says = _("It works, but the oldest of %(n)s tasks has waited for %(span)s.")
        late = {"n": worker.waiting, "span": span_in_words(worker.oldest)}
        return Row(level=LOOK, says=says % late, advice=_("Start one more worker, or look into its log."), **facts)
    if worker.failed:
        says = ngettext(
            "It works; %(n)s task failed for good.", "It works; %(n)s tasks failed for good.", worker.failed
        )
        return Row(level=LOOK, says=says % {"n": worker.failed}, advice=_("Look into the log of the worker."), **facts)
    if worker.tested is not None:
        tried = {"span": span_in_words(worker.tested)}
        return Row(level=GOOD, says=_("It works; the last test task was done %(span)s ago.") % tried, **facts)
    says = _("The worker was heard %(span)s ago; tasks waiting: %(n)s.") % (heard | {"n": worker.waiting})
    return Row(level=GOOD, says=says, **facts)


def describe_memory(memory: Memory) -> Row:
    """Whether the cache answers, and whether every process sees the same one."""
    facts: dict[str, Any] = {"code": "memory", "label": _("Shared memory (Redis)")}
    if not memory.answers:
        says = _("The cache does not give back what was put into it.")
        return Row(level=WRONG, says=says, advice=_("Look whether Redis runs, and at REDIS_URL."), **facts)
    if not memory.shared:
        says = _("Everything is kept in the memory of one process: a second one would hear nothing of it.")
        return Row(level=LOOK, says=says, advice=_("Set REDIS_URL before more than one process serves."), **facts)
    return Row(level=GOOD, says=_("Redis answers, and all processes share it."), **facts)


def describe_sockets() -> Row:
    """A script tries it; without one, the page says how a person does."""
    advice = _(
        "Open one discussion in two browsers and write in the first: if the second shows it without being loaded again, live "
        "pages work. Otherwise let the web server in front pass /ws/ on, with the headers Upgrade and Connection."
    )
    says = _("The script of this page tries whether a live page can be reached.")
    return Row("sockets", _("Live pages"), UNTRIED, says, advice=advice)


def describe_backup(backup: Backup | None) -> Row:
    """When the site was last backed up."""
    facts: dict[str, Any] = {"code": "backup", "label": _("Backups")}
    if backup is None:
        says = _("There is no backup yet.")
        return Row(
            level=WRONG, says=says, advice=_("Let manage.py backup run every night, and try a restore."), **facts
        )
    found = {"span": span_in_words(backup.ago), "size": filesizeformat(backup.size)}
    says = _("The last backup was made %(span)s ago (%(size)s).") % found
    if backup.ago > BACKUP_AFTER:
        return Row(level=WRONG, says=says, advice=_("Look why manage.py backup did not run last night."), **facts)
    return Row(level=GOOD, says=says, **facts)


def describe_disk(disk: Disk) -> Row:
    """How much room is left for files."""
    share = disk.free / disk.total if disk.total else 0
    found = {"free": filesizeformat(disk.free), "share": round(share * 100)}
    says = _("%(free)s are free where files are kept (%(share)s%%).") % found
    level = WRONG if share < NO_ROOM else LOOK if share < LITTLE_ROOM else GOOD
    advice = "" if level == GOOD else _("Make room, or move PORTAL_VAR to a larger disk.")
    return Row("disk", _("Room for files"), level, says, advice=advice)


def describe_settings(settings: Settings) -> Row:
    """What would make the site easy to break into."""
    faults = []
    if not settings.production:
        faults.append(_("The site runs as a demonstration: anybody signs in with a printed password."))
    if settings.debug:
        faults.append(_("DEBUG shows the inside of the site with every error."))
    if settings.secret_length < SHORTEST_SECRET:
        faults.append(_("SECRET_KEY is shorter than %(n)s signs.") % {"n": SHORTEST_SECRET})
    facts: dict[str, Any] = {"code": "settings", "label": _("Security settings")}
    if not faults:
        return Row(level=GOOD, says=_("Production mode, a long secret, no debugging."), **facts)
    return Row(
        level=WRONG, says=" ".join(faults), advice=_("Correct the environment and start the site again."), **facts
    )
