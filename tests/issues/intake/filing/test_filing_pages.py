"""Filing a problem and declaring on one, in a browser without JavaScript, in both languages."""

import pytest

from committee.organisations.models import Organisation
from committee.seats.actions import begin_membership
from issues.attachments.models import Attachment
from issues.fieldwork.impacts.models import Declaration
from issues.problems.records.models import Problem
from issues.problems.taxonomies.models import Term
from tests.committee.records import organisation_of, unchanged
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.pages import PHONE_REFUSED, body, checked, flagged, said, value_of
from tests.issues.steps import PHONE, declare, tally_of
from tests.markup import tight

URL = "/fr/problems/file/"
AHEAD = "“%(words)s” is still to come. Give today or a day before."
WORDS = {
    "title": "Accusé de réception muet",
    "description": "Rien n'arrive.\nRien du tout.",
    "cases": "12",
    "minutes_likely": "20",
    "lane": "common",
    "language": "fr",
    "severity": "2",
    "submission": "s-1",
}


def file(browser, url=URL, **words):
    return browser.post(url, WORDS | words)


def test_the_form_begins_in_the_common_lane_and_the_readers_language(people, client_of):
    for language in ("fr", "nl"):
        page = client_of(people.ixelles).get(f"/{language}/problems/file/")
        assert checked(page, "lane") == ["common"]
        assert f'<option value="{language}" selected>' in body(page)
        assert value_of(page, "submission")


def test_an_error_is_said_once_beside_its_field_and_the_summary_leads_there(people, client_of):
    page = body(file(client_of(people.ixelles), title=""))
    assert page.count("Champ requis.") == 1
    assert '<li><a href="#id_title">' in tight(page)


def test_filing_leads_to_the_case(people, client_of):
    response = file(client_of(people.ixelles))
    problem = Problem.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/fr/problems/{problem.reference}/")
    assert (problem.title, problem.description) == (WORDS["title"], "Rien n'arrive.\nRien du tout.")
    assert (problem.space.lane, problem.organisation, problem.reporter) == (
        "common",
        organisation_of(people.ixelles),
        people.ixelles,
    )
    assert (tally_of(problem).cases, tally_of(problem).hours_likely) == (12, 4.0)


def test_filing_with_everything(people, client_of, storage):  # noqa: F811
    terms = {scheme: Term.objects.of(scheme).first() for scheme in ("chain", "category", "tool", "service", "software")}
    file(
        client_of(people.ixelles),
        **{scheme: term.pk for scheme, term in terms.items()},
        lane="organisation",
        minutes_low="5",
        minutes_high="60",
        measured="on",
        workaround="Un appel.",
        software_version="2.1",
        pilot="on",
        first_seen_on="2025-06-03",
        new_situation="on",
        right_at_risk="on",
        risk_reason="Trente jours.",
        title_other="Stille ontvangstmelding",
        summary_other="Niets.",
        files=[upload("scan.pdf", PDF)],
    )
    problem = Problem.objects.select_related("space").get()
    assert {scheme: getattr(problem, scheme) for scheme in terms} == terms
    assert problem.space.organisation == organisation_of(people.ixelles)
    assert (problem.software_version, problem.pilot, problem.new_situation) == ("2.1", True, True)
    assert (problem.right_at_risk, problem.risk_reason, str(problem.first_seen_on)) == (
        True,
        "Trente jours.",
        "2025-06-03",
    )
    assert (problem.title_other, problem.translation) == ("Stille ontvangstmelding", "draft")
    declaration = Declaration.objects.get()
    assert (declaration.minutes_low, declaration.minutes_high, declaration.measured) == (5, 60, True)
    assert [file.name for file in problem.attachments.all()] == ["scan.pdf"]


