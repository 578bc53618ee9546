"""Numbers that carry their own proof: national numbers, BIS numbers, bank accounts, references of payments."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from stdnum import iban, numdb
from stdnum.be import bis, nn, ogm_vcs

# What may stand between the digits of one number; what more often stands between the items of a list.
JOINT = r" .\-/_*~()\[\]{}+'\"\\^=#<>!?`"
LISTING = ",;:|\n\t"
_LISTED = re.compile(f"[{LISTING}]")
_FEWEST_DIGITS = 8
_RUN = re.compile(rf"[0-9](?:[{JOINT}{LISTING}]{{0,6}}[0-9])*")
_NATIONAL = re.compile(r"\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])(?!000|999)\d{5}")
_BIS = re.compile(r"\d\d(?:[24]\d|[35][0-2])(?:[0-2]\d|3[01])(?!000|999)\d{5}")
_USUAL_SHAPES = {(2, 2, 2, 3, 2), (2, 2, 2, 5), (6, 3, 2), (6, 5), (9, 2), (11,)}
_UNUSUAL = re.compile(rf"[{LISTING}()\[\]{{}}+=#<>!?]")
_STRIPPED = ((1, {(10,), (1, 3, 3, 3)}), (2, {(9,), (3, 3, 3)}), (3, {(8,)}))
_CALLED_NATIONAL = re.compile(r"(?:NISS|INSZ|SSIN|RRN|RNN|RN|NN|national|rijksregister\w{0,8})[^\w\n]{0,6}$", re.I)
_REFERENCE = re.compile(
    r"([+*])\1\1 ?[0-9]{3} ?/? ?[0-9]{4} ?/? ?[0-9]{5} ?\1{3}|(?<![0-9/])[0-9]{3}/[0-9]{4}/[0-9]{5}(?![0-9/])"
)
_ACCOUNT_HEAD = re.compile(rf"([A-Za-z])[{JOINT}]{{0,3}}([A-Za-z])[{JOINT}]{{0,3}}([0-9])[{JOINT}]{{0,3}}([0-9])")


class Run:
    """Digits that stand together in `text`, whatever separates them.

    `places` says where each one is; `starts` and `ends` are the ranks of the first digit of each group
    and of the one after its last.
    """

    __slots__ = ("digits", "ends", "holds_lists", "places", "starts", "text")

    def __init__(self, text: str, places: list[int]) -> None:
        self.text, self.places = text, places
        self.digits = "".join([text[place] for place in places])
        jumps = enumerate(pairwise(places), start=1)
        self.starts = [0, *(rank for rank, (before, after) in jumps if after - before > 1)]
        self.ends = {*self.starts[1:], len(places)}
        self.holds_lists = _LISTED.search(text, places[0], places[-1]) is not None

    def groups(self, start: int, end: int) -> tuple[int, ...]:
        """The lengths of the groups between two ranks, at most some twenty apart."""
        cuts = [start, *(rank for rank in range(start + 1, end + 1) if rank in self.ends)]
        return tuple(after - before for before, after in pairwise(cuts))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of the digits between two ranks."""
        return self.places[start], self.places[end - 1] + 1

    def gap_before(self, rank: int) -> str:
        """What separates a digit from the one before it; empty for the first of the run."""
        return self.text[self.places[rank - 1] + 1 : self.places[rank]] if rank else ""

    def is_listed(self, start: int, end: int) -> bool:
        """Whether a comma, colon, tab or new line stands between the digits: more a list than a number."""
        first, last = self.span(start, end)
        return self.holds_lists and _LISTED.search(self.text, first, last) is not None


def digit_runs(text: str) -> Iterator[Run]:
    """The runs of `text` that are long enough to hold a phone number or more."""
    for match in _RUN.finditer(text):
        if match.end() - match.start() >= _FEWEST_DIGITS:
            places = [place for place in range(*match.span()) if text[place] in "0123456789"]
            if len(places) >= _FEWEST_DIGITS:
                yield Run(text, places)


def national_numbers(run: Run) -> Iterator[tuple[int, int]]:
    """Spans of valid national register numbers: YYMMDD, a counter 001-998 and 97 minus the rest by 97.

    Source: royal decree (arrêté royal) of 3 April 1984 on the composition of the identification number.
    """
    return _numbers(run, _NATIONAL, nn.is_valid)


