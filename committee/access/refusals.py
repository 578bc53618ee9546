"""What stands against a deed though the person may do it, in words for that person."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A deed is refused for a reason that people can mend: raised by actions, shown by one handler (`forms`, `middleware`).

    `message` is a lazy translation, said in the language of whoever reads it; `facts` fill its places. `field` is the
    field of the form to mend, where it is one. What a programmer did wrong is a ValueError.
    """

    def __init__(self, message: str | Promise, *, field: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.message, self.field, self.facts = message, field, facts

    def __str__(self) -> str:
        return str(self.message) % self.facts if self.facts else str(self.message)


class ChangedMeanwhile(Refused):
    """What a form was to change is no longer what the form showed; `standing` is what it is now.

    Only a form can mend it: it comes back with both texts (`forms.VersionedFormMixin`).
    """

    def __init__(self, standing: Mapping[str, object]) -> None:
        super().__init__(
            _("Somebody changed this after you opened it. Nothing is lost, nothing was kept yet: see what stands now.")
        )
        self.standing = standing
