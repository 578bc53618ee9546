"""Where the timeline of a thing is: at the address that its kind names, or at the general one."""

from django.urls import reverse

from committee.journal.subjects import kind_of


def story_address(kind: str, key: str) -> str:
    """The page of the timeline of a thing."""
    return address(kind, key, 0, "issues:story")


def file_address(kind: str, key: str) -> str:
    """Where the file of it is asked for."""
    return address(kind, key, 1, "issues:story_file_of")


def address(code: str, key: str, place: int, general: str) -> str:
    """One of the two addresses of a kind."""
    kind = kind_of(code)
    own = kind.story[place] if kind else ""
    return reverse(own, args=[key]) if own else reverse(general, args=[code, key])
