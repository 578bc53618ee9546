"""What can be done for those who edit."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

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


def grant_page_right(group: Group, page: Page, word: str) -> None:
    """Give a group one right on a page and all that stands under it, once."""
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{word}_page")
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
