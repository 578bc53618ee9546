"""Why a file is refused, in plain words that say what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WORDS = {
    "size": _("This file is larger than 10 MB. Make it smaller, or split it into several files."),
    "empty": _("This file is empty. Check it on your computer and choose it again."),
    "kind": _(
        "Files of this kind are not accepted. Save it as PDF, PNG, JPEG, WebP, TXT, CSV, DOCX, XLSX, ODT or ODS."
    ),
    "disguise": _(
        "The content of this file is not what its name says. Open it, save it again as the kind you mean, and add that "
        "copy."
    ),
    "picture": _("This image cannot be read. Open it, save it again as PNG or JPEG, and add that copy."),
    "pixels": _("This image has more than 40 million pixels. Make it smaller and add that copy."),
    "moving": _("This image moves. Save one picture of it as PNG or JPEG, and add that."),
    "locked": _("This document is locked with a password. Save it without a password and add that copy."),
    "macros": _("This document holds macros. Save it without macros, or as PDF, and add that copy."),
    "active": _("This document holds or fetches other files or programs. Print it as a new PDF and add that copy."),
    "damaged": _("This document cannot be read. Open it, save it again, and add that copy."),
    "bomb": _("This document unpacks to far more than it should. Save it as PDF and add that copy."),
    "text": _("This text cannot be read. Save it again as text in UTF-8 and add that copy."),
}


class FileRefused(ValidationError):
    """Refusal of a file; `code` is a key of `WORDS`."""

    def __init__(self, code: str) -> None:
        super().__init__(WORDS[code], code=code)
