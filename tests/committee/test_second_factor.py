"""A second factor, asked by role: whoever lacks it comes nowhere but to where it is set up."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from committee.access.second_factor import lacks_second_factor

ROLES = ("administrator", "secretariat", "federation", "ixelles", "ixelles_coordination", "stranger")
WHERE = "/fr/account/2fa/"


@pytest.mark.parametrize("name", ROLES)
def test_of_whom_it_is_asked(people, settings, name):
    person = getattr(people, name)
    assert not lacks_second_factor(person)
    settings.SECOND_FACTOR_FOR = ["secretariat", "administrator"]
    assert lacks_second_factor(person) is (name in ("administrator", "secretariat"))
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert not lacks_second_factor(person)


@pytest.mark.parametrize("url", ["/fr/dashboard/", "/fr/people/", "/admin/", "/fr/account/", "/nl/problems/"])
def test_nothing_is_open_before_it_is_set_up(people, client_of, settings, url):
    settings.SECOND_FACTOR_FOR = ["secretariat"]
    response = client_of(people.secretariat).get(url)
    assert response.status_code == 302 and response["Location"].endswith("/account/2fa/")
    assert client_of(people.federation).get(url).get("Location", "").endswith("/account/2fa/") is False


def test_it_is_set_up_and_everything_is_open(people, client_of, settings):
    settings.SECOND_FACTOR_FOR = ["secretariat"]
    browser = client_of(people.secretariat)
    assert browser.get(WHERE).status_code == 200
    TOTP.activate(people.secretariat, "JBSWY3DPEHPK3PXP")
    assert browser.get("/fr/dashboard/").status_code == 200


def test_signing_out_and_what_is_public_stay_open(people, client_of, client, settings):
    settings.SECOND_FACTOR_FOR = ["secretariat"]
    assert client.get("/fr/search/").status_code == 200
    assert client_of(people.secretariat).get("/fr/account/logout/").status_code == 200
