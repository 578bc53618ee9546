"""The demonstration's pages: in both languages, once, with their own dates, for those who may edit them."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site

from home.demo.editorial import load_editorial
from home.pages.models import HomePage
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
    assert Page.objects.live().filter(depth__gt=1, locale__language_code="fr").count() == 7
    assert Page.objects.live().filter(depth__gt=1, locale__language_code="nl").count() == 7
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get(locale__language_code="fr")


def test_pages_carry_their_own_dates(opinion):
    news = NewsPage.objects.get(locale__language_code="fr")
    assert opinion.fr.first_published_at.date() == opinion.fr.date == date(2023, 6, 21)
    assert (news.date, news.precision, news.first_published_at.date()) == (date(2025, 6, 1), "month", date(2025, 6, 1))


def test_nothing_is_stored_that_the_sources_do_not_say(opinion):
    assert opinion.fr.number == "" and opinion.fr.get_next_sibling() is None
    assert not opinion.fr.signatories.exists() and not opinion.fr.reservations.exists()


def test_sections_stand_where_they_belong(opinion):
    root = Page.get_first_root_node().specific
    for kind in (OpinionIndexPage, NewsIndexPage, OpinionPage):
        assert not kind.can_create_at(root)
    home = HomePage.objects.first()
    assert HomePage.allowed_subpage_models()[0] is OpinionIndexPage
    assert not OpinionIndexPage.can_create_at(home)
    assert OpinionPage.can_create_at(opinion.fr.get_parent().specific)


@pytest.mark.parametrize(("name", "may"), [("editor", True), ("federation", False), ("ixelles", False)])
def test_the_group_gives_the_right_to_publish(name, may, people, opinion):
    for page in (opinion.fr, opinion.nl, HomePage.objects.first()):
        assert page.permissions_for_user(getattr(people, name)).can_publish() is may
    assert getattr(people, name).has_perm("wagtailadmin.access_admin") is may
