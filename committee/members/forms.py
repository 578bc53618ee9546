"""Changing a person's function or place, and letting them go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.access.policy import may_give_role
from committee.invitations.forms import NOT_YOURS, FunctionsForm
from committee.invitations.policy import organisations_managed
from committee.members.extension_points import Belongings
from committee.organisations.models import Membership, MembershipRole, Organisation
from committee.people.models import Person
from committee.privacy.forms import GuardedFormMixin


class FunctionForm(VersionedFormMixin, FunctionsForm):
    """How others see somebody from now on."""


class PlaceForm(GuardedFormMixin, forms.Form):
    """Where somebody works, and as what."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), empty_label=None)
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)

    def __init__(self, by: Person, place: Membership, *args: Any, roles: list[tuple[str, Any]], **kwargs: Any) -> None:
        initial = {"organisation": place.organisation_id, "role": place.role}
        super().__init__(*args, **{**kwargs, "initial": initial, "prefix": f"place{place.pk}"})
        self.by = by
        self.fields["organisation"].queryset = organisations_managed(by)  # type: ignore[attr-defined]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside its field what may not be given."""
        data = super().clean() or {}
        organisation, role = data.get("organisation"), data.get("role")
        if organisation and role and not may_give_role(self.by, organisation, role):
            self.add_error("role", NOT_YOURS)
        return data


class LeaveForm(GuardedFormMixin, forms.Form):
    """Into whose hands each sort of things goes."""

    def __init__(self, colleagues: list[Person], sorts: list[Belongings], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Nobody: it stays as it is")), *((str(one.pk), str(one)) for one in colleagues)]
        self.known = {str(one.pk): one for one in colleagues}
        first = str(colleagues[0].pk) if colleagues else ""
        for sort in sorts:
            self.fields[sort.code] = forms.ChoiceField(
                label=_("Passes to"), choices=choices, required=False, initial=first
            )

    def successors(self) -> dict[str, Person]:
        """Who was named for each sort."""
        return {code: self.known[pk] for code, pk in self.cleaned_data.items() if pk}
