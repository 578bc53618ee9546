"""Fields of pages. No table of their own."""

from wagtail.fields import RichTextField

from committee.privacy.models import GuardedTextField


class GuardedRichTextField(GuardedTextField, RichTextField):
    """A RichTextField that refuses personal data (see `refuse_personal_data`)."""
