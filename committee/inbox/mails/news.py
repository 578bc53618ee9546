"""News as a mail, in the language of the person: written when it leaves, from what is still unread and still theirs to read."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils.crypto import salted_hmac
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from committee.correspondence.addresses import page_of, site_host
from committee.correspondence.mails import compose_mail
from committee.inbox.actions.letters import still_mailable
from committee.inbox.extension_points import REPLY_ADDRESSES, REPLY_LINE, STOPS, WRITERS
from committee.inbox.models import Letter, Notice
from committee.inbox.presentation import News, news_of, text_readers
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
    """One mail about everything that a letter holds: what is asked first, then what happened, oldest first."""
    person = letter.person
    notices = notices_to_tell(letter)
    news = news_of(person, notices)
    if not news.sections:
        return None
    told = list(dict.fromkeys((notice.kind, notice.key) for notice in notices))
    cases = list(dict.fromkeys((section.kind, section.key) for section in news.sections))
    reply_to = reply_address(person, news)
    summary = describe_all(news)
    return portal_mail(
        letter,
        subject=subject_of(news),
        preheader=summary,
        template="committee/inbox/mails/news.html",
        context={
            "news": news,
            "summary": summary if news.asked or news.number > 1 else "",
            "reply_line": REPLY_LINE if reply_to else "",
        },
        silenced=silenceable_thing(told) if all(map(is_by_choice, notices)) else (EVERYTHING, ""),
        case=cases[0] if len(cases) == 1 else None,
        bulk=news.number > 1,
        reply_to=reply_to,
    )


def is_by_choice(notice: Notice) -> bool:
    """Whether silencing the discussion would have spared this: a message in it, or what is heard by following it."""
    return notice.entry.verb in text_readers() or (notice.reason in REASONS and REASONS[notice.reason].chosen)


def notices_to_tell(letter: Letter) -> list[Notice]:
    """What a letter may still tell, newest first: rights, read state and wishes are asked again."""
    held = Notice.objects.filter(letter=letter).select_related("entry__actor", "entry__organisation", "entry__space")
    notices = list(held.prefetch_related("entry__subjects"))
    wanted = set(still_mailable(letter.person, notices))
    return [notice for notice in notices if notice.pk in wanted]


def portal_mail(
    letter: Letter,
    *,
    subject: str,
    preheader: str,
    template: str,
    context: dict[str, Any],
    silenced: tuple[str, str] | None = None,
    case: tuple[str, str] | None = None,
    bulk: bool = False,
    reply_to: str = "",
) -> EmailMultiAlternatives:
    """A letter as a mail. `silenced` is what one click in it stops; None for what only answers the person's own deed."""
    person = letter.person
    ways = [
        (_("Everything in your inbox"), page_of(person.language, "inbox/")),
        (_("Choose what you are mailed"), page_of(person.language, "account/")),
    ]
    headers = {"Message-ID": letter.message_id}
    if silenced is not None:
        stop = stop_address(stop_token(person, *silenced))
        ways.append((words_to_stop(person, silenced), stop))
        headers |= headers_of_list(stop)
    if case:
        headers |= dict.fromkeys(("References", "In-Reply-To"), conversation_id(person, case))
    if bulk:
        headers["Precedence"] = "bulk"
    return compose_mail(
        to=person.email,
        language=person.language,
        subject=subject,
        preheader=preheader,
        template=template,
        context=context,
        ways=ways,
        headers=headers,
        reply_to=reply_to,
    )


def headers_of_list(stop: str) -> dict[str, str]:
    """What this belongs to, and how to stop it (RFC 2369, 2919, 8058)."""
    return {
        "List-Id": f"<inbox.{site_host()}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def words_to_stop(person: Person, silenced: tuple[str, str]) -> str:
    """What the link that stops mail says."""
    name = STOPS[silenced[0]].name(person, silenced[1]) if silenced[0] else ""
    return _("No more mail about %(stops)s") % {"stops": name} if name else _("No more mail")


def conversation_id(person: Person, case: tuple[str, str]) -> str:
    """What ties a person's mails about one case together in a mail program; tells nobody which case it is."""
    digest = salted_hmac("committee.inbox.conversation", "\0".join((str(person.pk), *case))).hexdigest()[:24]
    return f"<case.{digest}@{site_host()}>"


def reply_address(person: Person, news: News) -> str:
    """Where a reply goes: only a letter about one fact can be answered."""
    if news.number != 1:
        return ""
    (entry,) = (fact.entry for section in news.sections for fact in section.facts)
    found = (source(person, entry) for source in REPLY_ADDRESSES)
    return next((address for address in found if address), "")


def subject_of(news: News) -> str:
    """What a locked screen may show: a reference and a word that says nothing of the matter, never a title or a text."""
    references = {section.reference for section in news.sections}
    words = describe_asked(news) if news.asked else describe_news(news)
    if len(references) == 1 and "" not in references:
        return _("%(reference)s: %(news)s") % {"reference": references.pop(), "news": words}
    return words


def describe_asked(news: News) -> str:
    """That something is asked, and how much where it is more."""
    asked = len(news.asked)
    return _("something awaits you") if asked == 1 else _("%(n)s things await you") % {"n": asked}


def describe_news(news: News) -> str:
    """How much is new, and of one message that it is one."""
    number = news.number
    if number == 1 and news.sections[0].facts[0].words:
        return _("new message")
    return ngettext("%(n)s piece of news", "%(n)s pieces of news", number) % {"n": number}


def describe_all(news: News) -> str:
    """How much is asked and how much is new, about how many cases."""
    cases = len({(section.kind, section.key) for section in news.sections}) + news.more
    words = [
        describe_asked(news) if news.asked else "",
        describe_news(news),
        ngettext("%(n)s case", "%(n)s cases", cases) % {"n": cases} if cases > 1 else "",
    ]
    return capfirst(" · ".join(filter(None, words)))
