"""Phone numbers and e-mail addresses: a person's are found, an institution's may stay."""

import pytest

from committee.privacy.detection import Finding, Kind, find_personal_data
from tests.committee.test_privacy_detection import kinds


class TestPhones:
    @pytest.mark.parametrize(
        ("written", "excerpt"),
        [
            ("0470 12 34 56", "04•"),
            ("0470/12.34.56", "04•"),
            ("0470 123 456", "04•"),
            ("0470123456", "04•"),
            ("0470**12**34**56", "04•"),
            ("0470_12_34_56", "04•"),
            ("0 4 7 0 1 2 3 4 5 6", "0 •"),
            ("+32 470 12 34 56", "+3•"),
            ("+32 (0)470 12 34 56", "+3•"),
            ("0032470123456", "00•"),
            ("02 123 45 67", "02•"),
            ("02/234.56.78", "02•"),
            ("081 22 33 44", "08•"),
            ("+33 6 12 34 56 78", "+3•"),
            ("+44 20 7946 0958", "+4•"),
            ("&#43;32470123456", "+3•"),
        ],
    )
    def test_found_whole(self, written, excerpt):
        assert find_personal_data(f"Tél. {written}.") == [Finding(Kind.PHONE, 5, 5 + len(written), excerpt)]

    @pytest.mark.parametrize(
        "text",
        ["tel0470123456", "tel:+32470123456", "0470 12 34 56 2 fois", "02 234 56 78/79", "n° 12, 0470 12 34 56"],
    )
    def test_found_beside_other_signs(self, text):
        assert kinds(text) == [Kind.PHONE]

    def test_two_in_a_list(self):
        assert kinds("0470123456; 081 22 33 44") == [Kind.PHONE, Kind.PHONE]

    @pytest.mark.parametrize("text", ["0800 12 345", "078 15 15 15", "0900 12 345"])
    def test_numbers_that_only_organisations_have_may_stay(self, text):
        assert kinds(text) == []

    @pytest.mark.parametrize(
        "text",
        ["470123456", "32470123456", "GSM;Nom\n470123456;x", "Tél. : 470123456", "\n\n470123456\n", "470123456.0"],
    )
    def test_a_mobile_number_that_a_spreadsheet_stripped_is_found(self, text):
        assert kinds(text) == [Kind.PHONE]

    @pytest.mark.parametrize(
        "text", ["Le dossier 470123456 est clos.", "478643629", "BTW 470123456", "IMG_470123456.jpg", "270123456"]
    )
    def test_nine_digits_that_are_something_else_may_stay(self, text):
        assert kinds(text) == []


class TestAddresses:
    @pytest.mark.parametrize(
        "written",
        [
            "jan.peeters@gmail.com",
            "JAN@DUPONT.BE",
            "jan@cpas-namur.be",
            "info@gmail.com",
            "info@yahoo.co.uk",
            "jan (at) dupont (dot) be",
            "jan[at]gmail[dot]com",
            "jan at gmail dot com",
            "jan.peeters at dupont.be",
            "jan @ gmail.com",
            "jan arobase skynet.be",
            "jan (@) dupont.be",
            "jan&#64;gmail.com",
            "jan&commat;gmail.com",
            "jan＠gmail.com",
            "jan%40gmail.com",
            "jan\u00ad@gm\u00adail.com",
            "jan**@**gm**ail**.com",
            "jan@gmail",
            "j\u200ban@gmail.com",
        ],
    )
    def test_a_persons_address_is_found_whole(self, written):
        [finding] = find_personal_data(f"Écrivez à {written} !")
        assert finding.kind is Kind.EMAIL
        assert (finding.start, finding.end) == (10, 10 + len(written))
        assert finding.excerpt.lower() in ("ja•", "in•")

    @pytest.mark.parametrize(
        "text", ['<a href="mailto:jan@dupont.be">ici</a>', "<b>jan</b>@dupont.be", '"jan"@dupont.be', "jan@gmail . com"]
    )
    def test_found_in_markup(self, text):
        assert kinds(text) == [Kind.EMAIL]

    @pytest.mark.parametrize(
        "text",
        [
            "jan@brulocalis.brussels",
            "jan@cpas.ixelles.brussels",
            "Jan.Peeters@MI-IS.be",
            "jan@bosa.fgov.be",
            "jan@publilink.irisnet.be",
            "jan@example.org",
            "info@cpas-namur.be",
            "info.cpas@charleroi.be",
            "helpdesk2@cpas-namur.be",
            "dpo@ocmwgent.be",
            "hosted at github.com",
            "look at this. Then at that",
            "@jan et @marie",
            "à 5 € @ la caisse",
        ],
    )
    def test_institutions_roles_and_mentions_may_stay(self, text):
        assert find_personal_data(text) == []

    def test_a_domain_that_only_ends_like_an_institution_is_refused(self):
        assert kinds("jan@notmi-is.be jan@sub.smals.be jan@brussels.be") == [Kind.EMAIL] * 3

    def test_the_institutions_are_the_callers(self):
        assert find_personal_data("jan@cpas-namur.be", ["cpas-namur.be"]) == []
        assert [finding.kind for finding in find_personal_data("jan@smals.be", ["*.cpas-namur.be"])] == [Kind.EMAIL]
