"""What editors work with: the way in and back, what awaits them, previews, and the other language of what is read."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Page

from home.pages.models import HomePage
from publications.library.models import NewsIndexPage, NewsPage
from tests.markup import on_one_line


@pytest.fixture
def french_only(people, opinion):
    """News that is published in French alone."""
    page = NewsPage(title="Une nouvelle", lead="Un chapeau", date="2026-01-05", slug="une-nouvelle")
    NewsIndexPage.objects.get(locale__language_code="fr").add_child(instance=page)
    page.save_revision(user=people.editor).publish(user=people.administrator)
    return NewsPage.objects.get(pk=page.pk)


def text_of(url, browser=None, **asked) -> str:
    return on_one_line((browser or Client()).get(url, asked).content.decode())


def test_the_language_switch_of_a_page_in_one_language_leads_to_the_list_that_says_so(french_only):
    (dutch,) = set(re.findall(r'href="(/nl/[^"]*)"', text_of(french_only.url)))
    assert dutch == f"{NewsIndexPage.objects.get(locale__language_code='nl').url}?only={french_only.translation_key}"
    text = text_of(dutch)
    assert "‘Une nouvelle’ bestaat enkel in het Frans" in text
    assert f'href="{french_only.url}"' in text
    assert 'hreflang="nl"' not in text_of(french_only.url).partition("</head>")[0]


def test_an_observation_in_one_language_leads_to_its_opinion_in_the_other(opinion):
    opinion.nl.observations.get(number=7).delete()
    url = opinion.fr.url + "observation/7/"
    assert set(re.findall(r'href="(/nl/[^"]*)"', text_of(url))) == {opinion.nl.url}


@pytest.mark.parametrize("only", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_nothing_is_said_of_what_is_not_published(only, opinion):
    index = NewsIndexPage.objects.get(locale__language_code="nl")
    assert "bestaat enkel" not in text_of(index.url, only=only)
    draft = NewsPage(title="Secret", lead="Un chapeau", live=False, date="2026-01-05")
    NewsIndexPage.objects.get(locale__language_code="fr").add_child(instance=draft)
    assert "Secret" not in text_of(index.url, only=draft.translation_key)


def test_the_public_reads_nothing_of_evidence_that_is_not_there(opinion, problem, cite):
    cite(problem, 3)
    with override("fr"):
        word = gettext("Evidence")
    assert text_of(opinion.fr.url).count(f">{word}</h4>") == 1
    for number in (3, 4):
        heading = f"<h2>{word}</h2>"
        assert (heading in text_of(f"{opinion.fr.url}observation/{number}/")) is (number == 3)


@pytest.mark.parametrize(("name", "edits"), [("editor", True), ("secretariat", True), ("ixelles", False)])
def test_who_edits_finds_the_way_in(name, edits, client_of, people, opinion):
    browser = client_of(getattr(people, name))
    for page in (opinion.fr, HomePage.objects.get(locale__language_code="fr")):
        assert (reverse("wagtailadmin_pages:edit", args=[page.pk]) in text_of(page.url, browser)) is edits
    assert ('href="/admin/"' in text_of(reverse("home:account"), browser)) is edits


def test_the_desk_leads_back_to_the_texts_of_whoever_may_edit_them(client_of, people, opinion):
    desk = reverse("opinions:desk", args=[opinion.key])
    for name, edits in (("editor", True), ("federation", False)):
        text = text_of(desk, client_of(getattr(people, name)))
        for page in (opinion.fr, opinion.nl):
            assert (reverse("wagtailadmin_pages:edit", args=[page.pk]) in text) is edits


def test_the_first_page_of_the_admin_says_what_awaits(client_of, people, opinion, french_only):
    french_only.title = "Une nouvelle revue"
    french_only.save_revision(user=people.editor)
    browser = client_of(people.editor)
    text = text_of("/admin/", browser)
    assert "1 brouillon pas encore soumis" in text and "1 texte auquel l’autre langue manque" in text
    assert "wagtail.org" not in text
    page = NewsPage.objects.get(pk=french_only.pk)
    page.get_workflow().start(page, people.editor)
    assert "brouillon" not in text_of("/admin/", browser)
    assert "1 texte à approuver" in text_of("/admin/", client_of(people.secretariat))


def test_the_tree_names_the_home_pages_by_what_they_are(client_of, people, opinion):
    text = text_of("/admin/pages/", client_of(people.editor))
    assert "Page d’accueil (Français)" in text and "Page d’accueil (Néerlandais)" in text
    assert HomePage.objects.first().title not in text
    assert Page.objects.get(depth=1).title == "Site"


def test_the_admin_speaks_the_language_of_the_account(client_of, people, opinion):
    people.editor.language = "nl"
    people.editor.save()
    assert '<html lang="nl"' in text_of("/admin/", client_of(people.editor))
    people.editor.language = "fr"
    people.editor.save()
    assert '<html lang="fr"' in text_of("/admin/", client_of(people.editor))


def test_a_preview_may_stand_in_a_frame_of_the_site_and_nothing_else_may(client_of, people, opinion):
    browser = client_of(people.editor)
    edit = reverse("wagtailadmin_pages:edit", args=[opinion.fr.pk])
    preview = browser.get(reverse("wagtailadmin_pages:view_draft", args=[opinion.fr.pk]))
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "userbar.js" in preview.content.decode()
    for url in (edit, opinion.fr.url):
        answer = browser.get(url)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"] and answer["X-Frame-Options"] == "DENY"
    assert "userbar.js" not in browser.get(opinion.fr.url).content.decode()
