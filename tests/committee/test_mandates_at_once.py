"""Two people who seat somebody at the same moment on two connections: one is told, and the seat has one full member."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from committee.access.refusals import Refused
from committee.seats.actions import add_seat, begin_mandate
from committee.seats.models import Mandate
from tests.at_once import at_once, several_writers
from tests.committee.records import organisation_of

pytestmark = several_writers
TODAY = date(2026, 6, 10)


@pytest.fixture
def seat(people, ground):
    place = organisation_of(people.federation)
    return add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="federations")


def test_one_action_is_refused_in_words(people, seat):
    deeds = [
        lambda by=by: begin_mandate(by=people.secretariat, seat=seat, person=by)
        for by in (people.federation, people.editor)
    ]
    results = at_once(*deeds)
    assert [type(one) for one in results if isinstance(one, Exception)] == [Refused]
    assert Mandate.objects.filter(seat=seat).count() == 1


def test_the_database_refuses_what_no_action_looked_at(people, seat):
    def store(person):
        with transaction.atomic():
            return Mandate.objects.create(seat=seat, person=person, began_on=TODAY)

    results = at_once(lambda: store(people.federation), lambda: store(people.editor))
    assert [type(one) for one in results if isinstance(one, Exception)] == [IntegrityError]
    assert Mandate.objects.filter(seat=seat).count() == 1
