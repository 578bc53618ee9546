"""What counts as personal data, what does not, and how long the answer may take.

Every number here is computed from made-up digits: none was copied from a document.
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.privacy.detection import Kind, find_personal_data
from tests.effort import effort


def with_check(nine: str, century: str = "") -> str:
    """Eleven digits: nine of them and their check (97 minus the remainder by 97)."""
    return f"{nine}{97 - int(century + nine) % 97:02d}"


def account(country: str, rest: str) -> str:
    """An IBAN with the check digits of ISO 7064 mod 97-10."""
    figures = "".join(str(int(sign, 36)) for sign in f"{rest}{country}00")
    return f"{country}{98 - int(figures) % 97:02d}{rest}"


def belgian_account(ten: str) -> str:
    return account("BE", f"{ten}{int(ten) % 97 or 97:02d}")


def kinds(text: str) -> list[Kind]:
    return [finding.kind for finding in find_personal_data(text)]


NATIONAL = with_check("850730123")
BIS = with_check("852730123")
ACCOUNT = belgian_account("0011234567")


@pytest.mark.parametrize(
    "text",
    [
        "CO-2026-0042, PB-2025-001",
        "CO-2026-0042 CO-2026-0043 PB-2025-001",
        "1000;1020;1120",
        "1000 1020 1120 1030 1040 1050",
        "arrêt n° 126/2025",
        "BE0412.345.678",
        "BE 0470.123.456",
        "BE0470123456",
        "numéro d’entreprise 0470.123.456",
        "KBO: 0470.123.456",
        "TVA BE 0403.019.261",
        "le 04.12.2025 à 10h30",
        "05.12.2025 3 membres",
        "2025-12-04 10:30:15",
        "1.234.567,89 €",
        "12.345.678 €",
        "+10 000 ménages",
        "+25 000 000 euros",
        "2019-2020 2021-2022",
        "de 2019 à 2025",
        "12.09.24-123.45",
        "85 09 24 123 45",
        "0 125 340 12",
        "+++090/9337/55493+++",
        "550e8400-e29b-41d4-a716-446655440000",
        "ISBN 978-2-07-036822-8",
        "PXL_20250112_092345678",
        "https://example.org/a?id=1234567890",
        "doc. 55 2915/001",
        "wagtail-localize 1.14.5 (2026-08-19)",
        "12 045 678 123 €",
        "1 081 223 344 ménages, 12 045 678 1 230",
        "9f0475123456ab-c0475123456d",
        "art. 57, § 2, 1° ; 50 % & R&D",
        "",
    ],
)
def test_what_a_committee_writes_does_not_alarm(text):
    assert find_personal_data(text) == []


def test_several_findings_come_in_the_order_of_the_text():
    text = f"jan@gmail.com, {ACCOUNT}, {NATIONAL}, 0470 12 34 56, {BIS}"
    assert kinds(text) == [Kind.EMAIL, Kind.IBAN, Kind.NATIONAL_NUMBER, Kind.PHONE, Kind.BIS_NUMBER]


class TestNeverFails:
    @settings(max_examples=300, deadline=None)
    @given(st.text())
    def test_on_any_text(self, text):
        self.check(text)

    @settings(max_examples=300, deadline=None)
    @given(st.text(alphabet="0123456789+@.()<>&#;x% abcBE/-_*\u200b\u00a0é", max_size=200))
    def test_on_text_made_of_awkward_signs(self, text):
        self.check(text)

    @settings(deadline=None)
    @given(st.text(alphabet=st.characters(categories=["Cs", "Cf", "Cn", "Co", "Nd", "No", "Nl"])))
    def test_on_half_characters_and_strange_digits(self, text):
        self.check(text)

    @staticmethod
    def check(text):
        found = find_personal_data(text)
        assert all(0 <= finding.start < finding.end <= len(text) for finding in found)
        assert all(first.end <= second.start for first, second in pairwise(found))
        assert all(len(finding.excerpt) == 3 and finding.excerpt.endswith("•") for finding in found)


LITTLE, NEXT_TO_NOTHING = 600, 0.1
"""Units of work: about a second, and a five-thousandth of it, where nothing else runs."""


class TestFast:
    @pytest.mark.parametrize(
        "piece",
        ["1", "1 ", "00 ", "001 ", "+1 ", "+12345678 ", "0123456789", "0470 12 34 5 ", "0470 12 34 56 ", "04.12.2025 "]
        + [
            f"{NATIONAL} ",
            "@",
            "a@",
            "a.",
            " at ",
            "<",
            "<a ",
            "&",
            "amp;",
            "BE12",
            "BE12 ",
            "(at ",
            "%20",
            "*a",
            "a@a dot ",
        ],
    )
    def test_a_hundred_thousand_signs_are_little_work(self, piece):
        text = (piece * 100_000)[:100_000]
        assert effort(lambda: find_personal_data(text), LITTLE) <= LITTLE

    def test_plain_prose_costs_next_to_nothing(self):
        prose = ("Le comité de monitoring décrit une situation à améliorer, sans données. " * 20)[:1000]
        a_hundred = effort(lambda: [find_personal_data(prose) for _time in range(100)], 100 * NEXT_TO_NOTHING)
        assert a_hundred <= 100 * NEXT_TO_NOTHING
