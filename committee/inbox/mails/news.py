"""News as a mail, in the language of the person: written when it leaves, from what is still unread and still theirs to read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from committee.inbox.actions.letters import site_host, still_mailable
from committee.inbox.extension_points import REPLY_ADDRESSES, REPLY_LINE, STOPS, WRITERS
from committee.inbox.models import Letter, Notice
from committee.inbox.presentation import Section, sections_of, text_readers
from committee.inbox.reasons import REASONS
from committee.inbox.stop_links import EVERYTHING, silenceable_thing, stop_address, stop_token
from committee.people.models import Person


def write_letter(letter: Letter) -> EmailMultiAlternatives | None:
    """The mail of a letter as it leaves now, or None where nothing is left to say."""
    if not letter.person.is_active:
        return None
    with override(letter.person.language):
        return WRITERS[letter.kind](letter) if letter.kind in WRITERS else write_news(letter)


def write_news(letter: Letter) -> EmailMultiAlternatives | None:
    """One mail about everything that a letter holds, by case, newest first."""
    person = letter.person
    notices = notices_to_tell(letter)
    sections = sections_of(person, notices)
    if not sections:
        return None
    cases = list(dict.fromkeys((section.kind, section.key) for section in sections))
    silenced = silenceable_thing(cases) if all(map(is_by_choice, notices)) else (EVERYTHING, "")
    reply_to = reply_address(person, sections)
    context: dict[str, Any] = {
        "sections": sections,
        "number": sum(section.number for section in sections),
        "reply_line": REPLY_LINE if reply_to else "",
        "stop": stop_address(stop_token(person, *silenced)),
        "stops": STOPS[silenced[0]].name(person, silenced[1]) if silenced[0] else "",
        "inbox": f"{settings.SITE_URL}/{person.language}/inbox/",
    }
    return portal_mail(
        letter,
        subject=subject_of(sections),
        template="committee/inbox/mails/news",
        context=context,
        silenced=silenced,
        case=cases[0] if len(cases) == 1 else None,
        bulk=context["number"] > 1,
        reply_to=reply_to,
    )


def is_by_choice(notice: Notice) -> bool:
    """Whether silencing the discussion would have spared this: a message in it, or what is heard by following it."""
    return notice.entry.verb in text_readers() or (notice.reason in REASONS and REASONS[notice.reason].chosen)


def notices_to_tell(letter: Letter) -> list[Notice]:
    """What a letter may still tell, newest first: rights, read state and wishes are asked again."""
    held = Notice.objects.filter(letter=letter).select_related("entry__actor", "entry__organisation", "entry__space")
    notices = list(held)
    wanted = set(still_mailable(letter.person, notices))
    return [notice for notice in notices if notice.pk in wanted]


def portal_mail(
    letter: Letter,
    *,
    subject: str,
    template: str,
    context: dict,
    silenced: tuple[str, str] = (EVERYTHING, ""),
    case: tuple[str, str] | None = None,
    bulk: bool = False,
    reply_to: str = "",
) -> EmailMultiAlternatives:
    """A mail of the portal with the headers that mail programs need. `template` names a .txt and a .html."""
    person = letter.person
    words = {
        "language": person.language,
        "preferences": f"{settings.SITE_URL}/{person.language}/account/",
        "site": settings.SITE_URL,
    }
    said = words | context
    mail = EmailMultiAlternatives(
        f"[{_('Comité de monitoring CPAS Online')}] {subject}",
        render_to_string(f"{template}.txt", said).strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
        reply_to=[reply_to] if reply_to else None,
        headers=headers_of(letter, stop_token(person, *silenced), case, bulk=bulk),
    )
    mail.attach_alternative(render_to_string(f"{template}.html", said), "text/html")
    return mail


def headers_of(letter: Letter, token: str, case: tuple[str, str] | None, *, bulk: bool) -> dict[str, str]:
    """Which letter, which conversation, how to stop, and that nobody's machine need answer (RFC 2369, 3834, 8058)."""
    headers = {
        "Message-ID": letter.message_id,
        "List-Id": f"<inbox.{site_host()}>",
        "List-Unsubscribe": f"<{stop_address(token)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if case:
        headers |= dict.fromkeys(("References", "In-Reply-To"), conversation_id(letter.person, case))
    return headers | ({"Precedence": "bulk"} if bulk else {})


def conversation_id(person: Person, case: tuple[str, str]) -> str:
    """What ties a person's mails about one case together in a mail program; tells nobody which case it is."""
    digest = salted_hmac("committee.inbox.conversation", "\0".join((str(person.pk), *case))).hexdigest()[:24]
    return f"<case.{digest}@{site_host()}>"


def reply_address(person: Person, sections: list[Section]) -> str:
    """Where a reply goes: only a letter about one fact can be answered."""
    facts = [fact for section in sections for fact in section.facts]
    if len(facts) != 1 or sections[0].more:
        return ""
    found = (source(person, facts[0].entry) for source in REPLY_ADDRESSES)
    return next((address for address in found if address), "")


def subject_of(sections: list[Section]) -> str:
    """What a locked screen may show: a reference and a word that says nothing of the matter, never a title or a text."""
    number = sum(section.number for section in sections)
    references = {section.reference for section in sections}
    news = _("something awaits you") if any(section.asked for section in sections) else describe_news(sections, number)
    if len(references) == 1 and "" not in references:
        return _("%(reference)s: %(news)s") % {"reference": references.pop(), "news": news}
    return news


def describe_news(sections: list[Section], number: int) -> str:
    """How much is new, and of one message that it is one."""
    if number == 1 and sections[0].facts[0].words:
        return _("new message")
    return ngettext("%(n)s piece of news", "%(n)s pieces of news", number) % {"n": number}
