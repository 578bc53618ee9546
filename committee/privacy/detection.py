"""What in a text is personal data: pure functions, no setting, no database."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from committee.privacy.disguise import reveal_text
from committee.privacy.numbers import bis_numbers, digit_runs, iban_spans, national_numbers, payment_references

from .addresses import INSTITUTIONAL, private_addresses
from .phones import phone_numbers

_HINT = re.compile("[0-9@&%\\d＠﹫²³¹⁰-₉①-⓿❶-➓]|\\b(?:[Aa][Tt]|[Aa][Rr][Oo][Bb]|[Aa][Pp][Ee][Nn][Ss])")


class Kind(StrEnum):
    """What was found; also the order of importance when two overlap."""

    IBAN = "iban"
    NATIONAL_NUMBER = "national_number"
    BIS_NUMBER = "bis_number"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True)
class Finding:
    """Something personal between two places of the text; `excerpt` shows its first two characters only."""

    kind: Kind
    start: int
    end: int
    excerpt: str


def find_personal_data(text: str, institutional: Collection[str] = INSTITUTIONAL) -> list[Finding]:
    """Return what looks like personal data in `text`, in its order, never overlapping; raise nothing.

    Numbers with a check digit are reported only if it is right, phone numbers only if the numbering plan
    knows them, e-mail addresses unless they are of `institutional` domains or of a role. A number that a
    spreadsheet stripped of its leading zeros is found too; a valid reference of a payment is none.
    """
    if not _HINT.search(text):
        return []
    plain, places = reveal_text(text)
    found = list(_read(plain, places, institutional))
    if "<" in plain:
        found += _read(*reveal_text(text, without_tags=True), institutional)
    return _apart(found)


def _read(plain: str, places: Sequence[int], institutional: Collection[str]) -> Iterator[Finding]:
    for kind, (start, end) in _spans(plain, institutional):
        yield Finding(kind, places[start], places[end - 1] + 1, plain[start : start + 2] + "•")


def _spans(plain: str, institutional: Collection[str]) -> Iterator[tuple[Kind, tuple[int, int]]]:
    figures = list(digit_runs(plain))
    if figures:
        yield from ((Kind.IBAN, span) for span in iban_spans(plain))
    for run in figures:
        yield from ((Kind.NATIONAL_NUMBER, span) for span in national_numbers(run))
        yield from ((Kind.BIS_NUMBER, span) for span in bis_numbers(run))
    yield from ((Kind.EMAIL, span) for span in private_addresses(plain, institutional))
    taken = _covered(payment_references(plain), len(plain)) if figures else bytearray()
    yield from ((Kind.PHONE, span) for span in phone_numbers(plain, figures) if not any(taken[slice(*span)]))


def _covered(spans: Iterable[tuple[int, int]], length: int) -> bytearray:
    """One for each sign of a text that some spans cover, zero for the others."""
    taken = bytearray(length)
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    return taken


def _apart(found: list[Finding]) -> list[Finding]:
    """Keep the most important of those that overlap, then the first."""
    order = list(Kind)
    taken = bytearray(max((finding.end for finding in found), default=0))
    kept = []
    for finding in sorted(found, key=lambda finding: (order.index(finding.kind), finding.start)):
        span = slice(finding.start, finding.end)
        if not any(taken[span]):
            taken[span] = b"\1" * (finding.end - finding.start)
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)
