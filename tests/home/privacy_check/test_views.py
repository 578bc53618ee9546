"""The check while one types: says what it finds, keeps nothing, counts once; and the page with the counts."""

import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committee.journal.models import Entry
from committee.privacy.models import Refusal
from home.privacy_check import views

CHECK = "/fr/privacy/check/"
PAGE = "/fr/privacy/"
PHONE = "0470 12 34 56"


def asked(browser, **facts):
    return browser.post(CHECK, facts)


def counts() -> dict:
    return {(row.kind, row.way): row.count for row in Refusal.objects.all()}


def test_it_says_what_it_finds_masked_and_in_words(people, client_of):
    answer = asked(client_of(people.ixelles), text=f"Rappeler au {PHONE} svp")
    assert answer.status_code == 200
    assert answer.json()["kinds"] == ["phone"]
    assert answer.json()["found"] == [{"kind": "phone", "excerpt": "04•"}]
    assert "numéro de téléphone (04•)" in answer.json()["message"]
    assert PHONE not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_a_clean_text_is_answered_empty(people, client_of):
    answer = asked(client_of(people.ixelles), text="CO-2026-0042, 12 cas le 04.12.2025")
    assert answer.json() == {"message": "", "kinds": [], "found": []}
    assert counts() == {}


def test_the_name_of_a_file_is_looked_at_as_a_name(people, client_of):
    browser = client_of(people.ixelles)
    assert asked(browser, name="85.07.30-033.28.pdf").json()["kinds"] == ["national_number"]
    assert asked(browser, name="avis_2026-03.pdf").json()["kinds"] == []


def test_what_was_shown_before_is_not_counted_again(people, client_of):
    browser = client_of(people.ixelles)
    for shown in ("", "phone", "phone email"):
        asked(browser, text=PHONE, shown=shown)
    assert counts() == {("phone", "typed"): 1}


def test_nothing_of_it_is_stored_or_logged(people, client_of, caplog):
    browser = client_of(people.ixelles)
    entries = Entry.objects.count()
    with (
        caplog.at_level(logging.DEBUG),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        asked(browser, text=PHONE)
    ours = [record for record in caplog.records if record.name != "django.db.backends"]
    assert not any(PHONE in record.getMessage() for record in ours)
    assert not any("0470" in one["sql"] for one in queries.captured_queries)
    assert Entry.objects.count() == entries
    assert not any("0470" in str(cache.get(key)) for key in ("guard", f"guard:{people.ixelles.pk}"))


@pytest.mark.parametrize("text", ["é" * 50_000, "<script>", "%", "\ud7ff"])
def test_any_text_gets_an_answer(people, client_of, text):
    assert asked(client_of(people.ixelles), text=text).status_code == 200


def test_only_members_ask_and_only_by_post(people, client_of, client):
    assert asked(client, text=PHONE)["Location"].startswith("/fr/account/login/")
    assert asked(client_of(people.stranger), text=PHONE).status_code == 404
    assert client_of(people.ixelles).get(CHECK, {"text": "x"}).status_code == 405
    assert counts() == {}


def test_ninety_times_a_minute_and_no_more(people, client_of, monkeypatch):
    monkeypatch.setattr(views, "CHECKS_A_MINUTE", 2)
    browser = client_of(people.ixelles)
    assert [asked(browser, text="12").status_code for _time in range(3)] == [200, 200, 429]
    assert asked(client_of(people.molenbeek), text="12").status_code == 200


@pytest.mark.parametrize(
    ("name", "status", "table"),
    [("secretariat", 200, True), ("administrator", 200, True), ("ixelles", 200, False), ("federation", 200, False),
     ("spp_is", 200, False), ("observer", 200, False), ("stranger", 404, False)],
)  # fmt: skip
def test_who_reads_the_counts(people, client_of, name, status, table):
    Refusal.objects.create(day=timezone.localdate(), kind="phone", way="typed", count=7411)
    answer = client_of(getattr(people, name)).get(PAGE)
    assert answer.status_code == status
    assert ("7411" in answer.content.decode().replace("\u202f", "").replace("\xa0", "")) is table


def test_a_passer_by_is_asked_to_sign_in(client, ground):
    assert client.get(PAGE)["Location"] == f"/fr/account/login/?next={PAGE}"


def test_an_empty_year_says_so(people, client_of):
    assert "<table" not in client_of(people.secretariat).get(PAGE).content.decode()


class TestSearch:
    def test_is_sent_back_without_the_words_and_with_the_reason(self, people, client_of):
        browser = client_of(people.ixelles)
        answer = browser.get("/fr/search/", {"q": PHONE, "kind": "post"})
        assert (answer.status_code, answer["Location"]) == (302, "/fr/search/?kind=post")
        page = browser.get(answer["Location"]).content.decode()
        assert "04•" in page
        assert PHONE not in page and "0470" not in page
        assert counts() == {("phone", "searched"): 1}

    def test_is_not_run(self, people, client_of):
        with CaptureQueriesContext(connection) as queries:
            client_of(people.ixelles).get("/fr/search/", {"q": PHONE})
        assert not any("home_search" in one["sql"] or "0470" in one["sql"] for one in queries.captured_queries)

    def test_of_references_and_words_goes_on(self, people, client_of):
        answer = client_of(people.ixelles).get("/fr/search/", {"q": "formulaire 2026"})
        assert answer.status_code == 200
