"""What an identity provider says of a person, read strictly: nothing counts as proved that it does not say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from committee.people.addresses import plain_address


class Claims(NamedTuple):
    """The address that was verified, empty where none was, and whether the person showed a second factor."""

    address: str = ""
    unverified: bool = False
    second_factor: bool = False


def read_claims(told: Mapping[str, Any], strong: Collection[str]) -> Claims:
    """Read the parts of an answer, `id_token` and `userinfo`; `strong` are the words of acr or amr that mean two factors.

    The level of a sign-in counts from the signed token alone. Of a verified address, some providers write `true` as a
    word; anything else is no proof.
    """
    token = told.get("id_token") or {}
    person = told.get("userinfo") or token
    address = person.get("email")
    address = plain_address(address) if isinstance(address, str) else ""
    said = person.get("email_verified")
    verified = bool(address) and (said is True or said == "true")
    shown = words_of(token.get("acr")) | words_of(token.get("amr"))
    return Claims(address if verified else "", bool(address) and not verified, bool(shown & set(strong)))


def words_of(claim: Any) -> set[str]:
    """A claim that is one word or several."""
    words = claim if isinstance(claim, list) else [claim]
    return {word for word in words if isinstance(word, str)}
