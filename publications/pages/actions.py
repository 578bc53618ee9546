"""What can be done for those who edit, and for the addresses of what they publish."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.management.commands.purge_revisions import purge_revisions
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Revision, Site

GROUP = "Publications"
ON_PAGES = ("add", "change", "publish")
REVISIONS_KEPT_FOR = timedelta(days=365)
log = logging.getLogger(__name__)
ON_FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")


@transaction.atomic
def appoint_editors(*, roots: Iterable[Page]) -> Group:
    """Return the group of those who write and publish everything under some pages, with its rights in the admin."""
    group, _new = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for page in roots:
        for word in ON_PAGES:
            grant_page_right(group, page, word)
    for permission in Permission.objects.filter(codename__in=ON_FILES):
        collection = Collection.get_first_root_node()
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    return group


def name_site() -> None:
    """Let Wagtail's site bear the host and the port of SITE_URL: previews, feeds and mails say whole addresses by it."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    for site in Site.objects.filter(is_default_site=True).exclude(hostname=address.hostname, port=port):
        site.hostname, site.port = address.hostname, port
        site.save(update_fields=["hostname", "port"])


def grant_page_right(group: Group, page: Page, word: str) -> None:
    """Give a group one right on a page and all that stands under it, once."""
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{word}_page")
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def publish_scheduled() -> int:
    """Take down the pages whose time is over, then publish the texts whose time has come. Returns how many there were.

    Each by itself: one that is refused is logged, tried again at the next turn, and keeps no other back.
    """
    now = timezone.now()
    over = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    due = Revision.objects.page_revisions().filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    done = [carried_out(take_down, page) for page in over] + [carried_out(put_up, revision) for revision in due]
    return sum(done)


def take_down(page: Page) -> None:
    """Unpublish a page, as its editor asked when it was scheduled."""
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def put_up(revision: Revision) -> None:
    """Publish a text, as its editor asked when it was scheduled."""
    revision.publish(log_action="wagtail.publish.scheduled")


def carried_out(deed: Callable[[Page | Revision], None], thing: Page | Revision) -> bool:
    """Whether a deed was done, all of it or nothing; what stood against it is logged."""
    try:
        with transaction.atomic():
            deed(thing)
    except Exception:
        log.exception("%s of %s failed", deed.__name__, thing)
        return False
    return True


def forget_revisions() -> int:
    """Forget the texts of pages of more than a year ago but the latest, the public and the scheduled. Returns how many."""
    return int(purge_revisions(days=REVISIONS_KEPT_FOR.days)[0])
