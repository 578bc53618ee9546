"""Through an identity provider, against a provider of its own: who comes in, who is turned away, and what is kept."""

from __future__ import annotations

import warnings
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from committee.invitations.actions import invite_person
from committee.invitations.links import link_to
from committee.organisations.models import Organisation
from committee.people.models import Person
from committee.security.models import SecurityEvent
from home.settings.environment import openid_connect

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the provider's own libraries
STRONG = "urn:be:fedict:iam:fas:Level500"
FUNCTIONS = {"function_fr": "Assistante sociale", "function_nl": "", "language": "nl"}
REFUSED = "/fr/account/identity/refused/"


@pytest.fixture(scope="module")
def server():
    with warnings.catch_warnings(record=True):
        from oidc_provider_mock import run_server_in_thread
    with run_server_in_thread() as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture
def provider(server, settings):
    settings.IDENTITY_PROVIDER = {
        "id": "csam", "name": "CSAM", "issuer": server, "client_id": "portal", "secret": "a secret",
        "scope": ["openid", "email"], "second_factor": [STRONG],
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect(settings.IDENTITY_PROVIDER)
    return server


@pytest.fixture
def come(provider):
    """Leave for the provider, be somebody there, and come back."""

    def go(client: Client, sub: str, way: str = "/fr/dashboard/", **claims):
        facts = {"email": sub, "email_verified": True} | claims
        requests.put(f"{provider}/users/{sub}", json=facts, timeout=5).raise_for_status()
        left = client.get("/account/oidc/csam/login/", {"next": way})
        assert left.status_code == 302 and left["Location"].startswith(provider)
        there = requests.post(left["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
        back = urlsplit(there.headers["Location"])
        return client.get(f"{back.path}?{back.query}")

    return go


def invited(by: Person, **facts):
    organisation = Organisation.objects.get(name_fr="CPAS d’Ixelles")
    told = {"address": "nouveau@example.org", "language": "nl", "organisation": organisation, "role": "member"}
    return invite_person(by=by, **told | facts)


def who_is_in(client: Client) -> Person | None:
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_an_account_comes_in_by_its_verified_address_and_then_by_its_number(people, come, client):
    assert (
        come(client, "ixelles@example.org", name="Jeanne Dupont", egovNRN="85073003328")["Location"] == "/fr/dashboard/"
    )
    assert who_is_in(client) == people.ixelles
    kept = SocialAccount.objects.get()
    assert (kept.user, kept.provider, kept.uid, kept.extra_data) == (people.ixelles, "csam", "ixelles@example.org", {})
    assert "fournisseur d’identité" in mail.outbox[0].body
    assert SecurityEvent.objects.filter(detail="identity_connected", person=people.ixelles).exists()
    again = Client()
    come(again, "ixelles@example.org", email="elsewhere@example.org", email_verified=False)
    assert who_is_in(again) == people.ixelles
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "etrangere@example.org"}, "stranger"),
        ({"email": "ixelles@example.org", "email_verified": False}, "unverified"),
        ({"email": "ixelles@example.org", "email_verified": "false"}, "unverified"),
        ({"email": ""}, "stranger"),
    ],
)
def test_nobody_else_comes_in_and_is_told_what_to_do(people, come, client, claims, why):
    before = Person.objects.count()
    assert come(client, "someone", **claims)["Location"] == REFUSED
    page = client.get(REFUSED)
    assert (page.status_code, page.context["why"]) == (403, why)
    assert "/fr/join/" in page.content.decode() and "CSAM" in page.content.decode()
    assert who_is_in(client) is None
    assert (Person.objects.count(), SocialAccount.objects.count()) == (before, 0)
    assert SecurityEvent.objects.filter(event="sign_in_failed").count() == 1


def test_a_closed_account_stays_closed(people, come, client):
    come(Client(), "ixelles@example.org")
    Person.objects.filter(pk=people.ixelles.pk).update(is_active=False)
    assert come(client, "ixelles@example.org")["Location"] == REFUSED
    assert who_is_in(client) is None


def test_who_is_invited_to_a_verified_address_comes_in_without_a_passphrase(people, come, client):
    invited(people.ixelles_coordination)
    assert come(client, "nouveau@example.org", way="/nl/dashboard/")["Location"] == "/nl/account/identity/"
    assert "nouveau@example.org" in client.get("/nl/account/identity/").content.decode()
    assert client.post("/nl/account/identity/", {"function_fr": ""}).status_code == 422
    assert client.post("/nl/account/identity/", FUNCTIONS)["Location"] == "/nl/dashboard/"
    person = who_is_in(client)
    assert person is not None and not person.has_usable_password()
    assert person.memberships.get().organisation.name_fr == "CPAS d’Ixelles"
    again = Client()
    come(again, "nouveau@example.org")
    assert who_is_in(again) == person
    assert client.get("/nl/account/password/change/")["Location"] == "/nl/account/password/set/"
    assert client.get("/nl/account/password/set/").status_code == 200


