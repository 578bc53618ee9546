"""Every column that people write is guarded against personal data, or named here with the reason why it is not."""

from django.apps import apps
from django.db import models

from committee.privacy.models import GuardedCharField, GuardedJSONField, GuardedTextField

GUARDED = (GuardedCharField, GuardedTextField, GuardedJSONField)
OURS = ("committee", "issues", "publications", "home")
EXEMPT = {
    "committee.Person.password": "a hash",
    "committee.Person.email": "the account's own professional address",
    "committee.Person.first_name": "inherited, never asked for nor shown",
    "committee.Person.last_name": "inherited, never asked for nor shown",
    "committee.Organisation.nis": "five figures, from the official list",
    "committee.Organisation.code": "made from its name",
    "committee.Mandate.decision_url": "an address on the web",
    "committee.Entry.verb": "a code",
    "committee.Subject.kind": "a code",
    "committee.Subject.key": "a key",
    "committee.Duty.ability": "a code",
    "committee.Duty.code": "a code",
    "committee.Duty.kind": "a code",
    "committee.Duty.key": "a key",
    "committee.Invitation.address": "the professional address to which it is sent",
    "committee.Invitation.nonce": "made by the portal",
    "committee.Invitation.token_hash": "a sum",
    "committee.JoiningRequest.address": "the professional address of who asks",
    "committee.SecurityEvent.browser": "two words of ours",
    "committee.SecurityEvent.detail": "a code or a path",
    "committee.HandedOver.sort": "a code",
    "committee.HandedOver.key": "a key",
    "committee.Letter.error": "a code",
    "committee.Letter.message_id": "made by the portal",
    "committee.Notice.key": "a key",
    "committee.Notice.kind": "a code",
    "committee.Notice.reason": "a code",
    "committee.Person.follows_by_taking_part": "a code",
    "publications.AuthorityAnswer.source": "an address on the web",
    "publications.FollowUpStep.source": "an address on the web",
    "publications.FrozenCount.cells": "one sign per CPAS",
    "publications.PublishedVersion.language": "a code",
    "publications.PublishedVersion.texts": "made from the guarded texts of a page",
    "publications.TextVersion.source": "an address on the web",
    "publications.TranslationCheck.place": "made of keys and names of fields",
    "publications.TranslationCheck.digests": "sums",
    "publications.EditorialDocument.file": "a name that was inspected with the file",
    "publications.EditorialDocument.file_hash": "a sum",
    "publications.EditorialImage.file": "a name that was inspected with the file",
    "publications.EditorialImage.file_hash": "a sum",
    "publications.EditorialRendition.file": "made from the name of its image",
    "publications.EditorialRendition.filter_spec": "a code",
    "publications.EditorialRendition.focal_point_key": "a code",
    "issues.Attachment.key": "a key",
    "issues.ExportRun.key": "a key",
    "issues.ExportRun.file": "a name that the storage makes",
    "issues.ImportRun.key": "a key",
    "issues.Attachment.file": "a name that the storage makes",
    "issues.Attachment.content_type": "a type, found by content",
    "issues.Attachment.sha256": "a sum",
    "issues.Post.key": "a key",
    "issues.PostDraft.key": "a key",
    "issues.PostDraft.kind": "a code",
    "issues.PostDraft.language": "a code",
    "issues.Departure.key": "a key",
    "issues.Post.html": "made from the guarded text",
    "issues.Summary.html": "made from the guarded text",
    "issues.IncomingMail.digest": "a sum",
    "issues.IncomingMail.why": "a code",
    "issues.Problem.reference": "given by the counter",
    "issues.Problem.submission": "a key",
    "issues.Problem.html": "made from the guarded text",
    "issues.Problem.last_verb": "a code",
    "issues.Question.submission": "a key",
    "issues.Question.html": "made from the guarded text",
    "issues.ReplyTerm.html": "made from the guarded text",
    "issues.Solution.submission": "a key",
    "issues.Instruction.submission": "a key",
    "issues.Solution.html": "made from the guarded text",
    "issues.Instruction.html": "made from the guarded text",
    "issues.Solution.cells": "one sign per CPAS",
    "issues.ProblemImpact.cells": "one sign per CPAS",
    "issues.Term.code": "a code",
    "issues.ProblemCount.scheme": "a code",
    "issues.ProblemCount.value": "a key or a code",
    "issues.Draft.key": "a key",
    "issues.Draft.window": "a key",
    "issues.ImpactTotal.cells": "one sign per CPAS",
    "issues.ImpactTotal.scheme": "a code",
    "issues.ImpactTotal.value": "a key or a code",
    "home.Recurrence.name": "a name of the code",
    "home.Stem.stem": "one word of the guarded texts, without its ending",
}


def text_columns():
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.local_fields:
                text = isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
                if text and not field.choices:
                    yield f"{app}.{model.__name__}.{field.name}", field


def test_every_text_column_is_guarded():
    unguarded = {
        name
        for name, field in text_columns()
        if not isinstance(field, GUARDED) and name not in EXEMPT and not is_page_text(field) and not is_index(field)
    }
    assert unguarded == set()


def is_page_text(field) -> bool:
    from publications.pages.models import PortalPage

    return issubclass(field.model, PortalPage)


def is_index(field) -> bool:
    """Search rows hold what was guarded where it was written."""
    return field.model.__name__ == "SearchRow"


def test_the_exemptions_exist():
    names = {name for name, _field in text_columns()}
    assert set(EXEMPT) - names == set()
