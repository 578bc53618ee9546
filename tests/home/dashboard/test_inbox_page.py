"""The inbox as one opens it: by case, why, and what one click does."""

import pytest
from django.db import transaction

from committee.inbox.actions.duties import owe_duty
from committee.inbox.actions.notices import notify
from committee.inbox.models import Notice
from committee.journal.actions import record
from committee.people.models import Person
from issues.conversation.threads.actions.posts import choose_following
from issues.conversation.threads.models import Follow
from tests.committee.records import heard, organisation_of
from tests.conftest import filed
from tests.markup import on_one_line

URL = "/fr/inbox/"


@pytest.fixture
def tell(people, spaces):
    def told(key, *, to=None, why="follows", title="Titre", space=None):
        with transaction.atomic():
            entry = record(
                by=people.molenbeek,
                verb="problem.filed",
                about=("problem", key),
                space=space or spaces.common,
                title=title,
            )
        notify(entry=entry, hearing=heard([to or people.jette], why))
        return entry

    return told


def unread(person) -> int:
    return Person.objects.get(pk=person.pk).unread_notices


def test_it_says_lane_title_count_and_why(people, problem, tell, client_of):
    tell(problem.reference, title="<b>Un titre</b>", why="called")
    tell(problem.reference, title="<b>Un titre</b>")
    page = on_one_line(client_of(people.jette).get(URL).content.decode())
    assert page.count("<article") == 1
    assert "&lt;b&gt;Un titre&lt;/b&gt;" in page and "<b>Un titre" not in page
    assert "l-common" in page and problem.reference in page
    assert page.count("facts-told") == 1
    from django.utils.translation import gettext, override

    with override("fr"):
        assert gettext("You are called by name.") in page


def test_one_click_hears_less_of_a_case_heard_of_by_choice(people, problem, tell, client_of):
    choose_following(by=people.jette, thread=problem.thread, level="all")
    tell(problem.reference)
    browser = client_of(people.jette)
    page = on_one_line(browser.get(URL).content.decode())
    assert page.count('action="/fr/inbox/hear/"') == 2
    sent = {"thread": problem.thread_id, "level": "none", "show": "unread"}
    response = browser.post("/fr/inbox/hear/", sent)
    assert (response.status_code, response["Location"]) == (302, "/fr/inbox/?show=unread")
    follow = Follow.objects.get(person=people.jette)
    assert (follow.level, follow.deliberate) == ("none", True)


def test_a_case_heard_of_by_ones_place_leads_to_the_account(people, problem, tell, client_of):
    tell(problem.reference, why="sits")
    page = on_one_line(client_of(people.jette).get(URL).content.decode())
    assert 'action="/fr/inbox/hear/"' not in page
    assert 'href="/fr/account/"' in page.partition('menu why"')[2].partition("</article>")[0]


@pytest.mark.parametrize("sent", [{}, {"thread": "x", "level": "none"}, {"thread": "999999", "level": "none"}])
def test_hearing_less_of_nothing_does_not_exist(people, client_of, sent):
    assert client_of(people.jette).post("/fr/inbox/hear/", sent).status_code == 404


def test_nobody_chooses_about_a_discussion_that_they_may_not_read(people, spaces, client_of):
    hidden = filed(people.federation, spaces.federations, impact={})
    sent = {"thread": hidden.thread_id, "level": "none"}
    assert client_of(people.spp_is).post("/fr/inbox/hear/", sent).status_code == 404
    assert not Follow.objects.filter(person=people.spp_is).exists()


def test_one_case_is_marked_as_read_and_as_unread(people, problem, tell, client_of):
    for _ in range(2):
        tell(problem.reference)
    tell("CO-2025-9999")
    browser = client_of(people.jette)
    case = {"kind": "problem", "key": problem.reference}
    browser.post(URL, case | {"mark": "read"})
    assert unread(people.jette) == 1
    browser.post(URL, case | {"mark": "unread"})
    assert unread(people.jette) == 2
    browser.post(URL)
    assert unread(people.jette) == 0


