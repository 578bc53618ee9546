"""National numbers, BIS numbers and bank accounts: found in any disguise, and only when their check is right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.privacy.detection import Finding, Kind, find_personal_data
from committee.privacy.models import PersonalDataFound, refuse_personal_data
from tests.committee.test_privacy_detection import ACCOUNT, BIS, NATIONAL, account, kinds, with_check

SEPARATORS = [
    "",
    " ",
    ".",
    "-",
    "–",
    "/",
    "\u00a0",
    "\u2009",
    "_",
    "**",
    " - ",
    "\u200b",
    "\u00ad",
    "&nbsp;",
    "&#8211;",
]
BORN_IN_2004 = with_check("040229123", century="2")
BIS_SEX_KNOWN = with_check("854730123")
FRENCH_ACCOUNT = account("FR", "20041010050500013M02606")


@st.composite
def birth_numbers(draw: st.DrawFn, added: tuple[int, ...]) -> str:
    year, month, day = draw(st.integers(0, 99)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    century = "2" if year <= 24 and draw(st.booleans()) else ""
    return with_check(
        f"{year:02d}{month + draw(st.sampled_from(added)):02d}{day:02d}{draw(st.integers(1, 998)):03d}", century
    )


def separate(data: st.DataObject, number: str) -> str:
    return "".join(digit + data.draw(st.sampled_from(SEPARATORS)) for digit in number[:-1]) + number[-1]


class TestNationalNumbers:
    @settings(deadline=None)
    @given(st.data())
    def test_any_valid_one_is_found_however_it_is_separated(self, data):
        number = data.draw(birth_numbers(added=(0,)))
        written = separate(data, number)
        before, after = data.draw(
            st.sampled_from([("", ""), ("NISS ", "."), ("dossier 12, ", " à Namur"), ("<p>", "</p>")])
        )
        [finding] = find_personal_data(before + written + after)
        assert finding.kind is Kind.NATIONAL_NUMBER
        assert (finding.start, finding.end) == (len(before), len(before + written))

    @settings(deadline=None)
    @given(st.data())
    def test_any_valid_bis_number_is_found_however_it_is_separated(self, data):
        number = data.draw(birth_numbers(added=(20, 40)))
        assert kinds(separate(data, number)) == [Kind.BIS_NUMBER]

    def test_a_finding_says_where_and_hides_what(self):
        assert find_personal_data(f"Son numéro : {NATIONAL}.") == [Finding(Kind.NATIONAL_NUMBER, 13, 24, "85•")]

    @pytest.mark.parametrize(
        "written",
        [
            "85.07.30-123.35",
            "85 07 30 123 35",
            "85**07**30**123**35",
            "８５０７３０１２３３５",
            "٨٥٠٧٣٠١٢٣٣٥",
            "⑧⑤⓪⑦③⓪①②③③⑤",
            "8️⃣5️⃣0️⃣7️⃣3️⃣0️⃣1️⃣2️⃣3️⃣3️⃣5️⃣",
            "8\u200b5\u200c0\u20607\ufeff30\u00ad12335",
            "85&nbsp;07&thinsp;30&#160;123&#xA0;35",
            "&#56;&#53;&#48;&#55;&#51;&#48;&#49;&#50;&#51;&#51;&#53;",
            "85&amp;nbsp;07&amp;nbsp;3012335",
            "85%2007%203012335",
            "<b>850730</b>123<br/>35",
            '<span class="x">850730</span>12335',
            "&lt;b&gt;850730&lt;/b&gt;12335",
            "850730\n123\n35",
            "85:07:30,123,35",
            "NISS85073012335bis",
            "(850730) 123-35",
        ],
    )
    def test_disguises_are_seen_through(self, written):
        assert kinds(written) == [Kind.NATIONAL_NUMBER]

    def test_among_other_figures_the_usual_ways_of_writing_are_found(self):
        assert kinds("1000 850730 123 35 1020") == [Kind.NATIONAL_NUMBER]

    def test_a_row_of_counts_does_not_alarm_even_if_some_eleven_digits_fit(self):
        assert kinds("1000 85 0730 12335 1020") == []

    def test_both_centuries_are_checked(self):
        assert kinds(BORN_IN_2004) == [Kind.NATIONAL_NUMBER]

    def test_bis_numbers_of_known_and_unknown_sex(self):
        assert kinds(f"{BIS} {BIS_SEX_KNOWN}") == [Kind.BIS_NUMBER, Kind.BIS_NUMBER]

    @pytest.mark.parametrize("check", [digits for digits in range(1, 98) if digits != 35])
    def test_a_wrong_check_does_not_alarm(self, check):
        assert kinds(f"850730123{check:02d}") == []

    @pytest.mark.parametrize("nine", ["851330123", "850732123", "850730000", "850730999", "856030123"])
    def test_a_right_check_under_no_possible_birth_does_not_alarm(self, nine):
        assert kinds(with_check(nine)) == []


class TestStripped:
    """A spreadsheet takes away the zeros with which the numbers of those born from 2000 to 2009 begin."""

    @settings(deadline=None)
    @given(st.integers(1, 9), st.integers(1, 12), st.integers(1, 28), st.integers(1, 998), st.sampled_from([0, 20, 40]))
    def test_any_valid_one_is_found_without_its_zero(self, year, month, day, counter, added):
        number = with_check(f"0{year}{month + added:02d}{day:02d}{counter:03d}", "2")
        kind = Kind.BIS_NUMBER if added else Kind.NATIONAL_NUMBER
        for text in (number[1:], f"NISS;Naam\n{number[1:]};x", f"{number[1:]}.0", f"{number[1:]}.pdf"):
            assert kinds(text) == [kind], text

    def test_born_in_2000_two_or_three_zeros_are_gone(self):
        assert kinds(with_check("001015123", "2").lstrip("0")) == [Kind.NATIONAL_NUMBER]
        least = with_check("000515123", "2").lstrip("0")
        assert (kinds(f"NISS {least}"), kinds(least)) == ([Kind.NATIONAL_NUMBER], [])

    @pytest.mark.parametrize("check", [digits for digits in range(1, 98) if digits not in (20, 88)])
    def test_a_wrong_check_does_not_alarm(self, check):
        assert Kind.NATIONAL_NUMBER not in kinds(f"40229983{check:02d}")

    def test_a_cell_that_holds_a_number_is_read_by_all_its_digits(self):
        for value in (4022998320, 4022998320.0, {"Dossiers": [4022998320]}):
            with pytest.raises(PersonalDataFound):
                refuse_personal_data(value)


class TestReferences:
    """The structured communication of a payment begins with + and looks like a number abroad."""

    @settings(deadline=None, max_examples=300)
    @given(st.integers(1, 10**10 - 1), st.sampled_from(["+++{}+++", "***{}***", "payé {} hier", "+++{}+++ +++{}+++"]))
    def test_no_valid_one_alarms(self, ten, around):
        written = reference(f"{ten:010d}")
        assert kinds(around.format(written, written)) == []

    def test_a_wrong_check_is_no_reference(self):
        assert kinds("+++233/7446/73095+++") == [Kind.PHONE]

    def test_a_phone_number_beside_one_is_still_found(self):
        assert kinds("+++233/7446/73094+++ tél. 0470 12 34 56") == [Kind.PHONE]


def reference(ten: str) -> str:
    whole = f"{ten}{int(ten) % 97 or 97:02d}"
    return f"{whole[:3]}/{whole[3:7]}/{whole[7:]}"


class TestAccounts:
    @pytest.mark.parametrize(
        "written",
        [
            ACCOUNT,
            ACCOUNT.lower(),
            " ".join(ACCOUNT[at : at + 4] for at in range(0, 16, 4)),
            " ".join(ACCOUNT.lower()[at : at + 4] for at in range(0, 16, 4)),
            ".".join(ACCOUNT),
            "\u200b".join(ACCOUNT),
            f"IBAN{ACCOUNT}",
            FRENCH_ACCOUNT,
            FRENCH_ACCOUNT.lower(),
        ],
    )
    def test_found_as_one_account_and_nothing_else(self, written):
        assert kinds(f"Compte : {written}, merci") == [Kind.IBAN]

    def test_a_wrong_check_does_not_alarm(self):
        assert kinds(f"BE{(int(ACCOUNT[2:4]) - 1) % 97:02d}{ACCOUNT[4:]}") == []

    def test_the_belgian_check_digits_must_be_right_too(self):
        assert kinds(account("BE", "001123456799")) == []

    def test_the_word_de_and_years_are_no_german_account(self):
        years = account("DE", "202021202220232024")
        assert kinds(f"de {years[2:4]} 2020 2120 2220 2320 24") == []