def bis_numbers(run: Run) -> Iterator[tuple[int, int]]:
    """Spans of valid BIS numbers: as a national number, with 20 or 40 added to the month of birth.

    Source: royal decree of 8 February 1991 on the composition of the number of persons outside the register.
    """
    return _numbers(run, _BIS, bis.is_valid)


def _numbers(run: Run, pattern: re.Pattern[str], is_valid: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Spans of numbers of that pattern and proof, with all their digits or without the zeros they began with."""
    for start, end in _elevens(run, pattern):
        if is_valid(run.digits[start:end]):
            yield run.span(start, end)
    for start, end in _stripped(run):
        whole = run.digits[start:end].zfill(11)
        if pattern.match(whole) and is_valid(whole):
            yield run.span(start, end)


def _stripped(run: Run) -> Iterator[tuple[int, int]]:
    """Ranks of what may be a number whose zeros a spreadsheet took away: of those born from 2000 to 2009.

    It stands unbroken or cut by thousands. Without three zeros so little is left to prove that it must be named too.
    """
    for start in run.starts:
        for lost, shapes in _STRIPPED:
            end = start + 11 - lost
            if end not in run.ends or run.digits[start] == "0" or (groups := run.groups(start, end)) not in shapes:
                continue
            is_apart = len(groups) == 1 or not (_is_in_row(run, start, end) or run.is_listed(start, end))
            if is_apart and (lost < 3 or _is_named(run, start)):
                yield start, end


def _is_named(run: Run, start: int) -> bool:
    """Whether the words before say that a national number follows."""
    place = run.places[start]
    return _CALLED_NATIONAL.search(run.text[max(0, place - 30) : place]) is not None


def _elevens(run: Run, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Ranks of whole groups that make eleven digits of that pattern."""
    for start in run.starts:
        end = start + 11
        if end in run.ends and pattern.match(run.digits, start, end) and _is_one_number(run, start, end):
            yield start, end


def _is_one_number(run: Run, start: int, end: int) -> bool:
    """Cut in unusual places, it must at least not be part of a list, a sentence or a row of counts."""
    if run.groups(start, end) in _USUAL_SHAPES:
        return True
    first, last = run.span(start, end)
    return not _UNUSUAL.search(run.text, first, last) and not _is_in_row(run, start, end)


def _is_in_row(run: Run, start: int, end: int) -> bool:
    """Whether only a space parts it from other figures, before or after."""
    is_followed = end < len(run.places) and run.gap_before(end) == " "
    return is_followed or run.gap_before(start) == " "


def payment_references(text: str) -> list[tuple[int, int]]:
    """Spans of structured communications, "+++233/7446/73094+++": ten digits and the rest by 97, 97 for 0.

    They name a payment and no person. Source: the standards of Febelfin for credit transfers.
    """
    return [found.span() for found in _REFERENCE.finditer(text) if ogm_vcs.is_valid(re.sub(r"[^0-9]", "", found[0]))]


def iban_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of valid IBANs of any country, in capitals or not (ISO 13616; check digits ISO 7064 mod 97-10)."""
    for head in _ACCOUNT_HEAD.finditer(text):
        country = (head[1] + head[2]).upper()
        tail = _is_plausible_head(head, country) and _tail(country).match(text, head.end())
        if tail and _is_account("".join([*head.groups(), *re.findall(r"[A-Za-z0-9]", tail[0])]).upper()):
            yield head.start(), tail.end()


def _is_plausible_head(head: re.Match[str], country: str) -> bool:
    """Leave out words such as "de 20…": small letters apart from their digits count for Belgium only."""
    is_written_as_code = head[0].isupper() or len(head[0]) == 4 or country == "BE"
    return is_written_as_code and head[3] + head[4] not in ("00", "01", "99") and _length(country) > 0


@lru_cache(maxsize=26 * 26)
def _length(country: str) -> int:
    """How many characters follow the check digits in that country; 0 where there are no IBANs."""
    structure = numdb.get("iban").info(country)[0][1].get("bban", "")
    return sum(int(part) for part in re.findall(r"(\d+)!", structure))


@lru_cache(maxsize=26 * 26)
def _tail(country: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[{JOINT}]{{0,3}}[A-Za-z0-9]){{{_length(country)}}}")


def _is_account(number: str) -> bool:
    """Belgian accounts end in the first ten digits modulo 97 (97 for 0), which tells them from mere luck."""
    if not iban.is_valid(number, check_country=False):
        return False
    return not number.startswith("BE") or int(number[4:-2]) % 97 in (int(number[-2:]), int(number[-2:]) % 97)
