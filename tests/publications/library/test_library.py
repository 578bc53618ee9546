"""News, events, the feed and the report on the two languages."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page

from publications.events.models import EventPage
from publications.library.models import NewsPage
from publications.library.queries import latest_publications, unequal_pages
from tests.markup import on_one_line


def test_the_news_says_only_the_month_that_is_known(client, opinion):
    page = NewsPage.objects.get(locale__language_code="fr")
    text = on_one_line(client.get(page.url).content.decode())
    assert '<time datetime="2025-06">juin 2025</time>' in text
    assert text.count("<h2>") == 4 and "Rendez-vous en décembre" in text


def test_the_event_has_its_five_objectives_and_official_title(client, opinion):
    page = EventPage.objects.get(locale__language_code="nl")
    text = on_one_line(client.get(page.url).content.decode())
    assert text.count("<li><span>") == 5 and '<time datetime="2022-05-18">18 mei 2022</time>' in text
    assert 'lang="fr">L’accompagnement psychosocial' in text


def test_every_public_page_is_marked_and_holds_no_token(client, opinion):
    for page in Page.objects.live().filter(depth__gt=1).select_related("locale"):
        response = client.get(page.url)
        assert (response.status_code, response.public_page) == (200, True)
        text = on_one_line(response.content.decode())
        assert "csrf" not in text and f'<html lang="{page.locale.language_code}">' in text


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Avis sur l’avant-projet"), ("nl", "Advies over het voorontwerp")]
)
def test_the_feed_holds_opinions_news_and_events_of_its_language(client, opinion, language, title):
    response = client.get(f"/feeds/{language}/")
    channel = ElementTree.fromstring(response.content).find("channel")  # noqa: S314 - our own feed
    titles = [item.findtext("title") for item in channel.iter("item")]
    assert len(titles) == 3 and titles[1].startswith(title)
    assert channel.findtext("language") == language
    for item in channel.iter("item"):
        link = item.findtext("link").removeprefix("http://testserver")
        assert re.fullmatch(f"/{language}/pages/[0-9a-f-]{{36}}/", link)
        assert client.get(link)["Location"] in {
            page.url for page in Page.objects.filter(locale__language_code=language)
        }
    assert channel.find("item").findtext("pubDate") == "Sun, 01 Jun 2025 12:00:00 +0200"


def test_a_page_keeps_its_address_when_it_moves_and_leads_to_its_translation(client, opinion):
    link = f"/fr/pages/{opinion.key}/"
    opinion.fr.slug = "autre-nom"
    opinion.fr.save()
    assert client.get(link)["Location"].endswith("/autre-nom/")
    opinion.fr.unpublish()
    assert client.get(link)["Location"] == opinion.nl.url
    opinion.nl.unpublish()
    assert client.get(link).status_code == 404


def test_there_is_no_feed_in_another_language(client, opinion):
    assert client.get("/feeds/de/").status_code == 404


def test_the_latest_costs_one_query_per_sort(opinion, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert [one.date.year for one in latest_publications("fr", opinions=1, events=1)] == [2023, 2022]


def test_what_is_equal_in_both_languages_is_not_reported(opinion):
    assert not unequal_pages().exists()


def test_a_page_whose_other_language_is_missing_unpublished_or_older_is_reported(opinion):
    event, news = (model.objects.get(locale__language_code="nl") for model in (EventPage, NewsPage))
    event.unpublish()
    news.delete()
    opinion.fr.last_published_at += timedelta(hours=2)
    opinion.fr.save(clean=False)
    assert {page.gap for page in unequal_pages()} == {"missing", "unpublished", "older"}
    assert {page.locale.language_code for page in unequal_pages()} == {"fr"}


def test_the_report_is_for_editors(client_of, people, opinion):
    opinion.nl.unpublish()
    response = client_of(people.editor).get(reverse("parity_report"))
    assert response.status_code == 200 and opinion.fr.title in response.content.decode().replace("&#x27;", "'")
    assert client_of(people.editor).get(reverse("parity_report"), {"export": "csv"}).status_code == 200
    assert client_of(people.ixelles).get(reverse("parity_report")).status_code == 302
