"""What everyone reads, signed out: the opinion in both languages, and an address for each observation."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import escape

from publications.opinions.actions.publishing import record_answer
from publications.opinions.evidence import EvidenceSum
from publications.opinions.evidence_words import evidence_words
from tests.conftest import filed
from tests.markup import on_one_line


@pytest.fixture
def documented(people, opinion, problem, cite, declare):
    """Observation 3 is documented by one problem of three CPAS."""
    cite(problem)
    declare(people.molenbeek, problem)
    declare(people.jette, problem)
    return opinion


def told(language, affected=3):
    """The count as a reader of that language reads it."""
    with translation.override(language):
        return escape(evidence_words(EvidenceSum(1, affected, 19)))


def read(client, url, language="fr"):
    response = client.get(url)
    assert response.status_code == 200
    text = on_one_line(response.content.decode())
    assert f'<html lang="{language}">' in text
    return text


def test_the_opinion_reads_in_french_with_its_count(client, documented):
    text = read(client, documented.fr.url)
    assert "Garder des points de contact hors du numérique" in text
    assert told("fr") in text
    assert text.count('class="strip strip-row"') == 1
    assert "Bernard Clerfayt" in text and "Arrêt n° 126/2025" in text
    assert text.count('<article class="obs"') == 7
    assert text.count('id="observation-3"') == 1 and 'href="#observation-3"' in text


def test_the_opinion_reads_in_dutch_with_the_same_count(client, documented):
    text = read(client, documented.nl.url, "nl")
    assert "Contactpunten buiten het digitale behouden" in text
    assert told("nl") in text
    assert "psychosociale begeleiding van gebruikers" in text


def test_each_language_leads_to_the_other(client, documented):
    text = read(client, documented.fr.url)
    assert f'<link rel="alternate" hreflang="nl" href="http://testserver{documented.nl.url}">' in text
    assert f'<a href="{documented.nl.url}" hreflang="nl" lang="nl">Nederlands</a>' in text


def test_the_answer_stands_beside_its_observation(client, people, documented):
    record_answer(
        by=people.editor, page=documented.fr, observation=documented.observation(3),
        addressee=documented.addressee(), stance="accepted", text_fr="Les trois canaux sont imposés.", dated=date(2025, 9, 25),
    )  # fmt: skip
    for page, language in ((documented.fr, "fr"), (documented.nl, "nl")):
        text = read(client, page.url, language)
        assert text.count("answer-accepted") == 1 and text.count("answer-none") == 13
        assert "Les trois canaux sont imposés." in text


def test_a_public_page_is_marked_and_holds_nothing_of_a_reader(client, documented):
    response = client.get(documented.fr.url)
    text = on_one_line(response.content.decode())
    assert response.public_page is True and not response.cookies
    assert "csrf" not in text and "<form" not in text
    assert f"/fr/opinions/{documented.key}/evidence/" not in text


def test_who_may_cite_is_led_to_the_desk(client_of, people, documented):
    desk = f"/fr/opinions/{documented.key}/evidence/"
    assert desk in client_of(people.editor).get(documented.fr.url).content.decode()
    assert desk not in client_of(people.ixelles).get(documented.fr.url).content.decode()
    assert client_of(people.ixelles).get(documented.fr.url).public_page is False


@pytest.mark.parametrize(
    ("accepts", "cookie", "language"),
    [("fr", "", "fr"), ("nl-BE,nl;q=0.9", "", "nl"), ("en", "", "fr"), ("fr", "nl", "nl")],
)
def test_the_permanent_address_leads_to_the_reader_s_language(client, opinion, accepts, cookie, language):
    if cookie:
        client.cookies["django_language"] = cookie
    key = opinion.observation(3).translation_key
    response = client.get(f"/observations/{key}/", headers={"accept-language": accepts})
    page = {"fr": opinion.fr, "nl": opinion.nl}[language]
    assert (response.status_code, response["Location"]) == (302, f"{page.url}observation/3/")
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].replace(" ", "").split(","))


def test_the_address_under_a_language_keeps_it(client, opinion):
    key = opinion.observation(3).translation_key
    assert client.get(f"/nl/observations/{key}/")["Location"] == f"{opinion.nl.url}observation/3/"
    assert client.get(f"/nl/opinions/{opinion.key}/")["Location"] == opinion.nl.url


def test_the_observation_has_a_page_that_says_its_permanent_address(client, documented):
    key = documented.observation(3).translation_key
    text = on_one_line(
        client.get(f"/observations/{key}/", headers={"accept-language": "nl"}, follow=True).content.decode()
    )
    assert "<h1" in text and "Contactpunten buiten het digitale behouden" in text
    assert "http://testserver/nl/opinions/2023-01/observations/3/" in text
    assert told("nl") in text
    assert f'hreflang="fr" href="http://testserver{documented.fr.url}observation/3/"' in text


def test_the_address_survives_a_new_number_and_a_new_slug(client, opinion):
    one = opinion.observation(3)
    one.number = 9
    one.save()
    opinion.fr.slug = "avis-renomme"
    opinion.fr.save()
    response = client.get(f"/fr/observations/{one.translation_key}/")
    assert response["Location"].endswith("/avis-renomme/observation/9/")


def test_where_one_language_is_taken_down_the_other_serves(client, opinion):
    key = opinion.observation(3).translation_key
    opinion.nl.unpublish()
    assert client.get(f"/nl/observations/{key}/")["Location"] == f"{opinion.fr.url}observation/3/"


@pytest.mark.parametrize("address", ["/observations/{0}/", "/opinions/{0}/", "/fr/observations/{0}/"])
def test_what_is_not_published_is_not_found(client, opinion, address):
    key = opinion.key if "opinions" in address else opinion.observation(3).translation_key
    for page in (opinion.fr, opinion.nl):
        page.unpublish()
    assert client.get(address.format(key)).status_code == 404
    assert client.get(address.format("00000000-0000-4000-8000-000000000000")).status_code == 404
    assert client.get(f"{opinion.fr.url}observation/3/").status_code == 404


def test_a_number_that_does_not_exist_is_not_found(client, opinion):
    assert client.get(f"{opinion.fr.url}observation/8/").status_code == 404


def test_the_page_costs_the_same_with_evidence_behind_one_or_three(client, people, opinion, spaces, cite):
    costs = []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            cite(filed(people.ixelles, spaces.common, title=f"Problème {number}"), number)
        client.get(opinion.fr.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{opinion.fr.url}?fresh={len(costs)}").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 30
