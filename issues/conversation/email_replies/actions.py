"""A mail that arrived becomes a post, or is refused or ignored for a reason that is kept; its words are kept no other way."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from committee.access.standing import standing_of
from committee.inbox.actions.letters import queue_letter
from committee.inbox.models import Letter
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.privacy.actions import count_refusals
from committee.privacy.forms import findings_of
from committee.privacy.models import PersonalDataFound, Way, refuse_personal_data
from committee.privacy.signs import is_visible, tidy_signs
from issues.attachments.actions import attach_files
from issues.attachments.forms import AttachmentsField
from issues.attachments.inspection import Inspected
from issues.conversation.email_replies import states
from issues.conversation.email_replies.addresses import Address, read_address
from issues.conversation.email_replies.calls import unanswered_calls
from issues.conversation.email_replies.loops import written_by_machine
from issues.conversation.email_replies.models import IncomingMail
from issues.conversation.email_replies.parsing import WRAPPED, File, Mail, Unreadable, read_mail
from issues.conversation.email_replies.queries import Place, Unpostable, holder_of, place_of
from issues.conversation.email_replies.senders import is_from
from issues.conversation.threads.actions.posts import add_post, default_organisation
from issues.conversation.threads.models import Post

MAIL_REFUSED = register_verb("mail.refused", _("had a reply address used by somebody else: that mail was refused"))
LONGEST = 10_000
MOST_AN_HOUR = 30
MOST_KEPT_AN_HOUR = 120
SILENT = {states.EMPTY, states.REACTION}
"""Why a mail of a person says nothing at all."""
KEPT_FOR = timedelta(days=90)
IGNORED, REFUSED, POSTED = IncomingMail.Outcome.IGNORED, IncomingMail.Outcome.REFUSED, IncomingMail.Outcome.POSTED


@dataclass(frozen=True)
class Outcome:
    """What became of a mail; `why` is a code of `states` or `loops`."""

    what: IncomingMail.Outcome
    why: str = ""
    post: Post | None = None


def receive_mail(*, raw: bytes, recipient: str, envelope_sender: str) -> Outcome:
    """Take in one mail for one recipient, once however often it is delivered; what is `OFTEN` is to be brought again later.

    `by` is found in the mail: the person of the address, when that person alone is its sender. Raises only what a
    database raises; then nothing was kept, and the same mail may come again.
    """
    address = read_address(recipient)
    person = holder_of(address) if address else None
    if address is None or person is None:
        return Outcome(REFUSED, states.SENDER if address else states.ADDRESS)
    try:
        mail = read_mail(raw)
    except Unreadable:
        return Outcome(REFUSED, states.UNREADABLE)
    machine = written_by_machine(mail, envelope_sender) or is_own_mail(mail)
    if machine:
        return ignore_mail(person, address, mail, raw, machine)
    if not is_from(mail, person):
        return reject_sender(person, address, raw)
    return post_reply(person, address, mail, raw)


def is_own_mail(mail: Mail) -> str:
    """Whether a mail is one of our own."""
    return states.OURS if Letter.objects.filter(message_id=mail.message_id).exists() else ""


def fingerprint_of(*words: object) -> str:
    """One sum for what makes a mail the same mail."""
    return hashlib.sha256("\0".join(map(str, words)).encode(errors="replace")).hexdigest()


def mail_fingerprint(address: Address, mail: Mail, raw: bytes) -> str:
    """The digest of a mail's identity and its recipient; of its bytes where it names none."""
    return fingerprint_of("mail", mail.message_id or hashlib.sha256(raw).hexdigest(), address)


def recent_mails(person: Person, hours: int = 1) -> QuerySet[IncomingMail]:
    """The mails that arrived at a person's addresses lately."""
    return IncomingMail.objects.of(person, since=clock.now() - timedelta(hours=hours))


@transaction.atomic
def ignore_mail(person: Person, address: Address, mail: Mail, raw: bytes, why: str) -> Outcome:
    """Ignore what no person wrote; the reason is kept, so long as there are not too many."""
    if recent_mails(person).count() < MOST_KEPT_AN_HOUR:
        facts = {"arrived_at": clock.now(), "person": person, "outcome": IGNORED, "why": why}
        IncomingMail.objects.get_or_create(
            digest=fingerprint_of("machine", mail_fingerprint(address, mail, raw)), defaults=facts
        )
    return Outcome(IGNORED, why)


