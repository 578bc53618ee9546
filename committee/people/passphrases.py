"""Whether a passphrase withstands guessing: estimated here, told to nobody."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

STRONG = 3
"""Of zxcvbn's steps from 0 to 4: more than a hundred million guesses, where whoever guesses stole the hashes."""
LONGEST = 72
"""Letters that are looked at: what is longer is no weaker for it."""
KNOWN = ("cpas", "ocmw", "cpasonline", "monitoring", "comite", "spp-is", "mi-is", "brulocalis")
"""What anybody would try first here."""


def strength_of(passphrase: str, person: Any = None) -> int:
    """From 0, guessed at once, to 4; words of the person's own address and function count for nothing."""
    own = [getattr(person, name, "") or "" for name in ("email", "function_fr", "function_nl")]
    words = [*KNOWN, *own, *(word for text in own for word in re.split(r"\W+", text) if len(word) > 2)]
    return int(zxcvbn(passphrase[:LONGEST], user_inputs=words)["score"])


class StrengthValidator:
    """Refuses what is guessed easily, for Django's list of validators."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a weak passphrase."""
        if strength_of(password, user) < STRONG:
            raise ValidationError(
                _("This is guessed too easily. Four or five words that have nothing to do with each other are best."),
                code="password_too_weak",
            )

    def get_help_text(self) -> str:
        """What is asked, before it is written."""
        return _("A sentence, or four or five words that have nothing to do with each other.")
