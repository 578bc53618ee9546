"""Signing in, asking for a new password, naming a security key: the address is read as it is kept."""

from allauth.account.fields import EmailField
from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from committee.people.addresses import PlainAddress


class AccountAddress(PlainAddress, EmailField):
    """allauth's own field."""


class SignInForm(LoginForm):
    """Signing in."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AccountAddress()


class ResetForm(ResetPasswordForm):
    """Asking for a new password."""

    email = AccountAddress(required=True)


class KeyNamed:
    """allauth names the field in English alone."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")  # type: ignore[attr-defined]


class AddKeyForm(KeyNamed, AddWebAuthnForm):
    """A new security key."""


class EditKeyForm(KeyNamed, EditWebAuthnForm):
    """Another name for a security key."""
