"""What an observation may bring besides its text: amendments proposed, other evidence, and what became of it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from publications.pages.blocks import GUARD

OUTCOMES = [
    ("taken", _("Taken over")),
    ("partly", _("Taken over in part")),
    ("not_taken", _("Not taken over")),
    ("gone", _("No longer in the text")),
]


class AmendmentBlock(blocks.StructBlock):
    """A change proposed to the text aimed at."""

    article = blocks.CharBlock(label=_("Article"), max_length=80, validators=GUARD)
    before = blocks.TextBlock(label=_("Wording of the text"), required=False, validators=GUARD)
    after = blocks.TextBlock(label=_("Wording proposed"), required=False, validators=GUARD)

    class Meta:
        icon = "edit"
        label = _("Amendment")


class AmendmentsBlock(blocks.StreamBlock):
    """Amendments, one after the other."""

    amendment = AmendmentBlock()


class EventEvidenceBlock(blocks.StructBlock):
    """An event at which it was found."""

    event = blocks.PageChooserBlock(label=_("Event"), page_type="publications.EventPage")
    what = blocks.CharBlock(label=_("What it shows"), max_length=300, required=False, validators=GUARD)

    class Meta:
        icon = "date"
        label = _("Event")


class DocumentEvidenceBlock(blocks.StructBlock):
    """A document in which it stands."""

    document = DocumentChooserBlock(label=_("Document"))
    what = blocks.CharBlock(label=_("What it shows"), max_length=300, required=False, validators=GUARD)

    class Meta:
        icon = "doc-full"
        label = _("Document")


class FigureEvidenceBlock(blocks.StructBlock):
    """A figure that was published, with what makes it one: unit, coverage, period and source."""

    figure = blocks.CharBlock(label=_("Figure with its unit"), max_length=80, validators=GUARD)
    what = blocks.CharBlock(label=_("What it shows"), max_length=300, validators=GUARD)
    coverage = blocks.CharBlock(label=_("Coverage"), max_length=160, validators=GUARD)
    period = blocks.CharBlock(label=_("Period"), max_length=80, validators=GUARD)
    source = blocks.URLBlock(label=_("Source"), required=False)

    class Meta:
        icon = "order"
        label = _("Figure")


class OtherEvidenceBlock(blocks.StreamBlock):
    """Evidence that is public by itself."""

    event = EventEvidenceBlock()
    document = DocumentEvidenceBlock()
    figure = FigureEvidenceBlock()


class FateBlock(blocks.StructBlock):
    """What a later version of the text made of an observation."""

    date = blocks.DateBlock(label=_("Date"))
    version = blocks.CharBlock(label=_("Version of the text"), max_length=200, validators=GUARD)
    outcome = blocks.ChoiceBlock(label=_("What became of it"), choices=OUTCOMES)
    before = blocks.TextBlock(label=_("Wording before"), required=False, validators=GUARD)
    after = blocks.TextBlock(label=_("Wording of this version"), required=False, validators=GUARD)
    source = blocks.URLBlock(label=_("Source"), required=False)

    class Meta:
        icon = "history"
        label = _("Later version")


class FatesBlock(blocks.StreamBlock):
    """One version after the other."""

    version = FateBlock()
