"""PDF files that are locked: with an empty password anybody's program opens them, and so do we; with another, nobody here."""

import logging
import re
from io import BytesIO

from issues.attachments.refusals import FileRefused

ENCRYPTED = re.compile(rb"/(?:E|#45)(?:n|#6[eE])(?:c|#63)(?:r|#72)(?:y|#79)(?:p|#70)(?:t|#74)(?![A-Za-z0-9#])")


def is_locked(content: bytes) -> bool:
    """Whether a PDF may be encrypted, however the name of that entry is written."""
    return bool(ENCRYPTED.search(content))


def unlocked_pdf(content: bytes) -> bytes:
    """The same PDF in clear. Raises FileRefused where a password is needed, or it cannot be opened at all.

    The library is imported here, because only a locked file needs it; of its complaints about damage we tell nobody.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(content))
        if not reader.is_encrypted:
            return content
        if not reader.decrypt(""):
            raise FileRefused("locked")
        clear = BytesIO()
        pypdf.PdfWriter(clone_from=reader).write(clear)
    except FileRefused:
        raise
    except Exception as error:  # a library of many parts raises whatever a damaged file makes it stumble on
        raise FileRefused("locked") from error
    return clear.getvalue()
