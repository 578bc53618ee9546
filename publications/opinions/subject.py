"""The kind *opinion*: avis 2026-03, advies nr. 2026/03. Its pages are public, and found as pages."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import Carrier, SubjectKind
from publications.opinions.actions.merge_transfer import carry_evidence, count_evidence, restore_evidence
from publications.opinions.queries import citations_for, describe_opinions, journal_key_of
from publications.opinions.recipients import hearing_of_opinion

OPINION = SubjectKind(
    code="opinion",
    label=_("Opinion"),
    plural=_("Opinions"),
    address="opinions:opinion",
    reference=re.compile(r"\b(?:avis|advies)\s(?:n[°o]\s?|nr\.?\s?)?(\d{4}[/-]\d{1,3})(?![\w/-])", re.IGNORECASE),
    describe=describe_opinions,
    journal_key=journal_key_of,
    recipients=hearing_of_opinion,
    carriers=(Carrier("evidence", _("Citations as evidence"), count_evidence, carry_evidence, restore_evidence),),
    citations=citations_for,
)
