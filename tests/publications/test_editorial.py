"""The demonstration's pages: in both languages, once, with their own dates, for those who may edit them."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site

from committee.journal import clock
from committee.seats.actions import end_membership
from home.demo.editorial import load_coming_event, load_editorial
from home.pages.models import HomePage
from publications.events.models import EventPage
from publications.library.models import NewsIndexPage, NewsPage
from publications.opinions.models import OpinionIndexPage, OpinionPage


def test_loading_again_changes_nothing(people, opinion):
    before = list(Page.objects.order_by("pk").values_list("pk", "url_path", "latest_revision"))
    load_editorial(editor=people.editor, administrator=people.administrator)
    assert list(Page.objects.order_by("pk").values_list("pk", "url_path", "latest_revision")) == before
    assert Group.objects.filter(name="Publications").count() == 1


def test_both_trees_are_published_and_joined(opinion):
    assert opinion.fr.translation_key == opinion.nl.translation_key
    assert [one.translation_key for one in opinion.fr.observations.all()] == [
        one.translation_key for one in opinion.nl.observations.all()
    ]
    assert Page.objects.live().filter(depth__gt=1, locale__language_code="fr").count() == 11
    assert Page.objects.live().filter(depth__gt=1, locale__language_code="nl").count() == 11
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get(locale__language_code="fr")


def test_pages_carry_their_own_dates(opinion):
    news = NewsPage.objects.get(locale__language_code="fr")
    assert opinion.fr.first_published_at.date() == opinion.fr.date == date(2023, 6, 21)
    assert (news.date, news.precision, news.first_published_at.date()) == (date(2025, 6, 1), "month", date(2025, 6, 1))


def test_nothing_is_stored_that_the_sources_do_not_say(opinion):
    assert opinion.fr.number == opinion.nl.number == "2023-01" and opinion.fr.get_next_sibling() is None
    assert not opinion.fr.signatories.exists() and not opinion.fr.reservations.exists()


def test_sections_stand_where_they_belong(opinion):
    root = Page.get_first_root_node().specific
    for kind in (OpinionIndexPage, NewsIndexPage, OpinionPage):
        assert not kind.can_create_at(root)
    home = HomePage.objects.first()
    assert HomePage.allowed_subpage_models()[0] is OpinionIndexPage
    assert not OpinionIndexPage.can_create_at(home)
    assert OpinionPage.can_create_at(opinion.fr.get_parent().specific)


@pytest.mark.parametrize(
    ("name", "writes", "publishes"),
    [("editor", True, False), ("secretariat", True, True), ("federation", False, False), ("ixelles", False, False)],
)
def test_editors_write_and_the_secretariat_publishes(name, writes, publishes, people, opinion):
    person = getattr(people, name)
    for page in (opinion.fr, opinion.nl, HomePage.objects.first()):
        rights = page.permissions_for_user(person)
        assert (rights.can_edit(), rights.can_publish()) == (writes, publishes)
    assert person.has_perm("wagtailadmin.access_admin") is writes
    assert person.has_perm("simple_translation.submit_translation") is writes


def test_rights_in_the_admin_end_with_the_place_that_gave_them(people, opinion):
    end_membership(by=people.administrator, membership=people.editor.memberships.get())
    editor = type(people.editor).objects.get(pk=people.editor.pk)
    assert not opinion.fr.permissions_for_user(editor).can_edit()
    assert not editor.has_perm("wagtailadmin.access_admin")


@pytest.mark.parametrize(("language", "invented"), [("fr", "inventé"), ("nl", "verzonnen")])
def test_an_event_to_come_is_announced_once_in_both_languages_as_invented(client, people, opinion, language, invented):
    for _twice in range(2):
        load_coming_event(editor=people.editor)
    coming = EventPage.objects.live().filter(date__gt=clock.today())
    page = coming.get(locale__language_code=language)
    assert coming.count() == 2 and invented in page.lead.casefold()
    listed = client.get(page.get_parent().url).content.decode()
    assert page.url in listed and listed.count('<article class="card"') == 2
    assert client.get(page.url).status_code == 200