@transaction.atomic
def reject_sender(person: Person, address: Address, raw: bytes) -> Outcome:
    """Refuse a sender who is not the person of the address, and tell that person, once a day, about which post it was."""
    own = next((space for space in standing_of(person).readable if space.organisation_id), None)
    post = Post.objects.visible_to(person).filter(pk=address.post_id).first()
    if own and post and not recent_mails(person, hours=24).filter(why=states.SENDER).exists():
        facts = {"arrived_at": clock.now(), "person": person, "outcome": REFUSED, "why": states.SENDER}
        IncomingMail.objects.get_or_create(digest=fingerprint_of("stranger", raw), defaults=facts)
        place: dict[str, Any] = {"space": own.pk, "organisation": own.organisation_id}
        record(by=person, verb=MAIL_REFUSED, about=("mail", post.key), **place)
    return Outcome(REFUSED, states.SENDER)


@transaction.atomic
def post_reply(person: Person, address: Address, mail: Mail, raw: bytes) -> Outcome:
    """Post what a person wrote, or say why not; the same mail a second time changes nothing.

    Beyond so many in an hour nothing is kept of one, so that it may come again when the hour is over.
    """
    digest = mail_fingerprint(address, mail, raw)
    verified = recent_mails(person).filter(why__in=["", *states.WORDS]).count()
    if verified >= MOST_AN_HOUR and not IncomingMail.objects.filter(digest=digest).exists():
        return Outcome(REFUSED, states.OFTEN)
    row = claim_mail(person, digest)
    if row is None:
        return Outcome(IGNORED, states.DUPLICATE)
    try:
        with transaction.atomic():
            row.post = add_reply(person, place_of(person, address), mail, key=digest[:36])
    except Unpostable as refusal:
        count_refusals(kinds=refusal.kinds, way=Way.SENT)
        return record_outcome(row, IGNORED if refusal.why in SILENT else REFUSED, refusal.why, refusal.detail)
    if row.post and (lost := unanswered_calls(row.post.html)):
        return record_outcome(row, POSTED, states.UNCALLED, ", ".join(lost)[:600])
    return record_outcome(row, POSTED)


def claim_mail(person: Person, digest: str) -> IncomingMail | None:
    """The row of a mail, made by one process only; None where another has it."""
    facts = {"arrived_at": clock.now(), "person": person, "outcome": IGNORED}
    try:
        with transaction.atomic():
            return IncomingMail.objects.create(digest=digest, **facts)
    except IntegrityError:
        return None


def record_outcome(row: IncomingMail, outcome: str, why: str = "", detail: str = "") -> Outcome:
    """Keep what became of a mail, and let its sender know where there is something to say."""
    row.outcome, row.why, row.detail = outcome, why, detail
    if why in states.WORDS and row.person:
        row.letter = queue_letter(person=row.person, kind=Letter.Kind.ANSWER)
    row.save()
    return Outcome(IncomingMail.Outcome(outcome), why, row.post)


def add_reply(person: Person, place: Place, mail: Mail, *, key: str) -> Post:
    """Say what a mail says where it belongs, as the page would. Raises Unpostable."""
    if mail.is_reaction:
        raise Unpostable(states.REACTION)
    with override(person.language):
        text = accepted_text(tidy_signs(mail.text))
        files = accepted_files(mail.files)
    organisation = default_organisation(person, place.space)
    try:
        kept = attach_files(by=person, space=place.space, organisation_id=organisation, files=files) if files else ()
        return add_post(
            by=person,
            thread_id=place.owner.thread_id,
            space=place.space,
            text=text,
            reply_to=place.post,
            attachments=kept,
            key=key,
            organisation_id=organisation,
        )
    except PermissionDenied as denied:
        raise Unpostable(states.CLOSED) from denied


def accepted_text(text: str) -> str:
    """The text as the page would take it. Raises Unpostable."""
    if not is_visible(text):
        raise Unpostable(states.EMPTY)
    if len(text) > LONGEST:
        raise Unpostable(states.LONG)
    try:
        refuse_personal_data(text)
    except PersonalDataFound as refusal:
        raise describe_refusal(states.PERSONAL, refusal) from refusal
    return text.strip()


def accepted_files(files: list[File]) -> list[Inspected]:
    """The files as the page would take them, all or none. Raises Unpostable, which says which file and why."""
    if any(file.name == WRAPPED for file in files):
        raise Unpostable(states.WRAPPED)
    try:
        return AttachmentsField().clean([ContentFile(file.content, name=file.name) for file in files])
    except ValidationError as refusal:
        raise describe_refusal(states.FILE, refusal) from refusal


def describe_refusal(why: str, refusal: ValidationError) -> Unpostable:
    """A refusal in the words of the page, which name what was found by its first signs only."""
    errors = getattr(refusal, "error_list", [refusal])
    kinds = frozenset(finding.kind for error in errors for finding in findings_of(error))
    return Unpostable(why, " ".join(refusal.messages)[:600], kinds)


def forget_mails() -> int:
    """Forget what became of mails after ninety days. Returns how many."""
    return IncomingMail.objects.filter(arrived_at__lt=clock.now() - KEPT_FOR).delete()[0]
