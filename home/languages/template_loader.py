"""Templates as they are served: the indentation that helps whoever reads a template weighs nothing in the page.

A page loses no space that is seen: HTML reads a line break and the blanks after it as one space. Lines keep their
numbers. `pre` and `textarea` would show the difference, so no template writes lines into them; a contract test says so.
"""

import re

from django.template.loaders.filesystem import Loader as FilesystemLoader


def without_indentation(text: str) -> str:
    """Return a template without the blanks that begin its lines, and without blank lines around it."""
    return re.sub(r"(?m)^[ \t]+", "", text).strip()


class Loader(FilesystemLoader):
    """Django's loader from folders, for our own templates; letters in plain text stay as they are."""

    def get_contents(self, origin) -> str:
        """Return the source of a template."""
        text = super().get_contents(origin)
        return without_indentation(text) if origin.name.endswith(".html") else text