def test_the_link_of_an_invitation_proves_the_address_that_a_provider_does_not_know(people, come, client):
    invitation = invited(people.ixelles_coordination)
    way = urlsplit(link_to(invitation)).path
    assert "/account/oidc/csam/login/?next=%2Fnl%2Finvitation" in client.get(way).content.decode()
    answer = come(client, "private-number", way=way, email="private@example.com", email_verified=False)
    assert answer["Location"] == "/nl/account/identity/"
    client.post("/nl/account/identity/", FUNCTIONS)
    person = who_is_in(client)
    assert person is not None and person.email == "nouveau@example.org"
    assert come(Client(), "another-number", way=way, email="")["Location"].endswith("/identity/refused/")


@pytest.mark.parametrize("way", ["/nl/invitation/" + "0" * 64 + "/", "https://elsewhere.example/", "/fr/invitation/x/"])
def test_a_link_that_is_none_helps_nobody(people, come, client, way):
    invited(people.ixelles_coordination)
    assert come(client, "someone", way=way, email="")["Location"].endswith("/identity/refused/")


def test_an_invitation_that_was_withdrawn_meanwhile_opens_nothing(people, come, client):
    invitation = invited(people.ixelles_coordination)
    come(client, "nouveau@example.org")
    type(invitation).objects.update(withdrawn_at=invitation.sent_at)
    assert "/invitation/" in client.post("/fr/account/identity/", FUNCTIONS)["Location"]
    assert not Person.objects.filter(email="nouveau@example.org").exists()


@pytest.mark.parametrize(("acr", "asked"), [(STRONG, False), ("urn:be:fedict:iam:fas:Level100", True), ("", True)])
def test_a_role_that_asks_for_a_second_factor_still_does(people, come, client, settings, acr, asked):
    settings.SECOND_FACTOR_FOR = ["secretariat"]
    come(client, "secretariat@example.org", **({"acr": acr} if acr else {}))
    assert who_is_in(client) == people.secretariat
    assert client.get("/fr/dashboard/").status_code == (302 if asked else 200)


@pytest.mark.parametrize(("acr", "asked"), [(STRONG, False), ("", True)])
def test_an_account_that_has_one_shows_it(people, come, client, acr, asked):
    Authenticator.objects.create(user=people.ixelles, type=Authenticator.Type.TOTP, data={"secret": "x"})
    answer = come(client, "ixelles@example.org", **({"acr": acr} if acr else {}))
    assert (answer["Location"] == "/fr/dashboard/", who_is_in(client) is None) == (not asked, asked)


def test_who_stops_at_the_provider_is_told(provider, client, db):
    left = client.get("/account/oidc/csam/login/", {"next": "/nl/dashboard/"})
    [state] = parse_qs(urlsplit(left["Location"]).query)["state"]
    back = client.get("/account/oidc/csam/login/callback/", {"error": "access_denied", "state": state})
    assert back["Location"] == "/nl/account/identity/refused/"
    page = client.get("/nl/account/identity/refused/")
    assert page.context["why"] == "failed"


def test_a_provider_that_does_not_answer_is_told(provider, client, db, settings):
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect(settings.IDENTITY_PROVIDER | {"issuer": "http://127.0.0.1:9"})
    assert client.get("/account/oidc/csam/login/")["Location"].endswith("/identity/refused/")


@pytest.mark.parametrize("query", ["?state=none&code=x", "", "?error=access_denied"])
def test_an_answer_that_was_not_asked_for(provider, client, db, query):
    assert client.get(f"/account/oidc/csam/login/callback/{query}")["Location"].endswith("/identity/refused/")


def test_nothing_is_connected_from_outside(people, provider, client_of):
    browser = client_of(people.ixelles)
    left = browser.get("/account/oidc/csam/login/", {"process": "connect"})
    there = requests.post(left["Location"], data={"sub": "attacker"}, allow_redirects=False, timeout=5)
    back = urlsplit(there.headers["Location"])
    assert browser.get(f"{back.path}?{back.query}")["Location"].endswith("/identity/refused/")
    assert not SocialAccount.objects.exists()


def test_the_page_of_signing_in_offers_it_where_it_is_set(client, db, request):
    assert "/account/oidc/" not in client.get("/fr/account/login/").content.decode()
    assert client.get("/account/oidc/csam/login/").status_code == 404
    request.getfixturevalue("provider")
    page = client.get("/nl/account/login/?next=/nl/problems/").content.decode()
    assert 'href="/account/oidc/csam/login/?next=%2Fnl%2Fproblems%2F"' in page and "CSAM" in page
