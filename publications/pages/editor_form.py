"""The form with which Wagtail's editor edits a page. Asks the page it edits; imports no table."""

from django.db import transaction
from wagtail.admin.forms import WagtailAdminPageForm

STATE = ("live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision", "expired")
"""What publishing changes in the row of a page."""


class PageForm(WagtailAdminPageForm):
    """Takes the address from the title where none is given, and keeps a page published that was while the form was sent.

    Wagtail writes the whole row of a page that was a draft when it was read: an editor's autosave would undo an approval
    of the same moment.
    """

    def __init__(self, *args, **facts) -> None:
        super().__init__(*args, **facts)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    @transaction.atomic
    def save(self, commit: bool = True):
        """Save; of a page that is public by now, the draft alone, as Wagtail does with every public page."""
        return super().save(commit and not self.was_published_meanwhile())

    def was_published_meanwhile(self) -> bool:
        """Whether a draft became public since it was read; its row is locked, and its state read again."""
        page = self.instance
        if page.pk is None or page.live:
            return False
        now = type(page)._base_manager.select_for_update(of=("self",)).only(*STATE).get(pk=page.pk)
        if now.live:
            for name in STATE:
                setattr(page, name, getattr(now, name))
        return bool(now.live)
