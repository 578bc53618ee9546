"""Notices for a person, duties for an organisation: to whom, once, and until done."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from committee.access.models import Space
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.inbox.actions.notices import notify, read_notices, read_notices_about
from committee.inbox.models import Duty, Notice
from committee.inbox.queries import duty_of, inbox_page, open_duties
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.people.models import Person
from committee.seats.actions import end_membership
from tests.committee.records import heard, organisation_of, unchanged

pytestmark = pytest.mark.column

ABOUT = ("problem", "CO-2025-0001")


def entry_in(space, by, key="CO-2025-0001") -> Entry:
    with transaction.atomic():
        return record(by=by, verb="problem.filed", about=("problem", key), space=space, title="Titre")


def unread(person) -> int:
    return Person.objects.get(pk=person.pk).unread_notices


@pytest.fixture
def entry(people, spaces):
    return entry_in(spaces.common, people.ixelles)


def test_people_are_told_once_and_never_of_their_own_deed(people, entry):
    assert notify(entry=entry, hearing=heard([people.ixelles, people.jette, people.jette, people.spp_is])) == [
        people.jette,
        people.spp_is,
    ]
    assert notify(entry=entry, hearing=heard([people.jette, people.molenbeek])) == [people.molenbeek]
    assert set(Notice.objects.values_list("person", flat=True)) == {
        people.jette.pk,
        people.spp_is.pk,
        people.molenbeek.pk,
    }
    assert [unread(person) for person in (people.ixelles, people.jette, people.spp_is, people.molenbeek)] == [
        0,
        1,
        1,
        1,
    ]


def test_reading_everything_is_reading_ones_own(people, spaces, entry):
    notify(entry=entry, hearing=heard([people.jette, people.molenbeek]))
    notify(entry=entry_in(spaces.common, people.ixelles), hearing=heard([people.jette]))
    with clock.acting_at(datetime(2025, 6, 2, 8, tzinfo=UTC)):
        assert read_notices(by=people.jette) == 2
    assert read_notices(by=people.jette) == 0
    assert set(Notice.objects.filter(person=people.jette).values_list("read_at", flat=True)) == {
        datetime(2025, 6, 2, 8, tzinfo=UTC)
    }
    assert (unread(people.jette), people.jette.unread_notices, unread(people.molenbeek)) == (0, 0, 1)


def test_reading_some_leaves_the_others(people, spaces, entry):
    second = entry_in(spaces.common, people.ixelles)
    for one in (entry, second):
        notify(entry=one, hearing=heard([people.jette]))
    mine = Notice.objects.get(entry=entry)
    assert read_notices(by=people.jette, notices=[mine.pk]) == 1
    assert unread(people.jette) == 1


def test_nobody_reads_another_persons_notices(people, entry):
    notify(entry=entry, hearing=heard([people.jette]))
    assert read_notices(by=people.molenbeek, notices=Notice.objects.values_list("pk", flat=True)) == 0
    assert unread(people.jette) == 1


def test_opening_a_page_reads_what_was_told_about_it(people, spaces, entry):
    other = entry_in(spaces.common, people.ixelles, key="CO-2025-0002")
    for one in (entry, other):
        notify(entry=one, hearing=heard([people.jette]))
    assert read_notices_about(by=people.jette, kind="problem", key="CO-2025-0001") == 1
    assert list(Notice.objects.unread().values_list("entry", flat=True)) == [other.pk]
    assert unread(people.jette) == 1


LANES = {
    "common": {"jette", "federation", "spp_is", "observer"},
    "federations": {"jette", "federation"},
    "administration": {"spp_is"},
    "own": {"jette"},
}


@pytest.mark.parametrize("name", ["jette", "federation", "spp_is", "observer", "stranger", "administrator"])
def test_a_notice_is_seen_while_its_lane_is_read(people, spaces, name):
    own = Space.objects.own(organisation_of(people.jette))
    person = getattr(people, name)
    for lane, space in {**vars(spaces), "own": own}.items():
        notify(entry=entry_in(space, people.ixelles, key=lane), hearing=heard([person]))
    seen = {notice.entry.subject.key for notice in Notice.objects.visible_to(person)}
    assert seen == {lane for lane, readers in LANES.items() if name in readers}
    assert {group.key for group in inbox_page(person)} == seen


def test_a_passer_by_has_no_notices(people, entry):
    from django.contrib.auth.models import AnonymousUser

    notify(entry=entry, hearing=heard([people.jette]))
    assert not Notice.objects.visible_to(AnonymousUser()).exists()


def test_notices_end_with_the_membership(people, entry):
    notify(entry=entry, hearing=heard([people.jette]))
    end_membership(by=people.administrator, membership=people.jette.memberships.get())
    assert inbox_page(people.jette) == []
    assert unread(people.jette) == 0


def owe(entry, organisation, ability="moderate", code="duty.triage", **facts) -> Duty:
    return owe_duty(organisation=organisation, ability=ability, code=code, about=ABOUT, entry=entry, **facts)


def test_a_duty_is_owed_once_while_it_is_open(people, spaces, entry):
    place = organisation_of(people.jette)
    first = owe(entry, place)
    assert owe(entry_in(spaces.common, people.ixelles), place.pk) == first
    assert first.entry == entry
    discharge_duties(code="duty.triage", about=ABOUT)
    assert owe(entry, place) != first


def test_a_duty_is_discharged_for_one_organisation_or_for_all(people, entry):
    jette, ixelles, federation = (organisation_of(getattr(people, n)) for n in ("jette", "ixelles", "federation"))
    for place in (jette, ixelles, federation):
        owe(entry, place)
    other = owe(entry, jette, code="duty.verify")
    assert discharge_duties(code="duty.triage", about=ABOUT, organisation=jette) == 1
    assert discharge_duties(code="duty.triage", about=("problem", "CO-2025-0002")) == 0
    assert discharge_duties(code="duty.triage", about=ABOUT) == 2
    assert discharge_duties(code="duty.triage", about=ABOUT) == 0
    assert list(Duty.objects.open()) == [other]


DUTIES = {
    ("cpas", "verify_solution", "common"): {"ixelles", "ixelles_coordination"},
    ("cpas", "verify_solution", "federations"): {"ixelles", "ixelles_coordination"},
    ("cpas", "verify_solution", "administration"): set(),
    ("cpas", "moderate", "common"): set(),
    ("cpas", "", "common"): {"ixelles", "ixelles_coordination"},
    ("federation", "moderate", "common"): {"secretariat"},
    ("federation", "triage", "common"): {"secretariat", "federation"},
    ("federation", "cite_evidence", "federations"): {"secretariat", "federation", "editor"},
    ("federation", "", "common"): {"secretariat", "federation", "editor"},
    ("administration", "steer_solution", "administration"): {"spp_is"},
    ("administration", "steer_solution", "federations"): set(),
    ("guest", "", "common"): {"observer"},
}
OWING = {"cpas": "ixelles", "federation": "federation", "administration": "spp_is", "guest": "observer"}


@pytest.mark.parametrize("case", DUTIES, ids=" ".join)
def test_whose_dashboard_shows_a_duty(people, spaces, case):
    kind, ability, lane = case
    entry = entry_in(getattr(spaces, lane), people.jette)
    duty = owe(entry, organisation_of(getattr(people, OWING[kind])), ability)
    cast = {name for name in vars(people) if open_duties(getattr(people, name)) == [duty]}
    assert cast == DUTIES[case]
    assert {name for name in vars(people) if duty_of(getattr(people, name), entry) == duty} == cast


def test_open_duties_are_oldest_first(people, spaces):
    place, duties = organisation_of(people.secretariat), []
    for hour in (10, 8, 9):
        with clock.acting_at(datetime(2025, 6, 2, hour, tzinfo=UTC)):
            entry = entry_in(spaces.common, people.jette)
        about = ("problem", str(hour))
        duties.append(owe_duty(organisation=place, ability="triage", code="duty.triage", about=about, entry=entry))
    assert [duty.key for duty in open_duties(people.secretariat)] == ["8", "9", "10"]


def test_a_duty_done_awaits_nobody(people, entry):
    owe(entry, organisation_of(people.secretariat))
    discharge_duties(code="duty.triage", about=ABOUT)
    assert open_duties(people.secretariat) == []
    assert duty_of(people.secretariat, entry) is None


def test_a_notice_fails_for_all_or_none(people, entry):
    missing = Person(pk=10**9)
    with unchanged(), pytest.raises(Exception, match=r"(?i)foreign key"), transaction.atomic():
        notify(entry=entry, hearing=heard([people.jette, missing]))
        with transaction.get_connection().cursor():
            transaction.get_connection().check_constraints()
