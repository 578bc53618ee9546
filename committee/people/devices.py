"""Which browsers a person has signed in with: each keeps a mark of every account, which nobody else can make.

A mark ends with the password: after a change every browser is new again.
"""

from django.utils.crypto import constant_time_compare, salted_hmac

from committee.people.models import Person

SALT = "committee.people.device"
MOST = 8
"""How many accounts one browser remembers."""
AGE = 400 * 24 * 3600
"""Seconds for which it does: no browser keeps anything longer."""


def mark_of(person: Person) -> str:
    """What a browser keeps of an account."""
    return salted_hmac(SALT, f"{person.pk}:{person.password}", algorithm="sha256").hexdigest()[:32]


def is_known(kept: str, person: Person) -> bool:
    """Whether a person signed in before with a browser that keeps some marks."""
    mine = mark_of(person)
    return any(constant_time_compare(mark, mine) for mark in kept.split(".") if mark.isascii())


def marks_with(kept: str, person: Person) -> str:
    """What a browser keeps once a person has signed in with it, the newest last."""
    mine = mark_of(person)
    others = [mark for mark in kept.split(".") if mark.isascii() and mark.isalnum() and mark != mine]
    return ".".join([*others[1 - MOST :], mine])
