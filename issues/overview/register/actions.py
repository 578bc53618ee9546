"""What can be done with saved views. A private view is nobody else's affair: only what is shared enters the journal."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.privacy.models import refuse_personal_data
from issues.overview.register.models import SavedView
from issues.overview.register.policy import may_change_view, may_save_view, may_share_views
from issues.overview.register.search_terms import list_query_from, query_in

MOST = 50
SHARED = register_verb("view.shared", _("offered the view “%(name)s” of the list to all"), _("View shared"))
UNSHARED = register_verb(
    "view.unshared", _("no longer offers the view “%(name)s” of the list"), _("View no longer shared")
)


@transaction.atomic
def save_view(*, by: Person, name: str, query: str, shared: bool = False, name_other: str = "") -> SavedView:
    """Keep what an address asks for under a name; a name that the person has already gets it instead of what it had.

    Only what makes sense is kept, in one spelling. Raises PermissionDenied, PersonalDataFound, Refused for the
    fifty-first view of a person.
    """
    require(may_save_view(by) and (not shared or may_share_views(by)))
    list(Person.objects.select_for_update().filter(pk=by.pk).values_list("pk"))
    known = SavedView.objects.filter(person=by, name=name).first()
    if known is None and SavedView.objects.filter(person=by).count() >= MOST:
        raise Refused(_("You keep %(most)s views already: delete one first."), most=MOST)
    view = known or SavedView(person=by, name=name)
    before = view.shared
    require(known is None or may_change_view(by, view))
    view.name_other, view.shared, view.saved_at = name_other, shared, clock.now()
    view.language = (get_language() or by.language)[:2]
    asked = list_query_from(query_in(query), by)
    refuse_personal_data(asked.filters.q)
    view.query = asked.query
    view.save()
    record_sharing(by, view, before)
    return view


@transaction.atomic
def rename_view(*, by: Person, view: SavedView, name: str, name_other: str = "") -> SavedView:
    """Give a view another name, in both languages where it is shared.

    Raises PermissionDenied, PersonalDataFound, Refused for a name that another view of its keeper has.
    """
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    require(may_change_view(by, view))
    if SavedView.objects.filter(person=view.person_id, name=name).exclude(pk=view.pk).exists():
        raise Refused(_("You have a view of this name already."), field="name")
    view.name, view.name_other = name, name_other
    view.language = (get_language() or by.language)[:2]
    view.save(update_fields=["name", "name_other", "language"])
    return view


@transaction.atomic
def share_view(*, by: Person, view: SavedView, shared: bool) -> SavedView:
    """Offer a view to all, or no longer. What it shows is narrowed to the lanes of whoever opens it.

    Raises PermissionDenied, Refused for a view that has a name in one language only.
    """
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    require(may_share_views(by) and (view.shared or view.person_id == by.pk))
    if shared and not view.name_other:
        raise Refused(_("Everyone sees this view: give its name in both languages."))
    before, view.shared = view.shared, shared
    view.save(update_fields=["shared"])
    record_sharing(by, view, before)
    return view


@transaction.atomic
def delete_view(*, by: Person, view: SavedView) -> None:
    """Forget a view. Raises PermissionDenied."""
    kept = SavedView.objects.select_for_update().filter(pk=view.pk).first()
    if kept is None:
        return
    require(may_change_view(by, kept))
    if kept.shared:
        kept.shared = False
        record_sharing(by, kept, True)
    kept.delete()


def record_sharing(by: Person, view: SavedView, before: bool) -> None:
    """Record in the common lane that a view begins or ceases to be offered to all."""
    if view.shared == before:
        return
    common = standing_of(by).writable_in(Lane.COMMON)
    if common is None:
        raise PermissionDenied
    record(
        by=by,
        verb=SHARED if view.shared else UNSHARED,
        about=("view", str(view.pk)),
        space=common.pk,
        organisation=standing_of(by).organisation_for(Ability.MODERATE),
        name=view.names,
    )
