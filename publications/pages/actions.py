"""What can be done for those who edit and those who approve, and for the addresses of what they publish."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.management.commands.purge_revisions import purge_revisions
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Revision,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.users.models import UserProfile

from committee.access.policy import require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.journal import clock
from committee.people.models import Person
from publications.pages.checks import TranslationCheck
from publications.pages.models import ApprovalTask
from publications.pages.parity import digest, other_text, places_of
from publications.pages.translating import bring_missing_rows

GROUPS = {Ability.EDIT_PAGES: "Publications", Ability.APPROVE_PAGES: "Publications: approbation / goedkeuring"}
"""The groups of Wagtail's admin, by what a role may do there."""
ON_PAGES = {Ability.EDIT_PAGES: ("add", "change"), Ability.APPROVE_PAGES: ("add", "change", "publish")}
REVISIONS_KEPT_FOR = timedelta(days=365)
log = logging.getLogger(__name__)
ON_FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
IN_GENERAL = (("wagtailadmin", "access_admin"), ("simple_translation", "submit_translation"))
TREE = "Site"
"""What the root of all pages is called, in French and in Dutch."""
APPROVAL = "Approbation / Goedkeuring"


@transaction.atomic
def open_editing(*, roots: Iterable[Page]) -> None:
    """Let editors write everything under some pages, in both languages, and approvers publish it; once.

    What an editor submits there waits for an approver.
    """
    Page.objects.filter(depth=1).update(title=TREE, draft_title=TREE)
    groups = {ability: make_group(ability) for ability in GROUPS}
    workflow = make_workflow(groups[Ability.APPROVE_PAGES])
    for page in roots:
        for ability, group in groups.items():
            for word in ON_PAGES[ability]:
                grant_page_right(group, page, word)
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})


def make_group(ability: Ability) -> Group:
    """Return the group of an ability, with its rights on files and in general, made on first use."""
    group, _new = Group.objects.get_or_create(name=GROUPS[ability])
    for app, codename in IN_GENERAL:
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
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


def make_workflow(approvers: Group) -> Workflow:
    """Return the one way to publication: one step, at which an approver says yes or asks for changes."""
    workflow, _new = Workflow.objects.get_or_create(name=APPROVAL)
    task, _new = ApprovalTask.objects.get_or_create(name=APPROVAL)
    task.groups.set([approvers])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    return workflow


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


def follow_role(*, person: Person) -> None:
    """Put a person whose rights changed into the groups that the roles held give, and take them out of the others.

    The admin then knows the language of the account.
    """
    standing = standing_of(person)
    for ability, name in GROUPS.items():
        if standing.can(ability):
            person.groups.add(Group.objects.get_or_create(name=name)[0])
            UserProfile.get_for_user(person)
        else:
            person.groups.remove(*Group.objects.filter(name=name, user=person))


@transaction.atomic
def complete_text(*, by: Person, page: Page) -> int:
    """Bring into the draft of a page what it lacks of its other language, untranslated. Returns how many rows.

    Twice brings nothing more. Raises PermissionDenied.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk).specific
    require(page.permissions_for_user(by).can_edit())
    text, other = page.get_latest_revision_as_object(), other_text(page)
    brought = bring_missing_rows(text, other) if other else 0
    if brought:
        text.save_revision(user=by, log_action=True)
    return brought


@transaction.atomic
def check_translations(*, by: Person, page: Page, places: Iterable[str]) -> int:
    """Say of some fields that French and Dutch say the same as they stand now. Returns how many there were.

    A field that lacks a text, or that is no field of the page, is left out. Raises PermissionDenied.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk).specific
    require(page.permissions_for_user(by).can_edit())
    text, other = page.get_latest_revision_as_object(), other_text(page)
    wanted = set(places)
    if other is None:
        return 0
    found = [one for one in places_of(text, other) if one.key in wanted and one.checkable]
    for one in found:
        sums = {text.locale.language_code: digest(one.own), other.locale.language_code: digest(one.other)}
        TranslationCheck.objects.update_or_create(
            translation_key=page.translation_key,
            place=one.key,
            defaults={"digests": sums, "checked_by": by, "checked_at": clock.now()},
        )
    return len(found)
