"""Private addresses, for programs that read without signing in: whoever knows one reads as the person, and only reads.

An address is made from the account and its `address_version`: nothing is stored, and asking for new ones ends the old.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from committee.access.policy import is_member
from committee.people.models import Person

SALT = "committee.inbox.private"
SIGNED = 40
"""Hexadecimal figures of the signature: 160 bits."""


def private_token(person: Person) -> str:
    """The part of the private addresses that names the person."""
    return f"{person.pk}-{signature(person)}"


def private_address(person: Person, name: str) -> str:
    """The whole address of one private file, such as dues.ics."""
    return f"{settings.SITE_URL}/private/{private_token(person)}/{name}"


def signature(person: Person) -> str:
    """What nobody else can make."""
    return salted_hmac(SALT, f"{person.pk}:{person.address_version}", algorithm="sha256").hexdigest()[:SIGNED]


def person_of(token: str) -> Person | None:
    """Whose addresses these are; None for an altered or ended one, and for an account that takes part no longer."""
    number, _dash, signed = token.partition("-")
    if not number.isdecimal() or len(number) > 18 or not signed.isascii():
        return None
    person = Person.objects.filter(pk=int(number), is_active=True).first()
    if person is None or not constant_time_compare(signature(person), signed):
        return None
    return person if is_member(person) else None
