"""Inviting somebody, and accepting an invitation."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from committee.invitations.models import Invitation
from committee.invitations.policy import may_invite, organisations_managed
from committee.invitations.tables import LARGEST, MOST, NoTableError, decoded, read_table
from committee.organisations.models import MembershipRole, Organisation
from committee.people.addresses import AddressFormField
from committee.people.models import Person
from committee.privacy.forms import GuardedFormMixin
from committee.seats.models import Capacity, Seat
from committee.seats.policy import may_seat_people

NOT_YOURS = _("You may not give this role in this organisation.")


class FunctionsForm(GuardedFormMixin, forms.Form):
    """How others see a person, in both languages."""

    function_fr = forms.CharField(
        label=_("Function in French"),
        max_length=120,
        help_text=_("How others see you, such as “digital reference person”: no name is shown on the portal."),
    )
    function_nl = forms.CharField(
        label=_("Function in Dutch"), max_length=120, required=False, help_text=_("Empty: as in French.")
    )


class InviteForm(GuardedFormMixin, forms.Form):
    """Whom to invite, to what."""

    unguarded: ClassVar[tuple[str, ...]] = ("address",)
    address = AddressFormField(label=_("Professional e-mail address"), max_length=254)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), empty_label=None)
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    function_fr = forms.CharField(label=_("Function in French"), max_length=120, required=False)
    function_nl = forms.CharField(label=_("Function in Dutch"), max_length=120, required=False)
    seat = forms.ModelChoiceField(
        Seat.objects.none(), label=_("Seat"), required=False, empty_label=_("No seat"),
        help_text=_("A seat of the same organisation, held from the day on which the invitation is accepted."),
    )  # fmt: skip
    capacity = forms.ChoiceField(
        label=_("Held as"), choices=[("", _("as is usual on its bench")), *Capacity.choices], required=False
    )

    def __init__(self, person: Person, *args: Any, roles: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        managed = organisations_managed(person)
        self.fields["organisation"].queryset = managed  # type: ignore[attr-defined]
        if not self.initial.get("organisation"):
            self.fields["organisation"].empty_label = _("Choose")  # type: ignore[attr-defined]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        if may_seat_people(person):
            seats = Seat.objects.standing().select_related("organisation")
            self.fields["seat"].queryset = seats  # type: ignore[attr-defined]
        else:
            del self.fields["seat"], self.fields["capacity"]

    def clean(self) -> dict[str, Any]:
        """Say beside its field what the inviter may not give."""
        data = super().clean() or {}
        organisation, role, seat = data.get("organisation"), data.get("role"), data.get("seat")
        if organisation and role and not may_invite(self.person, organisation, role):
            self.add_error("role", NOT_YOURS)
        if organisation and seat and seat.organisation_id != organisation.pk:
            self.add_error("seat", _("This seat is another organisation’s."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action asks for."""
        return dict(self.cleaned_data)


class TableForm(forms.Form):
    """A table of people, as a file or as text; the text is what the preview carries on."""

    file = forms.FileField(label=_("File (CSV)"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,.txt"}))
    text = forms.CharField(
        label=_("Or the lines themselves"), required=False, max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The rows, as `rows`; or what is missing, in words."""
        data = super().clean() or {}
        file = data.get("file")
        if file and file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large: two hundred lines at most."))
        text = decoded(file.read()) if file else (data.get("text") or "")
        try:
            data["rows"] = read_table(text)
        except NoTableError as error:
            names = ", ".join(error.missing)
            raise forms.ValidationError(_("Columns are missing in the first line: %s.") % names) from error
        if not data["rows"]:
            raise forms.ValidationError(_("There is no line below the names of the columns."))
        if len(data["rows"]) > MOST:
            raise forms.ValidationError(_("There are more than two hundred lines: divide the table."))
        data["text"] = text
        return data


class AcceptForm(FunctionsForm):
    """Opening one's account: function, language, and a passphrase that nobody guesses."""

    unguarded: ClassVar[tuple[str, ...]] = ("password",)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("Passphrase"), strip=False, max_length=200,
        help_text=_("At least 12 signs: a sentence, or four or five words that have nothing to do with each other."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        names = ("function_fr", "function_nl", "language")
        super().__init__(*args, **{**kwargs, "initial": {name: getattr(invitation, name) for name in names}})
        self.address = invitation.address

    def clean(self) -> dict[str, Any]:
        """Ask of the passphrase what the site asks of each, knowing whose it is to be."""
        data = super().clean() or {}
        names = ("function_fr", "function_nl")
        person = Person(email=self.address, **{name: data.get(name) or "" for name in names})
        try:
            validate_password(data.get("password") or "", person)
        except forms.ValidationError as error:
            if "password" not in self.errors:
                self.add_error("password", error)
        return data
