"""What the committee is asked: its address, its texts in both languages, its people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.site_state.facts import Address, People, Texts
from home.site_state.presentation.rows import GOOD, LOOK, WRONG, Row, names_of


def describe_address(address: Address) -> Row:
    """Whether mails, feeds and previews say the address under which the site is read."""
    facts: dict[str, Any] = {"code": "address", "label": _("Address of the site")}
    found = {"told": address.told, "stored": address.stored, "sender": address.sender}
    if address.stored != address.told:
        says = _("SITE_URL is %(told)s, but published pages still say %(stored)s.") % found
        return Row(level=WRONG, says=says, test="address", deed=_("Follow SITE_URL"), **facts)
    if not address.host_allowed:
        says = _("The host of %(told)s is not among ALLOWED_HOSTS: every page answers with an error.") % found
        return Row(level=WRONG, says=says, advice=_("Add it and start the site again."), **facts)
    if not address.secure:
        says = _("%(told)s is not encrypted.") % found
        return Row(
            level=LOOK, says=says, advice=_("Use an https:// address before anybody signs in from elsewhere."), **facts
        )
    says = _("Pages and mails say %(told)s; mails come from %(sender)s.") % found
    return Row(level=GOOD, says=says, **facts)


def describe_languages(texts: Texts) -> Row:
    """Whether whoever reads the other language finds the same."""
    facts: dict[str, Any] = {"code": "languages", "label": _("French and Dutch")}
    if texts.homeless:
        says = _("There is no home page in: %(languages)s.") % {"languages": ", ".join(texts.homeless)}
        return Row(level=WRONG, says=says, advice=_("Run manage.py found again: it makes what is missing."), **facts)
    if texts.alone:
        count = len(texts.alone)
        says = ngettext(
            "%(n)s public page exists in one language only.", "%(n)s public pages exist in one language only.", count
        )
        return Row(level=LOOK, says=says % {"n": count}, links=texts.alone, **facts)
    return Row(level=GOOD, says=_("Every public page exists in both languages."), **facts)


def describe_statements(texts: Texts) -> Row:
    """Whether the pages that law asks for were written."""
    facts: dict[str, Any] = {"code": "statements", "label": _("Obligatory pages")}
    if texts.missing:
        says = _("Missing: %(pages)s.") % {"pages": ", ".join(texts.missing)}
        return Row(level=WRONG, says=says, advice=_("Run manage.py found again: it makes what is missing."), **facts)
    if texts.unfilled:
        count = len(texts.unfilled)
        says = ngettext(
            "In %(n)s page something is still to be filled in.",
            "In %(n)s pages something is still to be filled in.",
            count,
        )
        advice = _("Put the facts in the place of the marks between brackets, and publish.")
        return Row(level=LOOK, says=says % {"n": count}, advice=advice, links=texts.unfilled, **facts)
    says = _("Contact, legal notice, privacy notice and accessibility are written, in both languages.")
    return Row(level=GOOD, says=says, **facts)


def describe_secretariat(people: People) -> Row:
    """Whether somebody runs the committee, and for whom."""
    facts: dict[str, Any] = {"code": "secretariat", "label": _("Secretariat")}
    if not people.secretariat:
        says = _("Nobody keeps the secretariat: problems wait in the queue.")
        return Row(level=WRONG, says=says, advice=_("Run manage.py found again, with --secretariat."), **facts)
    if not people.centres:
        return Row(
            level=WRONG,
            says=_("No CPAS takes part yet."),
            advice=_("Run manage.py found again, with --regions."),
            **facts,
        )
    if people.secretariat == 1:
        says = _("One person keeps the secretariat, and nobody replaces them.")
        return Row(level=LOOK, says=says, advice=_("Let a second person in."), **facts)
    says = _("%(n)s people keep the secretariat; CPAS that take part: %(centres)s.")
    return Row(level=GOOD, says=says % {"n": people.secretariat, "centres": people.centres}, **facts)


def describe_seats(people: People) -> Row:
    """Whether each seat of the committee is held."""
    facts: dict[str, Any] = {"code": "seats", "label": _("Seats")}
    if not people.vacant:
        return Row(level=GOOD, says=_("Every seat is held."), **facts)
    count = len(people.vacant)
    says = ngettext("%(n)s seat is vacant.", "%(n)s seats are vacant.", count) % {"n": count}
    advice = _("Invite the people whom these organisations named, and give them the seat.")
    return Row(level=LOOK, says=says, advice=advice, links=names_of(people.vacant), **facts)


def describe_factor(people: People) -> Row:
    """Whether who may much signs in with more than a password."""
    facts: dict[str, Any] = {"code": "factor", "label": _("Second factor")}
    if not people.without_factor:
        says = _("Secretariat, approvers and administrators sign in with a second factor.")
        return Row(level=GOOD, says=says, **facts)
    count = len(people.without_factor)
    says = ngettext(
        "%(n)s person who runs the site signs in with a password alone.",
        "%(n)s people who run the site sign in with a password alone.",
        count,
    )
    advice = _("Each adds an authenticator app or a passkey on their account page.")
    return Row(level=LOOK, says=says % {"n": count}, advice=advice, links=names_of(people.without_factor), **facts)
