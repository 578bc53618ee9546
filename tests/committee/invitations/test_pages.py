"""The page of invitations, the mail, and the page behind its link."""

import re

import pytest
from django.test import Client

from committee.invitations.actions import withdraw_invitation
from committee.invitations.links import link_to, token_from
from committee.invitations.models import Invitation
from committee.people.models import Person
from tests.committee.invitations.test_actions import PASSPHRASE, accept, invitation, invited, ixelles  # noqa: F401

PAGE = "/fr/people/invite/"
FORM = {"function_fr": "Assistante sociale", "function_nl": "", "language": "nl", "password": PASSPHRASE}


def path_of(one: Invitation) -> str:
    return f"/nl/invitation/{token_from(one.nonce)}/"


@pytest.mark.parametrize(
    ("name", "status"),
    [("administrator", 200), ("secretariat", 200), ("federation", 200), ("ixelles_coordination", 200)]
    + [(name, 404) for name in ("ixelles", "editor", "spp_is", "observer", "stranger")],
)
def test_who_comes_to_the_page(people, client_of, name, status):
    assert client_of(getattr(people, name)).get(PAGE).status_code == status


def test_a_passer_by_signs_in_first(client, ground):
    assert client.get(PAGE)["Location"].startswith("/fr/account/login/")


def test_a_coordinator_invites_and_the_mail_is_in_the_language_of_who_is_invited(
    people, client_of, mailoutbox, django_capture_on_commit_callbacks
):
    browser = client_of(people.ixelles_coordination)
    sent = {"address": "Nouveau@example.org", "organisation": ixelles().pk, "role": "member", "language": "nl"}
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(PAGE, sent).status_code == 302
    one = Invitation.objects.get()
    [mail] = mailoutbox
    assert mail.to == ["nouveau@example.org"] and link_to(one) in mail.body and "OCMW van Elsene" in mail.body
    assert "Invitation" not in mail.subject and "Elsene" not in mail.subject
    page = browser.get(PAGE).content.decode()
    assert "nouveau@example.org" in page and token_from(one.nonce) not in page


def test_another_organisations_invitations_are_not_seen(people, client_of, invitation):  # noqa: F811
    browser = client_of(people.federation)
    assert "nouveau@example.org" not in browser.get(PAGE).content.decode()
    for deed in ("resend", "withdraw"):
        assert browser.post(f"{PAGE}{invitation.pk}/{deed}/").status_code == 404


def test_what_one_may_not_give_is_said_beside_the_field(people, client_of):
    sent = {"address": "x@example.org", "organisation": ixelles().pk, "role": "secretariat", "language": "fr"}
    response = client_of(people.secretariat).post(PAGE, sent)
    assert response.status_code == 422 and "x@example.org" in response.content.decode()
    assert not Invitation.objects.exists()


def test_sending_again_and_withdrawing(people, client_of, invitation, mailoutbox, django_capture_on_commit_callbacks):  # noqa: F811
    browser = client_of(people.ixelles_coordination)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"{PAGE}{invitation.pk}/resend/")
    assert len(mailoutbox) == 1 and link_to(invitation) not in mailoutbox[0].body
    browser.post(f"{PAGE}{invitation.pk}/withdraw/")
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


@pytest.mark.column
def test_the_page_asks_no_more_for_more_rows(people, client_of, django_assert_max_num_queries):
    for number in range(3):
        invited(people.secretariat, address=f"n{number}@example.org")
    accept(invited(people.secretariat, address="venu@example.org"))
    browser = client_of(people.secretariat)
    browser.get(PAGE)
    with django_assert_max_num_queries(9):
        assert browser.get(PAGE).content.decode().count("n2@example.org") == 3


def test_whoever_accepts_is_signed_in_and_led_on(invitation):  # noqa: F811
    browser = Client()
    page = browser.get(path_of(invitation))
    assert page.status_code == 200 and page["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page["Cache-Control"] and page["Referrer-Policy"] == "same-origin"
    response = browser.post(path_of(invitation), FORM)
    person = Person.objects.get(email="nouveau@example.org")
    assert (response.status_code, response["Location"]) == (302, "/nl/dashboard/")
    assert browser.session["_auth_user_id"] == str(person.pk)
    again = browser.post(path_of(invitation), FORM)
    assert again.status_code == 302 and Person.objects.filter(email="nouveau@example.org").count() == 1


def test_whoever_just_chose_a_passphrase_sets_a_second_factor_up_without_it(invitation):  # noqa: F811
    browser = Client()
    browser.post(path_of(invitation), FORM)
    assert browser.get("/nl/account/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize(
    "weak", ["court", "password12345", "aaaaaaaaaaaaaa", "nouveau@example.org", "Assistante sociale"]
)
def test_a_passphrase_that_is_guessed_easily_is_refused(invitation, weak):  # noqa: F811
    response = Client().post(path_of(invitation), FORM | {"password": weak})
    assert response.status_code == 422 and 'href="#id_password"' in response.content.decode()
    assert not Person.objects.filter(email="nouveau@example.org").exists()


def test_a_link_that_has_ended_says_so_and_how_to_get_another(people, invitation):  # noqa: F811
    withdraw_invitation(by=people.secretariat, invitation=invitation)
    response = Client().get(path_of(invitation))
    assert response.status_code == 410 and "Function of ixelles_coordination" in response.content.decode()
    posted = Client().post(path_of(invitation), FORM)
    assert posted.status_code == 410 and not Person.objects.filter(email="nouveau@example.org").exists()
    assert Client().get("/fr/invitation/" + "0" * 64 + "/").status_code == 404


def test_a_used_link_leads_to_signing_in(people, invitation):  # noqa: F811
    accept(invitation)
    page = Client().get(path_of(invitation))
    assert page.status_code == 410 and re.search(r'href="/nl/account/login/', page.content.decode())


def test_trying_links_is_slowed_down(db):
    browser = Client()
    answers = [browser.get(f"/fr/invitation/{number}/").status_code for number in range(22)]
    assert answers[0] == 404 and answers[-1] == 429