def test_a_double_click_files_once_with_its_files_once(people, client_of, storage):  # noqa: F811
    browser = client_of(people.ixelles)
    first, second = (file(browser, files=[upload("scan.pdf", PDF)]) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (Problem.objects.count(), Declaration.objects.count(), Attachment.objects.count()) == (1, 1, 1)


REFUSED = {
    "title": ({"title": ""}, "This field is required."),
    "description": ({"description": "  "}, "This field is required."),
    "minutes_low": ({"minutes_low": "30"}, "This is more than the minutes most often needed."),
    "minutes_high": ({"minutes_high": "10"}, "This is less than the minutes most often needed."),
    "minutes_likely": ({"minutes_likely": "", "minutes_low": "3"}, "Give the minutes most often needed, too."),
    "risk_reason": ({"right_at_risk": "on"}, "Say which right is at risk, and why."),
    "workaround": ({"workaround": PHONE}, PHONE_REFUSED),
    "software_version": ({"software_version": PHONE}, PHONE_REFUSED),
    "summary_other": ({"summary_other": PHONE}, PHONE_REFUSED),
}


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("field", REFUSED)
def test_a_form_refused_comes_back_filled_in(people, client_of, field, language):
    words, message = REFUSED[field]
    browser = client_of(people.ixelles)
    with unchanged():
        response = file(browser, f"/{language}/problems/file/", **words)
    assert response.status_code == 422
    assert flagged(response) == {field}
    assert said(language, message) in body(response)
    for name in ("title", "description", "cases", "submission"):
        assert value_of(response, name).strip() == (WORDS | words)[name].strip()
    assert value_of(response, field) == words.get(field, "")
    assert checked(response, "lane") == ["common"]


@pytest.mark.parametrize(
    "words",
    [
        {"lane": "administration"},
        {"lane": "nowhere"},
        {"lane": ""},
        {"title": "é" * 141},
        {"title": "a\x00b"},
        {"description": "😀" * 10001},
        {"cases": "-1"},
        {"cases": "1e9"},
        {"cases": "100001"},
        {"minutes_likely": "x"},
        {"severity": "9"},
        {"severity": "x"},
        {"chain": "999999"},
        {"chain": "x"},
        {"language": "xx"},
        {"first_seen_on": "31/02/2025"},
        {"first_seen_on": "2099-01-01"},
        {"submission": "s" * 37},
        {"submission": ""},
        {"submission": "\x00"},
        {"software_version": "x" * 41},
        {"cases": "99999999999999999999999"},
    ],
    ids=lambda words: ascii(words)[:40],
)
def test_what_makes_no_sense_is_refused_with_nothing_stored(people, client_of, words):
    with unchanged():
        assert file(client_of(people.ixelles), **words).status_code == (400 if "\0" in "".join(words.values()) else 422)


def test_emoji_and_long_words_are_kept(people, client_of):
    file(client_of(people.ixelles), title="😀" * 140, description="x" * 10000)
    assert Problem.objects.get().title == "😀" * 140


@pytest.mark.parametrize("name", ["editor", "observer"])
def test_who_may_not_file_is_refused(people, client_of, name):
    with unchanged():
        assert file(client_of(getattr(people, name))).status_code == 403


def declaring(browser, problem, language="fr", query="", **words):
    return browser.post(f"/{language}/problems/{problem.reference}/impact/{query}", {"answer": "a"} | words)


def test_declaring_leads_back_to_the_case(people, problem, client_of):
    response = declaring(client_of(people.jette), problem, cases="4", minutes_likely="15")
    assert (response.status_code, response["Location"]) == (302, f"/fr/problems/{problem.reference}/")
    assert Declaration.objects.get(organisation=organisation_of(people.jette)).cases == 4


def test_what_was_declared_stands_in_the_form_and_one_number_can_be_revised(people, problem, client_of):
    browser = client_of(people.ixelles)
    page = browser.get(f"/fr/problems/{problem.reference}/impact/")
    assert [value_of(page, name) for name in ("cases", "minutes_likely", "minutes_low", "minutes_high")] == [
        "12",
        "20",
        "",
        "",
    ]
    read = value_of(page, "version")
    assert declaring(browser, problem, cases="12", minutes_likely="25", version=read).status_code == 302
    declaration = Declaration.objects.get()
    assert (declaration.minutes_low, declaration.minutes_likely, declaration.minutes_high) == (25, 25, 25)


def test_a_range_that_was_declared_stands_in_the_form(people, problem, client_of):
    declare(people.jette, problem, cases=2, minutes_low=1, minutes_likely=2, minutes_high=3)
    page = client_of(people.jette).get(f"/fr/problems/{problem.reference}/impact/")
    assert [value_of(page, name) for name in ("minutes_low", "minutes_likely", "minutes_high")] == ["1", "2", "3"]


@pytest.mark.parametrize(("asked", "answer"), [("", "a"), ("n", "n"), ("u", "u"), ("zzz", "a")])
def test_the_answer_that_was_clicked_is_chosen(people, problem, client_of, asked, answer):
    page = client_of(people.jette).get(f"/fr/problems/{problem.reference}/impact/?answer={asked}")
    assert checked(page, "answer") == [answer]


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize(
    ("words", "field", "message"),
    [
        (
            {"minutes_likely": "5", "minutes_low": "6"},
            "minutes_low",
            "This is more than the minutes most often needed.",
        ),
        (
            {"minutes_likely": "5", "minutes_high": "4"},
            "minutes_high",
            "This is less than the minutes most often needed.",
        ),
        ({"minutes_high": "4"}, "minutes_likely", "Give the minutes most often needed, too."),
        (
            {"first_seen_on": "2025-06-04", "last_seen_on": "2025-06-03"},
            "last_seen_on",
            "This is before the day on which it was first seen.",
        ),
        ({"first_seen_on": "2099-01-01"}, "first_seen_on", AHEAD),
        ({"last_seen_on": "2099-01-01"}, "last_seen_on", AHEAD),
        ({"workaround": PHONE}, "workaround", PHONE_REFUSED),
    ],
)
def test_a_declaration_refused_comes_back_filled_in(people, problem, client_of, language, words, field, message):
    with unchanged():
        response = declaring(client_of(people.jette), problem, language, cases="77", **words)
    assert response.status_code == 422
    assert flagged(response) == {field}
    assert said(language, message, **({"words": words[field]} if message == AHEAD else {})) in body(response)
    assert value_of(response, "cases") == "77"
    assert {name: value_of(response, name) for name in words} == words


@pytest.mark.parametrize("words", [{"answer": "z"}, {"answer": ""}, {"cases": "-3"}, {"last_seen_on": "hier"}], ids=str)
def test_a_declaration_that_makes_no_sense_is_refused(people, problem, client_of, words):
    with unchanged():
        assert declaring(client_of(people.jette), problem, **words).status_code == 422


def test_a_form_may_name_one_of_ones_own_centres_and_no_other(people, problem, client_of):
    jette = organisation_of(people.jette)
    begin_membership(by=people.administrator, person=people.molenbeek, organisation=jette, role="member")
    browser = client_of(people.molenbeek)
    assert declaring(browser, problem, query=f"?organisation={jette.pk}").status_code == 302
    assert Declaration.objects.filter(organisation=jette).exists()
    foreign = Organisation.objects.get(nis="21001").pk
    with unchanged():
        for query in (foreign, "99999999999999999"):
            status = declaring(browser, problem, query=f"?organisation={foreign}").status_code
            assert status == 404, query


@pytest.mark.parametrize("query", ["?organisation=x", "?organisation=-1", "?organisation=" + "9" * 99])
def test_an_organisation_that_makes_no_sense_is_ones_own(people, problem, client_of, query):
    assert client_of(people.jette).get(f"/fr/problems/{problem.reference}/impact/{query}").status_code == 200


def test_a_draft_and_a_problem_have_the_length_that_their_writer_saw(people, client_of):
    text = "\n".join(["x" * 99] * 100)
    browser = client_of(people.ixelles)
    assert len(text) == 9_999
    browser.post("/fr/problems/drafts/save/", WORDS | {"description": text.replace("\n", "\r\n")})
    assert browser.get(f"{URL}?draft=s-1").context["form"]["description"].value() == text
    assert file(browser, description=text.replace("\n", "\r\n")).status_code == 302
    assert Problem.objects.get().description == text


def test_a_number_that_is_not_understood_is_kept_in_the_draft_as_it_was_written(people, client_of):
    browser = client_of(people.ixelles)
    assert flagged(file(browser, cases="12 à 15", minutes_likely="une heure")) == {"cases", "minutes_likely"}
    browser.post("/fr/problems/drafts/save/", WORDS | {"cases": "12 à 15"})
    assert value_of(browser.get(f"{URL}?draft=s-1"), "cases") == "12 à 15"
    assert Problem.objects.count() == 0
