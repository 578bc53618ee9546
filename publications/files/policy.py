"""Who may open a file of the editors."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from committee.people.models import Reader
from publications.files.models import EditorialDocument, EditorialImage

RIGHTS = ("add", "change", "choose", "delete")


def may_open_file(person: Reader, file: EditorialDocument | EditorialImage) -> bool:
    """Anybody once a published page uses it; before, and after, those who edit."""
    return is_published(file) or may_edit_with(person, file)


def may_edit_with(person: Reader, file: EditorialDocument | EditorialImage) -> bool:
    """Whether somebody may put a file on a page, or change it."""
    if not person.is_authenticated:
        return False
    policy = policy_registry.get_by_type(type(file))
    return bool(policy.user_has_any_permission_for_instance(person, RIGHTS, file))


def is_published(file: EditorialDocument | EditorialImage) -> bool:
    """Whether a page that anybody reads uses a file, as it is published; drafts do not count. Two queries."""
    pages = ContentType.objects.get_for_model(Page)
    used = ReferenceIndex.get_references_to(file).filter(base_content_type=pages)
    keys = [int(key) for key in used.values_list("object_id", flat=True).distinct()]
    return bool(keys) and bool(Page.objects.live().public().filter(pk__in=keys).exists())
