"""Phone numbers among other figures: Belgian ones, also as a spreadsheet left them, and foreign ones with + or 00."""

import re
from collections.abc import Iterator
from itertools import islice

from stdnum.be import vat

from .numbers import LISTING, Run

_MOST_TRIES = 2_000
_BELGIAN = re.compile(r"0(?:4[5-9]\d{7}|[1-9]\d{7})")
_FOREIGN = re.compile(r"(?:00)?[1-9]\d{6,14}")
_STRIPPED = ((9, re.compile(r"4[5-9]\d{7}"), "0"), (11, re.compile(r"324[5-9]\d{7}"), "+"))
_CALLED = re.compile(
    r"(?:gsm|t[ée]l(?:[ée]phone|efoon)?|phone|mobile?|mobiel|portable|whatsapp|sms)"
    r"[^\w\n]{0,4}(?:n[°ºor]?\.?|nummer|num[ée]ro|number)?[^\w\n]{0,4}$",
    re.IGNORECASE,
)
_BORDER_BEFORE = re.compile(r"(?:^|[\n\t;|\"'] ?|,)$")
_BORDER_AFTER = re.compile(r"(?:\.0)?(?:$| ?[\n\t;|\"']|,)")
_DATE = re.compile(
    r"(?<!\d)(?:[0-3]?\d[./-][01]?\d[./-](?:19|20)\d\d"
    r"|(?:19|20)\d\d[./-][01]?\d[./-][0-3]?\d"
    r"|(?:19|20)\d\d[01]\d[0-3]\d(?:[_T-]?\d{6,9})?)(?!\d)"
)
_ZERO_APART = (1, 3, 2, 2, 2)
_BELGIAN_ENTERPRISE = re.compile(r"(?<![A-Za-z])BE[ .\-]{0,2}$", re.IGNORECASE)
_ENTERPRISE = re.compile(
    r"(?:KBO|BCE|CBE|ZDU|TVA|BTW|VAT|MwSt|entreprise|enterprise|onderneming\w{0,8})[ .:#=(n-]{0,6}$",
    re.IGNORECASE,
)


def phone_numbers(text: str, runs: list[Run]) -> Iterator[tuple[int, int]]:
    """Spans of valid phone numbers that may be a person's, at most 2,000 candidates being looked at.

    Left alone: dates, hashes, enterprise and VAT numbers (ten digits, the last two a check modulo 97), and
    numbers that only organisations have (0800, 0900, 070, 078). Mobile numbers are found without their zero too.
    """
    candidates = ((run, start, end) for run in runs for start, end in _candidates(run))
    for run, start, end in islice(candidates, _MOST_TRIES):
        first, last = run.span(start, end)
        is_other = _is_date(text, first, last) or _is_hash(text, first, last) or _is_enterprise(run, start, end)
        if not is_other and (_is_zonal(run, start, end) or _rings(run, start, end)):
            yield _with_plus(run, start), last
    yield from _stripped_numbers(text, runs)


def _stripped_numbers(text: str, runs: list[Run]) -> Iterator[tuple[int, int]]:
    """Spans of mobile numbers whose zero or + a spreadsheet took away: "470123456", "32470123456".

    Nine digits are many things, so they must be called a phone number, or stand alone in their cell, line or name
    without being an enterprise number by their check.
    """
    shapes = ((run, start, shape) for run in runs for start in run.starts for shape in _STRIPPED)
    fitting = (
        (run, start, start + length, lost)
        for run, start, (length, pattern, lost) in shapes
        if start + length in run.ends and pattern.fullmatch(run.digits, start, start + length)
    )
    for run, start, end, lost in islice(fitting, _MOST_TRIES):
        first, last = run.span(start, end)
        if last - first > end - start or _is_date(text, first, last) or _is_hash(text, first, last):
            continue
        if (lost == "+" or _is_meant(run, start, end)) and _is_dialled(lost + run.digits[start:end]):
            yield first, last


def _is_meant(run: Run, start: int, end: int) -> bool:
    """Whether nine digits are called a phone number, or stand alone and are no enterprise number by name or check."""
    first, last = run.span(start, end)
    before = run.text[max(0, first - 30) : first]
    if _CALLED.search(before):
        return True
    if _BELGIAN_ENTERPRISE.search(before) or _ENTERPRISE.search(before) or vat.is_valid(f"0{run.digits[start:end]}"):
        return False
    is_alone = _BORDER_BEFORE.search(run.text[max(0, first - 2) : first])
    return bool(is_alone and _BORDER_AFTER.match(run.text[last : last + 4]))


def _candidates(run: Run) -> Iterator[tuple[int, int]]:
    """Ranks of whole groups that look like a number one can dial, longest first."""
    for start in run.starts:
        pattern, lengths = _grammar(run, start)
        for end in (start + length for length in lengths):
            if end in run.ends and pattern.fullmatch(run.digits, start, end) and _stands_apart(run, start, end):
                yield start, end


