"""Nobody publishes alone: of every text that becomes public, somebody else wrote a part or submitted it."""

from django.utils.translation import gettext_lazy as _

ALONE = _(
    "You alone wrote this text and nobody else submitted it: let somebody else read it and submit it, then approve it."
)


def is_seen_by_two(page, person, *, writing: bool = False) -> bool:
    """Whether somebody besides a person, who may be writing more, had a hand in what of a page waits to be published.

    The technical administrator, who sets the site up, is not asked; nor is anybody where nothing new was written, or of a sort
    of page that needs no second reader. At most three queries.
    """
    if not getattr(page.specific_class, "by_two", True):
        return True
    review = page.current_workflow_state
    if person.is_superuser or (review and review.requested_by_id != person.pk):
        return True
    written = page.revisions.all()
    if page.live and page.live_revision:
        written = written.filter(created_at__gt=page.live_revision.created_at)
    authors = set(written.order_by().values_list("user_id", flat=True))
    return (authors | {person.pk} if writing else authors) != {person.pk}
