"""An address names one person and one post, and cannot be made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.seats.actions import end_membership
from issues.conversation.email_replies.addresses import Address, read_address
from issues.conversation.threads.actions.posts import withdraw_post
from tests.committee.records import organisation_of
from tests.issues.conversation.email_replies.conftest import DOMAIN, address_for
from tests.issues.steps import say


def test_an_address_says_what_it_was_made_for():
    address = Address(7, 2**40, 3)
    local, _at, domain = str(address).partition("@")
    assert read_address(str(address)) == address
    assert (len(local) <= 64, domain, local == local.lower()) == (True, DOMAIN, True)
    assert read_address(f"<{str(address).upper()}>") == address


@pytest.mark.parametrize("place", range(2, 54))
def test_no_letter_of_an_address_can_be_changed(place):
    address = str(Address(7, 8, 0))
    other = "b" if address[place] == "a" else "a"
    assert read_address(address[:place] + other + address[place + 1 :]) in (None, Address(7, 8, 0))
    assert place == 53 or read_address(address[:place] + other + address[place + 1 :]) is None


@pytest.mark.parametrize(
    "word",
    ["", "@", "r+@" + DOMAIN, "r+a@" + DOMAIN, "portail@example.org", "r+" + "a" * 52 + "@" + DOMAIN, "r+é@" + DOMAIN],
)
def test_what_was_not_made_here_says_nothing(word):
    assert read_address(word) is None


@given(st.text(max_size=90))
def test_no_text_is_an_address(text):
    assert read_address(f"r+{text}@{DOMAIN}") is None


def test_another_domain_or_another_secret_ends_it(settings):
    address = str(Address(7, 8, 0))
    assert read_address(address.replace(DOMAIN, "example.org")) is None
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    assert read_address(address) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert read_address(address) == Address(7, 8, 0)


def test_two_people_have_two_addresses_for_one_post(people, problem):
    post = say(people.spp_is, problem)
    addresses = {address_for(person, post) for person in (people.ixelles, people.molenbeek)}
    assert len(addresses) == 2
    assert read_address(address_for(people.ixelles, post)) == Address(people.ixelles.pk, post.pk, 0)


def test_without_a_domain_there_is_no_address(people, problem, settings):
    settings.MAIL_REPLY_DOMAIN = ""
    assert address_for(people.ixelles, say(people.spp_is, problem)) == ""
    assert read_address("r+x@") is None


def test_only_who_may_write_there_has_one(people, problem, spaces):
    common, apart = say(people.spp_is, problem), say(people.molenbeek, problem, space=spaces.federations)
    assert address_for(people.editor, common) == ""
    assert address_for(people.observer, common) == ""
    assert address_for(people.stranger, common) == ""
    assert address_for(people.spp_is, apart) == ""
    assert address_for(people.editor, apart).endswith(DOMAIN)


def test_what_was_taken_back_or_is_over_has_none(people, problem):
    post = say(people.spp_is, problem)
    withdraw_post(by=people.spp_is, post=post)
    assert address_for(people.ixelles, post) == ""
    other = say(people.spp_is, problem, "Autre.")
    end_membership(
        by=people.administrator, membership=people.ixelles.memberships.get(organisation=organisation_of(people.ixelles))
    )
    assert address_for(people.ixelles, other) == ""
