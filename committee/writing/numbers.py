"""A number as people write it: 1 250, 1.250, 1'250, 7,5, ± 10, environ 20 min. A range is no number, and is told apart."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.writing.signs import plain_words, shorten_for_error

LONGEST = 60
ROUGHLY = (
    r"(?:\+ ?/ ?-|[~≈±]|env\.|environ|ca\.?|circa|ongeveer|zowat|rond|autour de|a peu pres|plus ou moins|plusminus"
    r"|min of meer)"
)
MINUTES = r"(?:min\.?|mn|minutes?|minuut|minuten|')(?: ?(?:/|par|per) ?(?:dossier|cas|geval))?"
CASES = r"(?:dossiers?|cas|geval|gevallen)"
A_MONTH = rf"{CASES}?(?: ?(?:/|par|per) ?(?:mois|maand))?"
A_WEEK = rf"{CASES}?(?: ?(?:/|par|per) ?(?:semaine|week))?"
GROUPED = r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3}){2,}"
SHAPES = (
    r"\d+(?:[.,]\d*)?",
    r"[.,]\d+",
    r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d*)?",
    r"[1-9]\d{0,2}(?:\.\d{3})+,\d*",
    r"[1-9]\d{0,2}(?:,\d{3})+\.\d*",
    GROUPED,
)
ONE = re.compile(rf"[+-]?(?:{'|'.join(SHAPES)})", re.A)
THOUSANDS = re.compile(rf"[+-]?(?:{GROUPED})", re.A)
UNCLEAR = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.A)
FIGURES = re.compile(r"\d+(?:[.,']\d+)*", re.A)
REFUSALS = {
    "invalid": _("“%(words)s” cannot be read as a number. Write it in figures, such as 12."),
    "range": _("“%(words)s” says more than one number. Write one: the most usual."),
    "unclear": _(
        "“%(words)s” can mean %(whole)s or %(part)s. Write it without the comma, or with two decimals at most."
    ),
    "fraction": _("“%(words)s” is not a whole number. Write %(below)s or %(above)s."),
}


def read_number(text: str, unit: str = "") -> Decimal:
    """The number that a text says, as Belgium writes it: a comma before decimals, a point or a space between thousands.

    “About” may stand before it, and the unit asked for, such as `MINUTES`, behind it. Raises ValidationError (a code of
    `REFUSALS`) for more than one number, for 1,250, which may be either, and for what is none.
    """
    words = plain_words(text)
    found = (
        re.fullmatch(rf"(?:{ROUGHLY} ?)?(.*\d[.,]?)(?: ?(?:{unit}))?", words, re.A) if len(text) <= LONGEST else None
    )
    said = found[1] if found else ""
    if UNCLEAR.fullmatch(said):
        raise refusal("unclear", text, whole=said.replace(",", ""), part=said.rstrip("0").rstrip(","))
    if not ONE.fullmatch(said):
        raise refusal("range" if len(FIGURES.findall(words)) > 1 else "invalid", text)
    if THOUSANDS.fullmatch(said):
        return Decimal(re.sub(r"[.,]", "", said))
    whole, _sign, part = re.sub(r"[ ']", "", said).replace(",", ".").rpartition(".")
    return Decimal(f"{whole.replace('.', '') or '0'}.{part or '0'}") if _sign else Decimal(part)


def read_whole_number(text: str, unit: str = "", *, rounded: bool = False) -> int:
    """The whole number that a text says, or the nearest where it may be `rounded`. Raises ValidationError."""
    number = read_number(text, unit)
    if rounded or number == number.to_integral_value():
        return int(number.to_integral_value(ROUND_HALF_UP))
    below, above = (int(number.to_integral_value(way)) for way in (ROUND_FLOOR, ROUND_CEILING))
    raise refusal("fraction", text, below=below, above=above)


def refusal(code: str, text: str, **facts: int | str) -> ValidationError:
    """What is said of a text that is no number."""
    return ValidationError(REFUSALS[code], code=code, params={"words": shorten_for_error(text), **facts})
