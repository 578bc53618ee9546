"""What the sender of a reply is told by mail when it became no post, or calls nobody: why, and no other word of it."""

from __future__ import annotations

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from committee.inbox.mails.news import portal_mail
from committee.inbox.models import Letter
from issues.conversation.email_replies.models import IncomingMail
from issues.conversation.email_replies.states import PERSONAL, UNCALLED, WORDS


def write_answer(letter: Letter) -> EmailMultiAlternatives | None:
    """The mail about a reply that became no post, or None where nothing is known of it any more."""
    incoming = IncomingMail.objects.filter(letter=letter).first()
    if incoming is None or incoming.why not in WORDS:
        return None
    why = _(WORDS[incoming.why])
    context = {
        "why": why,
        "detail": incoming.detail,
        "personal": incoming.why == PERSONAL,
        "posted": incoming.why == UNCALLED,
    }
    subject = _("your reply by mail was not posted")
    if incoming.why == UNCALLED:
        subject = _("your reply by mail calls somebody unknown")
    template = "issues/conversation/email_replies/mails/not_posted.html"
    mail = portal_mail(letter, subject=subject, preheader=why, template=template, context=context)
    mail.extra_headers["Auto-Submitted"] = "auto-replied"
    return mail