def test_nobody_marks_for_another(people, problem, tell, client_of):
    tell(problem.reference)
    client_of(people.molenbeek).post(URL, {"kind": "problem", "key": problem.reference, "mark": "read"})
    client_of(people.molenbeek).post(URL, {"kind": "problem", "key": problem.reference, "mark": "unread"})
    assert unread(people.jette) == 1
    assert Notice.objects.filter(person=people.jette, read_at=None).count() == 1


@pytest.mark.parametrize("words", ["?before=x", "?before=999999999999999999999", "?show=unread&before=0"])
def test_an_address_that_makes_no_sense_is_a_page(people, problem, tell, client_of, words):
    tell(problem.reference)
    assert client_of(people.jette).get(URL + words).status_code == 200


def test_a_form_that_makes_no_sense_does_no_harm(people, problem, tell, client_of):
    tell(problem.reference)
    browser = client_of(people.jette)
    assert browser.post(URL, {"kind": "'", "key": "x'", "mark": "unread"}).status_code == 302
    assert unread(people.jette) == 1


def test_the_views_of_the_inbox(people, problem, tell, client_of):
    entry = tell(problem.reference, title="Zircon")
    tell("CO-2025-9999", title="Quartz")
    place = organisation_of(people.jette)
    owe_duty(organisation=place, ability="", code="duty.triage", about=problem.about, entry=entry)
    browser = client_of(people.jette)
    page = on_one_line(browser.get(URL + "?show=awaiting").content.decode())
    assert "Zircon" in page and "Quartz" not in page
    browser.post(URL, {"kind": "problem", "key": problem.reference, "mark": "read"})
    page = on_one_line(browser.get(URL + "?show=unread").content.decode())
    assert "Quartz" in page and "Zircon" not in page


@pytest.mark.parametrize("show", ["all", "unread", "awaiting"])
@pytest.mark.parametrize("number", [1, 8])
def test_the_page_has_a_budget(people, spaces, tell, client_of, show, number, django_assert_max_num_queries):
    place = organisation_of(people.jette)
    for title in range(number):
        problem = filed(people.ixelles, spaces.common, title=f"Titre {title}")
        for _ in range(number):
            entry = tell(problem.reference)
            owe_duty(organisation=place, ability="", code="duty.triage", about=problem.about, entry=entry)
    browser = client_of(people.jette)
    browser.get(URL)
    with django_assert_max_num_queries(8):
        assert browser.get(f"{URL}?show={show}").content.count(b"<article") == number


def test_the_badge_costs_no_query_of_its_own(people, problem, tell, client_of, django_assert_max_num_queries):
    tell(problem.reference)
    browser = client_of(people.jette)
    page = on_one_line(browser.get(URL).content.decode())
    assert f'<b id="unread" data-refresh="inbox:{people.jette.pk}" data-url="/fr/inbox/badge/">1<' in page
    with django_assert_max_num_queries(2):  # the session and the account
        badge = on_one_line(browser.get("/fr/inbox/badge/").content.decode())
    assert '<b id="unread"' in badge and '<b id="unread-more"' in badge and ">1<" in badge


def test_opening_a_case_reads_it_in_every_page(people, problem, tell, client_of):
    tell(problem.reference)
    browser = client_of(people.jette)
    browser.get(f"/fr/problems/{problem.reference}/")
    assert unread(people.jette) == 0
    assert ">1<" not in browser.get("/fr/inbox/badge/").content.decode()


@pytest.mark.parametrize("url", ["/fr/inbox/badge/", "/fr/inbox/hear/"])
def test_strangers_have_no_inbox(people, client, client_of, url):
    method = "post" if "hear" in url else "get"
    assert getattr(client, method)(url).status_code == 302
    assert getattr(client_of(people.stranger), method)(url).status_code == 404
