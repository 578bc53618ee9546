"""A notice as a mail, in the language of the person: one sentence, one link, and the lane it belongs to."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from committee.access.lanes import SHORT, Lane
from committee.inbox.models import Notice
from committee.inbox.queries import duty_of
from committee.journal.addresses import address_of


def mail_notice(notice: Notice) -> None:
    """Send one notice; the text names no volume and nothing of another lane."""
    with override(notice.person.language):
        context = mail_context(notice)
        subject = _("[Comité de monitoring CPAS Online] %(subject)s") % {"subject": context["subject"]}
        text = render_to_string("committee/mail/notice.txt", context)
        mail = EmailMultiAlternatives(
            " ".join(subject.split())[:180], text, settings.DEFAULT_FROM_EMAIL, [notice.person.email]
        )
        mail.attach_alternative(render_to_string("committee/mail/notice.html", context), "text/html")
    mail.send()


def mail_context(notice: Notice) -> dict:
    """What the mail says: who did what, what is asked, where to go."""
    entry = notice.entry
    duty = duty_of(notice.person, entry)
    subject = entry.subject
    return {
        "who": f"{entry.actor.function}, {entry.organisation}" if entry.organisation else entry.actor.function,
        "sentence": entry.sentence,
        "asked": duty.sentence if duty else "",
        "subject": duty.sentence if duty else entry.localised.get("title") or entry.sentence,
        "lane": SHORT[Lane(entry.space.lane)],
        "url": settings.SITE_URL + (duty.url if duty else address_of(subject.kind, subject.key)),
        "preferences": settings.SITE_URL + f"/{notice.person.language}/account/",
        "language": notice.person.language,
    }
