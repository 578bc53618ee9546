"""What can be done for those who edit, and for the addresses of what they publish."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site

GROUP = "Publications"
ON_PAGES = ("add", "change", "publish")
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
