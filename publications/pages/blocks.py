"""What the text of a page consists of: paragraphs, sections with a heading, quotations. Nothing from elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from committee.privacy.models import refuse_personal_data

#: What a writer may do to words: no image, no embedded page, no markup by hand.
WORDS = ["bold", "italic", "ol", "ul", "link", "document-link"]
GUARD = (refuse_personal_data,)


class ParagraphBlock(blocks.RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **facts) -> None:
        super().__init__(**{"features": WORDS, "validators": GUARD, **facts})

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "publications/pages/blocks/paragraph.html"


class SectionBlock(blocks.StructBlock):
    """A heading and what stands under it."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160, validators=GUARD)
    body = blocks.RichTextBlock(label=_("Text"), features=WORDS, validators=GUARD)

    class Meta:
        icon = "title"
        label = _("Section")
        template = "publications/pages/blocks/section.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and where they were said."""

    text = blocks.TextBlock(label=_("Quotation"), validators=GUARD)
    source = blocks.CharBlock(label=_("Source"), max_length=160, required=False, validators=GUARD)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "publications/pages/blocks/quote.html"


class TextBlock(blocks.StreamBlock):
    """The text of a page, part after part."""

    paragraph = ParagraphBlock()
    section = SectionBlock()
    quote = QuoteBlock()
