"""Whether a mail comes from the person to whom its address was given."""

import re

from django.conf import settings

from committee.people.models import Person
from issues.conversation.email_replies.parsing import Mail, header_text

RESULT = re.compile(r"\s*(dkim|spf|dmarc)(?:/\d+)?\s*=\s*([a-z]+)", re.I)
ASIDE = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')
FAILED = frozenset({"fail", "permerror"})


def is_from(mail: Mail, person: Person) -> bool:
    """Whether a person is the only sender of a mail, and our own mail server found nothing against it."""
    return mail.senders == [person.email.lower()] and not is_spoofed(mail)


def is_spoofed(mail: Mail) -> bool:
    """Whether the mail server that we trust (MAIL_AUTHSERV_ID) says that the sender is false (RFC 8601).

    What it says of DMARC decides, since that rests on the two others; what any other server says counts for nothing.
    """
    results = [
        result
        for value in mail.headers.get_all("Authentication-Results", [])
        for result in trusted_results(header_text(value))
    ]
    aligned = {verdict for method, verdict in results if method == "dmarc"}
    if "pass" in aligned and not aligned & FAILED:
        return False
    return any(verdict in FAILED for _method, verdict in results)


def trusted_results(value: str) -> list[tuple[str, str]]:
    """The methods and verdicts of one header, where our own server wrote it."""
    server, *said = ASIDE.sub(" ", value).split(";")
    name = (server.split() or [""])[0].lower()
    if not settings.MAIL_AUTHSERV_ID or name != settings.MAIL_AUTHSERV_ID.lower():
        return []
    found = [RESULT.match(one) for one in said]
    return [(result[1].lower(), result[2].lower()) for result in found if result]
