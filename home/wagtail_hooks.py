"""What follows a change in Wagtail's admin: accounts lose their rights there and then, a new home is open to editors."""

from django.db import transaction
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from committee.people.models import Person
from committee.seats.actions import close_account
from committee.seats.policy import may_close_account
from home.live.publish import publish_rights
from home.pages.models import HomePage
from publications.pages.actions import open_editing


@hooks.register("insert_editor_js")
def keep_tables() -> str:
    """A table that is pasted among words keeps its cells apart."""
    return format_html('<script type="module" src="{}"></script>', static("home/admin/paste-tables.js"))


@hooks.register("after_edit_user")
def after_edit(request, user) -> None:
    """An account that was made inactive is closed, with all that it gave; any other is asked again what it may do."""
    if not user.is_active and may_close_account(request.user, user):
        close_account(by=request.user, person=user)
    transaction.on_commit(lambda: publish_rights(user.pk))


@hooks.register("after_create_page")
def open_new_home(request, page) -> None:
    """A home page was made: editors may write under it from now on, and approvers publish."""
    if isinstance(page, HomePage):
        open_editing(roots=[page])


@hooks.register("after_bulk_action")
def after_bulk(request, action_type, objects, action) -> None:
    """Accounts were changed together."""
    for user in Person.objects.filter(pk__in=[one.pk for one in objects if isinstance(one, Person)]):
        after_edit(request, user)