def _grammar(run: Run, start: int) -> tuple[re.Pattern[str], range]:
    if _has_plus(run, start):
        return _FOREIGN, range(15, 7, -1)
    if run.digits.startswith("00", start):
        return _FOREIGN, range(17, 9, -1)
    return _BELGIAN, range(10, 8, -1) if run.digits[start] == "0" else range(0)


def _has_plus(run: Run, start: int) -> bool:
    return _with_plus(run, start) < run.places[start]


def _with_plus(run: Run, start: int) -> int:
    """The place of the + that belongs to the number, or of its first digit."""
    place = run.places[start]
    before = run.text[max(0, place - 3) : place].rstrip(" (")
    return max(0, place - 3) + len(before) - 1 if before.endswith("+") else place


def _stands_apart(run: Run, start: int, end: int) -> bool:
    """Not a list, not a column of counts ("0 125 340 12"), not the tail of a longer reference."""
    if run.is_listed(start, end):
        return False
    if _has_plus(run, start):
        return True
    groups = run.groups(start, end)
    is_count = groups[0] == 1 and max(groups) > 1 and run.text[run.places[start] + 1] != ")"
    return not (is_count and groups != _ZERO_APART) and _begins(run, start, groups)


def _begins(run: Run, start: int, groups: tuple[int, ...]) -> bool:
    """After other figures, a number begins after a space, and is not grouped by thousands ("12 045 678")."""
    before = run.gap_before(start)
    if not before or any(sign in LISTING + "(" for sign in before):
        return True
    is_phone_like = groups[0] > 3 or groups == (3, 2, 2, 2) or run.gap_before(start + groups[0]) == "/"
    return is_phone_like and not before.strip(" _*~")


def _is_zonal(run: Run, start: int, end: int) -> bool:
    """Written just like a number of Brussels, Antwerp, Liège or Ghent ("02 123 45 67"), in the plan or not."""
    return run.digits[start + 1] in "2349" and run.groups(start, end) == (2, 3, 2, 2)


def _rings(run: Run, start: int, end: int) -> bool:
    """Whether the numbering plans know it, and give it to persons."""
    prefix = "+" if _has_plus(run, start) else ""
    number = prefix + _without_trunk_zero(run, start, end)
    return _is_dialled(number, or_possible=_is_written_for_abroad(run, start, end))


def _is_dialled(digits: str, *, or_possible: bool = False) -> bool:
    """Whether a person is called by dialling that in Belgium. The library loads on the first candidate."""
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, "BE")
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number(number):
        return phonenumbers.number_type(number) not in _organisations()
    return or_possible and phonenumbers.is_possible_number(number)


def _is_written_for_abroad(run: Run, start: int, end: int) -> bool:
    """With + or 00 and cut as one reads a number out, it is one, in the plan or not; thousands are cut by three."""
    is_abroad = _has_plus(run, start) or run.digits.startswith("00", start)
    groups = run.groups(start, end)
    return is_abroad and len(groups) > 2 and not all(length == 3 for length in groups[1:])


def _without_trunk_zero(run: Run, start: int, end: int) -> str:
    """The digits to dial: "+32 (0)470…" without the zero between brackets."""
    ranks = range(start, end)
    return "".join(run.digits[rank] for rank in ranks if rank == start or not _is_bracketed_zero(run, rank))


def _is_bracketed_zero(run: Run, rank: int) -> bool:
    place = run.places[rank]
    return run.text[place - 1 : place + 2] == "(0)"


def _organisations() -> set[int]:
    from phonenumbers import PhoneNumberType as Type

    return {Type.TOLL_FREE, Type.PREMIUM_RATE, Type.SHARED_COST, Type.UAN}


def _is_enterprise(run: Run, start: int, end: int) -> bool:
    digits, groups = run.digits[start:end], run.groups(start, end)
    if len(digits) != 10 or groups not in ((10,), (4, 3, 3)):
        return False
    place = run.places[start]
    before = run.text[max(0, place - 30) : place]
    named = _BELGIAN_ENTERPRISE.search(before) or _ENTERPRISE.search(before)
    return bool(named) or (groups == (4, 3, 3) and vat.is_valid(digits))


def _is_hash(text: str, first: int, last: int) -> bool:
    """Whether the digits stand inside a hexadecimal identifier."""
    around = text[max(0, first - 1) : first] + text[last : last + 1]
    return len(around) == 2 and around != "--" and all(sign in "abcdef-" for sign in around)


def _is_date(text: str, first: int, last: int) -> bool:
    """Whether a date, or the time stamp in a camera's file name, lies under the span."""
    dates = _DATE.finditer(text, max(0, first - 24), last + 24)
    return any(date.start() < last and first < date.end() for date in dates)
