"""An account as the technical administrator makes and changes it."""

from typing import ClassVar

from django.forms import CheckboxSelectMultiple
from wagtail.users.forms import UserCreationForm, UserEditForm

from committee.people.models import Person

ASKED = ("email", "function_fr", "function_nl", "language", "is_superuser", "groups")


class AccountAsked:
    """What an account is asked for, in the model's own fields; nobody here is called by first and last names."""

    class Meta:
        model = Person
        fields: ClassVar[tuple] = ASKED
        widgets: ClassVar[dict] = {"groups": CheckboxSelectMultiple}


class NewAccountForm(UserCreationForm):
    """A new account."""

    email = first_name = last_name = None

    class Meta(AccountAsked.Meta):
        """As said above."""


class AccountForm(UserEditForm):
    """An account that is changed, or switched off."""

    email = first_name = last_name = None

    class Meta(AccountAsked.Meta):
        """As said above, and whether it may sign in."""

        fields: ClassVar[tuple] = (*ASKED, "is_active")
