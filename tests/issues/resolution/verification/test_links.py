"""One click from the mail: it shows and never records, speaks for one CPAS in one person's name, and dies with the right."""

import re
from datetime import timedelta

import pytest

from committee.inbox.mails.sending import send_letters
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.models import Person
from committee.seats.actions import end_membership
from issues.resolution.solutions.models import Solution
from issues.resolution.verification.links import link_to
from issues.resolution.verification.models import Verdict, VerdictRequest
from tests.committee.records import organisation_of, unchanged
from tests.issues.pages import body
from tests.issues.resolution.verification.conftest import letters, request_to
from tests.issues.steps import PHONE, declare, judge, move, state_of

DEAD = 410


@pytest.fixture
def mailed(people, asked, mailoutbox):
    """The letters as they left, by the name of who got them."""
    send_letters()
    return {mail.to[0].split("@")[0]: mail for mail in mailoutbox}


def links_in(mail) -> list[str]:
    """The answers that a letter offers, as paths."""
    html = mail.alternatives[0][0]
    return re.findall(r'href="http://127\.0\.0\.1:8000(/[a-z]{2}/verdict/[^"]+)"', html)


def page_of(person) -> str:
    """The page of a person's link, in French."""
    return "/fr" + link_to(request_to(person)).removeprefix("/fr").removeprefix("/nl")


def version_on(client, page: str) -> str:
    """The version that the form of a link carries."""
    return re.search(r'name="version" value="([^"]*)"', body(client.get(page)))[1]


def verdicts() -> list[tuple[str, str, bool, str]]:
    rows = Verdict.objects.values_list("organisation__code", "outcome", "by_link", "given_by__email")
    return [(code, outcome, by_link, email.split("@")[0]) for code, outcome, by_link, email in rows]


def test_those_who_speak_for_a_cpas_concerned_are_written_to(people, mailed):
    assert letters() == ["ixelles", "ixelles_coordination", "molenbeek"]
    assert {name for name, mail in mailed.items() if links_in(mail)} == {"ixelles", "ixelles_coordination", "molenbeek"}


def test_a_letter_has_four_answers_in_html_and_in_text_and_no_title_on_a_locked_screen(people, asked, mailed):
    mail = mailed["ixelles"]
    assert [link.partition("?")[2] for link in links_in(mail)] == ["say=w", "say=p", "say=x", "say=t"]
    assert all(f"http://127.0.0.1:8000{link}" in mail.body for link in links_in(mail))
    assert asked.title in mail.body and asked.title not in mail.subject
    assert asked.number in mail.subject
    assert "List-Unsubscribe" in mail.extra_headers


def test_a_letter_is_in_the_language_of_the_person(people, asked, mailoutbox):
    Person.objects.filter(pk=people.molenbeek.pk).update(language="nl")
    send_letters()
    (mail,) = [mail for mail in mailoutbox if mail.to == [people.molenbeek.email]]
    assert "werkt het in uw OCMW?" in mail.subject
    assert all(link.startswith("/nl/verdict/") for link in links_in(mail))


