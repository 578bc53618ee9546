"""What the text of a page consists of: paragraphs, sections, quotations, tables and pictures. Nothing from elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.images.blocks import ImageChooserBlock

from committee.privacy.models import refuse_personal_data

#: What a writer may do to words: no embedded page, no markup by hand. Headings are set under those of the page.
WORDS = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]
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


class GuardedTableBlock(TableBlock):
    """Rows and columns of words: a table pasted from elsewhere keeps its cells here."""

    def clean(self, value):
        """Refuse personal data in a cell."""
        refuse_personal_data((value or {}).get("data"))
        return super().clean(value)

    class Meta:
        icon = "table"
        label = _("Rows and columns")
        template = "publications/pages/blocks/table.html"


class PictureBlock(blocks.StructBlock):
    """An image with the words that stand for it in the language of the page."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(label=_("alternative text"), max_length=255, validators=GUARD)
    caption = blocks.CharBlock(label=_("Caption"), max_length=255, required=False, validators=GUARD)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "publications/pages/blocks/picture.html"


class TextBlock(blocks.StreamBlock):
    """The text of a page, part after part."""

    paragraph = ParagraphBlock()
    section = SectionBlock()
    quote = QuoteBlock()
    table = GuardedTableBlock()
    picture = PictureBlock()
