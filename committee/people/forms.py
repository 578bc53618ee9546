"""Signing in and asking for a new password: the address is read as it is kept."""

from allauth.account.fields import EmailField
from allauth.account.forms import LoginForm, ResetPasswordForm

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
