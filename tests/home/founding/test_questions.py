"""What a founding is told, and how it is read."""

import pytest

from home.founding.questions import QUESTIONS, read_address, read_answers, read_language, read_regions

WHOLE = {
    "administrator": "ICT@monitoring.example", "secretariat": "secretariat@monitoring.example", "federation": "UVCW",
    "regions": "wallonia", "language": "fr",
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "regions"),
    [
        ("brussels", ("brussels",)),
        ("Flanders, brussels", ("brussels", "flanders")),
        ("wallonia flanders", ("wallonia", "flanders")),
        ("all", ("brussels", "wallonia", "flanders")),
    ],
)
def test_regions_stand_in_their_own_order(words, regions):
    assert read_regions(words) == regions


@pytest.mark.parametrize("words", ["", " ", "Limburg", "brussels, Limburg", "all, brussels"])
def test_what_is_no_region_is_refused(words):
    with pytest.raises(ValueError, match="brussels, wallonia, flanders"):
        read_regions(words)


@pytest.mark.parametrize("word", ["", "ict", "ict@", "ict@monitoring example"])
def test_what_is_no_address_is_refused(word):
    with pytest.raises(ValueError, match="no e-mail address"):
        read_address(word)


def test_an_address_is_read_as_it_is_kept():
    assert read_address(" ICT@Monitoring.Example ") == "ict@monitoring.example"


@pytest.mark.parametrize("word", ["de", "", "french"])
def test_the_site_speaks_two_languages(word):
    with pytest.raises(ValueError, match="fr or nl"):
        read_language(word)


def test_every_answer_is_read():
    answers, wrong = read_answers(QUESTIONS, WHOLE)
    assert (answers["administrator"], answers["regions"], wrong) == ("ict@monitoring.example", ("wallonia",), [])


def test_everything_that_makes_no_sense_is_said_at_once():
    _answers, wrong = read_answers(QUESTIONS, WHOLE | {"regions": "Limburg", "language": "de"})
    assert [one.partition(":")[0] for one in wrong] == ["--regions", "--language"]


def test_two_people_come_in():
    _answers, wrong = read_answers(QUESTIONS, WHOLE | {"secretariat": "ict@monitoring.example"})
    assert [one.partition(":")[0] for one in wrong] == ["--secretariat"]


def test_each_question_has_a_setting(settings):
    assert {one.variable for one in QUESTIONS} == set(settings.FOUNDING)
