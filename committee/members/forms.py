"""Changing a person's function or place, and letting them go."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.access.forms import VersionedFormMixin
from committee.access.policy import may_give_role
from committee.invitations.forms import NOT_YOURS, FunctionsForm
from committee.invitations.policy import organisations_managed
from committee.members.actions import Thing
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


STAYS = "stays"


class LeaveForm(GuardedFormMixin, forms.Form):
    """Into whose hands everything goes, and each thing that goes elsewhere."""

    unguarded: ClassVar[tuple[str, ...]] = ("everything",)
    everything = forms.ChoiceField(label=_("Everything passes to"), required=False)

    def __init__(self, colleagues: list[Person], things: list[Thing], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in colleagues}
        self.things = {f"{sort}-{key}": (sort, key) for sort, key in things}
        names = [(key, str(one)) for key, one in self.known.items()]
        everything = cast(forms.ChoiceField, self.fields["everything"])
        everything.choices = [*names, (STAYS, _("Nobody: it stays as it is"))]
        each = [("", _("As above")), *everything.choices] if len(things) > 1 else []
        for name in self.things if each else ():
            self.fields[name] = forms.ChoiceField(label=_("Passes to"), choices=each, required=False)
        if not things:
            del self.fields["everything"]

    def successors(self) -> dict[Thing, Person]:
        """Who was named for each thing."""
        told, others = self.cleaned_data, self.cleaned_data.get("everything", "")
        named = {thing: told.get(name) or others for name, thing in self.things.items()}
        return {thing: self.known[key] for thing, key in named.items() if key in self.known}
