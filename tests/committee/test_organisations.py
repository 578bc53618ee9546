"""The list of organisations, in both languages and in the order of the strip."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from committee.organisations.actions import load_organisations, register_organisation
from committee.organisations.models import Kind, Organisation
from committee.organisations.queries import (
    centres,
    forget_centres,
    holding,
    name_of_all_centres,
    names_of_centres,
)
from committee.privacy.models import PersonalDataFound
from tests.committee.records import unchanged


@pytest.fixture
def loaded(db):
    return load_organisations()


def test_the_site_begins_with_nineteen_centres_three_federations_and_the_administration(loaded):
    assert loaded == 23
    counts = {kind: Organisation.objects.filter(kind=kind).count() for kind in Kind.values}
    assert counts == {"cpas": 19, "federation": 3, "administration": 1, "guest": 0}


def test_loading_again_changes_nothing(loaded):
    with unchanged():
        assert load_organisations() == 23


def test_registering_again_brings_the_facts_up_to_date(loaded):
    before = Organisation.objects.get(name_fr="CPAS de Jette")
    after = register_organisation(kind="cpas", name_fr="CPAS de Jette", name_nl="OCMW Jette", position=before.position)
    assert after.pk == before.pk
    assert Organisation.objects.get(pk=before.pk).name_nl == "OCMW Jette"


def test_every_centre_has_its_municipality_and_code(loaded):
    rows = Organisation.objects.cpas().values_list("municipality_fr", "municipality_nl", "nis", "postal_codes")
    assert all(all(row) for row in rows)
    assert [nis for _fr, _nl, nis, _codes in rows] == [str(code) for code in range(21001, 21020)]


@pytest.mark.parametrize(
    ("language", "name", "municipality"),
    [("fr", "CPAS d’Ixelles", "Ixelles"), ("nl", "OCMW van Elsene", "Elsene"), ("en", "CPAS d’Ixelles", "Ixelles")],
)
def test_names_follow_the_reader(loaded, language, name, municipality):
    place = Organisation.objects.get(nis="21009")
    with override(language):
        assert (str(place), place.name, place.municipality) == (name, name, municipality)
        assert (centres()[8].name, centres()[8].municipality) == (name, municipality)
        assert names_of_centres()[8] == municipality


def test_centres_stand_in_the_order_of_the_strip_and_are_read_once(loaded, django_assert_num_queries):
    forget_centres()
    with django_assert_num_queries(1):
        first = centres()
    with django_assert_num_queries(0):
        assert centres() == first
    assert len(first) == 19
    assert (first[0].municipality_fr, first[-1].municipality_fr) == ("Anderlecht", "Woluwe-Saint-Pierre")


def test_a_centre_added_is_seen_after_the_transaction(loaded, django_capture_on_commit_callbacks):
    centres()
    with django_capture_on_commit_callbacks(execute=True):
        register_organisation(kind="cpas", name_fr="CPAS de Namur", name_nl="OCMW van Namen", position=19)
    assert [centre.name_fr for centre in centres()][-1] == "CPAS de Namur"


@pytest.mark.parametrize(
    "facts",
    [
        {"name_fr": "CPAS de Jette", "name_nl": "Autre", "position": 50},
        {"name_fr": "Autre", "name_nl": "OCMW van Jette", "position": 50},
        {"name_fr": "Autre", "name_nl": "Ander", "position": 0},
    ],
    ids=["a French name", "a Dutch name", "a cell of the strip"],
)
def test_two_centres_never_share(loaded, facts):
    with unchanged(), pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind="cpas", **facts)


def test_a_name_that_is_a_persons_address_is_refused(loaded):
    with unchanged(), pytest.raises(PersonalDataFound):
        register_organisation(kind="guest", name_fr="jean.dupont@gmail.com", name_nl="Gast", position=91)


@pytest.mark.parametrize(("language", "brussels", "all_"), [
    ("fr", "Les CPAS bruxellois", "Les CPAS"), ("nl", "De Brusselse OCMW’s", "De OCMW’s"),
])  # fmt: skip
def test_the_centres_together_are_named_from_what_is_registered(loaded, language, brussels, all_):
    forget_centres()
    with override(language):
        assert name_of_all_centres() == brussels
        register_organisation(kind="cpas", name_fr="CPAS de Namur", name_nl="OCMW van Namen", nis="92094", position=40)
        forget_centres()
        assert name_of_all_centres() == all_


def test_names_have_true_apostrophes_however_they_were_typed(loaded):
    typed = register_organisation(kind="guest", name_fr="Maison d'accueil", name_nl="Huis der collega's", position=91)
    assert (typed.name_fr, typed.name_nl) == ("Maison d’accueil", "Huis der collega’s")
    assert register_organisation(kind="guest", name_fr="Maison d'accueil", name_nl="Huis", position=91).pk == typed.pk


@pytest.mark.parametrize("word", ["d'ixelles", "d’Ixelles"])
def test_a_name_is_found_by_either_apostrophe(loaded, word):
    assert Organisation.objects.get(holding(("name_fr", "name_nl"), word)).nis == "21009"
