"""Pages that an editor scheduled go up and come down by themselves, everywhere at once."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page, Revision

from home.search.models import PAGE, SearchRow
from publications.opinions.actions.publishing import cite_problem, publish_opinion
from publications.opinions.models import Evidence
from publications.pages import actions

pytestmark = pytest.mark.django_db

SOON = timedelta(hours=1)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def later(page, **facts):
    """Publish the text of a page with a day that is to come, as its editor's form does."""
    for name, value in facts.items():
        setattr(page, name, value)
    page.save_revision(user=None).publish()
    page.refresh_from_db()
    return page


def let_time_pass(page) -> None:
    """Put the days of a page, and of its texts, into the past."""
    gone = timezone.now() - SOON
    Page.objects.filter(pk=page.pk, expire_at__isnull=False).update(expire_at=gone)
    for revision in Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False):
        revision.content["go_live_at"] = gone.isoformat()
        revision.approved_go_live_at = gone
        revision.save()


def is_found(page) -> bool:
    return SearchRow.objects.filter(kind=PAGE, key=str(page.pk)).exists()


def take_down(page):
    page.unpublish()
    page.refresh_from_db()
    return page


def test_a_scheduled_page_goes_up_on_its_day_and_is_found(opinion, client):
    page = take_down(opinion.fr)
    assert client.get(page.url).status_code == 404
    later(page, go_live_at=timezone.now() + SOON)
    assert actions.publish_scheduled() == 0
    assert (client.get(page.url).status_code, is_found(page)) == (404, False)
    let_time_pass(page)
    assert actions.publish_scheduled() == 1
    assert (client.get(page.url).status_code, is_found(page)) == (200, True)
    assert actions.publish_scheduled() == 0


def test_a_page_whose_time_is_over_comes_down_and_is_found_no_more(opinion, client):
    page = later(opinion.fr, expire_at=timezone.now() + SOON)
    assert client.get(page.url).status_code == 200
    assert client.get(page.url).status_code == 200
    let_time_pass(page)
    assert actions.publish_scheduled() == 1
    assert (client.get(page.url).status_code, is_found(page)) == (404, False)


def test_a_new_text_of_a_public_page_replaces_the_one_that_is_kept(opinion, client):
    page = later(opinion.fr, title="Avis remplacé", go_live_at=timezone.now() + SOON)
    assert "Avis remplacé" not in client.get(page.url).content.decode()
    let_time_pass(page)
    assert actions.publish_scheduled() == 1
    assert "Avis remplacé" in client.get(page.url).content.decode()
    assert SearchRow.objects.get(kind=PAGE, key=str(page.pk)).title == "Avis remplacé"


def test_one_that_is_refused_keeps_no_other_back(opinion, caplog):
    pages = [later(take_down(page), go_live_at=timezone.now() + SOON) for page in (opinion.fr, opinion.nl)]
    for page in pages:
        let_time_pass(page)
    revision = Revision.objects.for_instance(pages[0]).get(approved_go_live_at__isnull=False)
    revision.content["title"] = "Joindre Madame au 0470 12 34 56"
    revision.save()
    assert actions.publish_scheduled() == 1
    assert [Page.objects.get(pk=page.pk).live for page in pages] == [False, True]
    assert [record.getMessage().split(" of ")[0] for record in caplog.records if record.levelname == "ERROR"] == [
        "put_up"
    ]


def test_evidence_waits_for_the_day_of_its_opinion(people, opinion, problem):
    for page in (opinion.fr, opinion.nl):
        take_down(page)
    cite_problem(by=people.editor, page=opinion.fr, observation=opinion.observation(3), problem=problem)
    for page in (opinion.fr, opinion.nl):
        page.go_live_at = timezone.now() + SOON
        page.save_revision(user=people.editor)
    assert [text.live for text in publish_opinion(by=people.secretariat, page=opinion.fr)] == [False, False]
    assert Evidence.objects.get().released_at is None
    let_time_pass(opinion.fr)
    assert actions.publish_scheduled() == 1
    assert Evidence.objects.get().released_at is not None


def test_old_texts_are_forgotten_but_the_latest(opinion):
    page = opinion.fr
    for title in ("Un", "Deux", "Trois"):
        page.title = title
        page.save_revision()
    kept = page.get_latest_revision()
    Revision.objects.for_instance(page).update(created_at=timezone.now() - timedelta(days=400))
    assert actions.forget_revisions() >= 2
    assert list(Revision.objects.for_instance(page)) == [kept]