def test_who_is_asked_is_not_mailed_the_news_of_it_too(
    people, problem, solution, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        move(people.federation, solution, "agreed")
        move(people.spp_is, solution, "delivered")
    send_letters()
    to_ixelles = [mail.subject for mail in mailoutbox if mail.to == [people.ixelles.email]]
    assert sum("fonctionne" in subject for subject in to_ixelles) == 1
    assert not any(
        "mise en service" in str(mail.body) and "fonctionne" not in mail.subject
        for mail in mailoutbox
        if mail.to == [people.ixelles.email]
    )


def test_who_wants_no_mail_is_written_nothing_and_owes_its_word_all_the_same(people, problem, solution):
    Person.objects.filter(pk=people.ixelles.pk).update(mail_pace="never")
    move(people.federation, solution, "agreed")
    move(people.spp_is, solution, "delivered")
    assert "ixelles" not in letters()


def test_a_letter_to_a_cpas_that_has_answered_is_never_sent(people, asked, mailoutbox):
    judge(people.ixelles_coordination, asked, "w")
    send_letters()
    assert people.ixelles.email not in [address for mail in mailoutbox for address in mail.to]


def test_a_scanner_that_follows_every_link_changes_nothing(people, mailed, client):
    paths = [path for mail in mailed.values() for path in links_in(mail)]
    with unchanged():
        for path in paths:
            for send in (client.get, client.head):
                response = send(path)
                assert response.status_code == 200
                assert response["Referrer-Policy"] == "no-referrer"
                assert "noindex" in response["X-Robots-Tag"] and "no-store" in response["Cache-Control"]
                assert "sessionid" not in response.cookies and "session" not in response.cookies
    assert verdicts() == []


@pytest.mark.parametrize("outcome", ["w", "p", "x", "t"])
def test_the_page_has_the_answer_chosen_and_one_button_records_it(people, asked, client, outcome):
    page = page_of(people.ixelles)
    shown = body(client.get(f"{page}?say={outcome}"))
    assert re.search(rf'value="{outcome}"[^>]*checked', shown) and shown.count("checked") == 1
    response = client.post(page, {"outcome": outcome})
    assert (response.status_code, response["Location"]) == (302, f"{page}?kept=1")
    assert verdicts() == [(organisation_of(people.ixelles).code, outcome, True, "ixelles")]
    assert "Merci" in body(client.get(response["Location"]))


def test_the_record_says_that_it_came_by_the_link_of_a_mail(people, asked, client):
    client.post(page_of(people.ixelles), {"outcome": "w"})
    entry = Entry.objects.filter(verb="solution.judged").latest("pk")
    assert (entry.actor, entry.organisation) == (people.ixelles, organisation_of(people.ixelles))
    assert entry.data["outcome"] == {
        "fr": "Fonctionne (par le lien d’un courriel)",
        "nl": "Werkt (via de link in een e-mail)",
        **{code: entry.data["outcome"][code] for code in entry.data["outcome"] if code not in ("fr", "nl")},
    }


def test_a_forged_token_of_another_site_finds_nothing(people, asked, client):
    page = page_of(people.ixelles)
    token = page.split("/")[3]
    for wrong in (token[:-1], token[:-1] + ("A" if token[-1] != "A" else "B"), "x", "x:y:z"):
        with unchanged():
            assert client.get(f"/fr/verdict/{wrong}/").status_code == 404
            assert client.post(f"/fr/verdict/{wrong}/", {"outcome": "w"}).status_code == 404


def test_a_link_used_twice_shows_what_stands_and_lets_it_be_changed(people, asked, client):
    page = page_of(people.ixelles)
    client.post(page, {"outcome": "w", "comment": "Tout va bien."})
    shown = body(client.get(page))
    assert "Fonctionne" in shown and "Tout va bien." not in shown
    client.post(page, {"outcome": "w"})
    assert Verdict.objects.get().comment == "Tout va bien."
    version = version_on(client, page)
    client.post(page, {"outcome": "t", "version": version})
    assert [one[1] for one in verdicts()] == ["t"]


def test_whoever_did_not_read_what_a_colleague_said_is_shown_it_first(people, asked, client):
    page = page_of(people.ixelles)
    version = version_on(client, page)
    judge(people.ixelles_coordination, asked, "p")
    response = client.post(page, {"outcome": "w", "version": version})
    assert (response.status_code, [one[1] for one in verdicts()]) == (422, ["p"])
    again = re.search(r'name="version" value="([^"]*)"', body(response))[1]
    assert client.post(page, {"outcome": "w", "version": again}).status_code == 302
    assert [one[1] for one in verdicts()] == ["w"]


def test_a_forwarded_link_says_on_whose_behalf_it_answers_and_tells_no_more_than_the_mail(people, asked, client):
    judge(people.molenbeek, asked, "x", "Un mot de Molenbeek.")
    shown = body(client.get(page_of(people.ixelles)))
    assert people.ixelles.function in shown and organisation_of(people.ixelles).name_fr in shown
    assert asked.title in shown
    for hidden in ("Un mot de Molenbeek.", "Molenbeek", "On <strong>corrige</strong>", people.ixelles.email):
        assert hidden not in shown


def end(people, asked) -> None:
    end_membership(by=people.administrator, membership=people.ixelles.memberships.get())


def close(people, asked) -> None:
    Person.objects.filter(pk=people.ixelles.pk).update(is_active=False)


def ask_for_new_addresses(people, asked) -> None:
    Person.objects.filter(pk=people.ixelles.pk).update(address_version=99)


def take_back(people, asked) -> None:
    move(people.spp_is, asked, "planned", reason="À corriger.")


def deliver_again(people, asked) -> None:
    take_back(people, asked)
    move(people.spp_is, Solution.objects.get(pk=asked.pk), "delivered")


def withdraw(people, asked) -> None:
    declare(people.ixelles, asked.problems.get(), "n")


@pytest.mark.parametrize("deed", [end, close, ask_for_new_addresses, take_back, deliver_again, withdraw])
def test_a_link_dies_with_the_right_that_it_rests_on(people, asked, client, deed):
    page = page_of(people.ixelles)
    deed(people, asked)
    with unchanged():
        for response in (client.get(page), client.post(page, {"outcome": "w"})):
            assert response.status_code == DEAD
            assert "Ce lien n’est plus valable" in body(response)
            assert asked.title not in body(response)
            assert f"/fr/solutions/{asked.pk}/#verdict" in body(response)


def test_a_link_that_is_late_says_so_and_offers_to_sign_in(people, asked, client, settings):
    page, now = page_of(people.ixelles), clock.now()
    with clock.acting_at(now + timedelta(days=settings.VERDICT_LINK_DAYS, minutes=-1)):
        assert client.get(page).status_code == 200
    with clock.acting_at(now + timedelta(days=settings.VERDICT_LINK_DAYS, minutes=1)), unchanged():
        assert client.post(page, {"outcome": "w"}).status_code == DEAD


@pytest.mark.parametrize(
    "sent", [{}, {"outcome": "z"}, {"outcome": "w", "comment": PHONE}, {"outcome": "w", "minutes_low": "5"}]
)
def test_what_is_not_understood_comes_back_and_changes_nothing(people, asked, client, sent):
    with unchanged():
        assert client.post(page_of(people.ixelles), sent).status_code == 422


def test_a_link_works_without_a_token_against_forgery_since_no_cookie_gives_it_a_right(people, asked, client_of):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page_of(people.ixelles), {"outcome": "w"}).status_code == 302


def test_who_is_signed_in_as_somebody_else_still_answers_in_the_name_of_the_mail(people, asked, client_of):
    client_of(people.jette).post(page_of(people.ixelles), {"outcome": "w"})
    assert verdicts() == [(organisation_of(people.ixelles).code, "w", True, "ixelles")]


def test_a_link_is_not_followed_without_end(people, asked, client):
    page = page_of(people.ixelles)
    assert [client.get(page).status_code for _ in range(22)][-1] == 429


def test_a_relapse_by_a_link_needs_its_reason(people, asked, client):
    page = page_of(people.ixelles)
    client.post(page, {"outcome": "w"})
    version = version_on(client, page)
    with unchanged():
        assert client.post(page, {"outcome": "x", "version": version}).status_code == 422
    sent = {"outcome": "x", "comment": "Cela recommence.", "version": version}
    assert client.post(page, sent).status_code == 302
    assert state_of(asked) == "relapsed"


def test_what_was_asked_is_asked_of_a_person_once_in_a_round(people, problem, asked):
    declare(people.molenbeek, problem, "n")
    declare(people.molenbeek, problem, cases=2)
    assert VerdictRequest.objects.filter(person=people.molenbeek).count() == 1
    assert letters().count("molenbeek") == 1
