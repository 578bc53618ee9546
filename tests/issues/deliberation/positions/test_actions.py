"""What can be done with positions: it does, it refuses, it records, it leaves nothing when it fails."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from committee.access.refusals import ChangedMeanwhile, Refused
from committee.access.versions import version_of
from committee.inbox.models import Notice
from committee.inbox.queries import open_duties
from committee.journal import clock
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import hand_over_seat
from committee.seats.models import Mandate, Seat
from issues.deliberation.positions.actions import (
    call_for_positions,
    confirm_position,
    contradict_position,
    record_on_behalf,
    reopen_positions,
    said,
    seal_positions,
    take_position,
    turn_reviews,
)
from issues.deliberation.positions.models import Consultation, Position
from issues.deliberation.positions.queries import last_round
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.deliberation.table import away, join
from tests.issues.steps import PHONE, propose


def say(person, thing, seat, stance, space=None, text="", **facts) -> Position:
    space = (space or thing.space).pk
    return take_position(by=person, about=thing.about, seat=seat, space=space, stance=stance, text=text, **facts)


def behalf(people, thing, seat, stance, text="") -> Position:
    return record_on_behalf(by=people.secretariat, about=thing.about, seat=seat, stance=stance, text=text)


def duties(person) -> set[str]:
    return {duty.code.removeprefix("duty.") for duty in open_duties(person)}


def standing(thing) -> dict:
    rows = Position.objects.current().filter(consultation__key=thing.about[1])
    return {(one.seat, one.space.lane): one.stance for one in rows}


def sealed(people, thing, table, **facts) -> Consultation:
    say(people.federation, thing, table.brussels, "support")
    say(table.walloon_holder, thing, table.walloon, "support")
    say(people.spp_is, thing, table.federal, "notes")
    return seal_positions(by=people.secretariat, about=thing.about, **facts)


def test_a_position_is_taken_in_the_name_of_the_seat(people, table, solution):
    with recording() as records:
        position = say(people.federation, solution, table.brussels, "support")
    assert (position.seat, position.taken_by, position.on_behalf) == (table.brussels, people.federation, False)
    assert position.consultation.about == solution.about
    [entry] = records
    assert (entry.verb, entry.organisation) == ("position.taken", table.brussels.organisation)
    assert entry.subjects == [solution.about, ("seat", str(table.brussels.pk))]
    assert entry.space == solution.space


def test_within_the_bench_first_then_in_common(people, spaces, table, solution):
    with recording() as records:
        say(people.federation, solution, table.brussels, "reservation", spaces.federations, "À voir entre nous.")
    assert records[0].space == spaces.federations
    assert [one.text for one in last_round(people.ixelles, *solution.about).positions] == ["À voir entre nous."]
    assert last_round(people.spp_is, *solution.about).positions == []
    say(people.federation, solution, table.brussels, "support")
    assert standing(solution) == {(table.brussels, "federations"): "reservation", (table.brussels, "common"): "support"}
    assert [one.stance for one in last_round(people.spp_is, *solution.about).positions] == ["support"]


@pytest.mark.parametrize("stance", ["support_if", "reservation", "opposed"])
def test_what_qualifies_needs_words(people, table, solution, stance):
    with unchanged(), pytest.raises(Refused) as refused, transaction.atomic():
        say(people.federation, solution, table.brussels, stance, text="  ")
    assert refused.value.field == "text"


def test_personal_data_is_caught(people, table, solution):
    with unchanged(), pytest.raises(PersonalDataFound), transaction.atomic():
        say(people.federation, solution, table.brussels, "reservation", text=PHONE)


@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("secretariat", "brussels"),
        ("ixelles", "brussels"),
        ("editor", "brussels"),
        ("observer", "brussels"),
        ("stranger", "brussels"),
        ("spp_is", "brussels"),
        ("federation", "walloon"),
        ("federation", "federal"),
    ],
)
def test_nobody_else_takes_the_position_of_a_seat(people, table, solution, name, seat):
    with unchanged(), pytest.raises(PermissionDenied):
        say(getattr(people, name), solution, getattr(table, seat), "support")


def test_no_position_in_a_lane_of_the_other_bench_nor_at_home(people, spaces, table, solution):
    with unchanged(), pytest.raises(PermissionDenied):
        say(people.federation, solution, table.brussels, "support", spaces.administration)
    closed = propose(people.federation, filed(people.federation, spaces.federations, impact={}))
    with unchanged(), pytest.raises(PermissionDenied):
        say(people.spp_is, closed, table.federal, "support")


def test_a_substitute_acts_while_the_full_member_is_away_and_it_is_said(people, table, solution):
    with unchanged(), pytest.raises(PermissionDenied):
        say(table.deputy, solution, table.federal, "support")
    away(people.spp_is)
    with recording() as records:
        position = say(table.deputy, solution, table.federal, "support")
    assert (position.taken_by, position.instead_of) == (table.deputy, people.spp_is)
    assert records[0].verb == "position.taken_for"


def test_a_position_is_revised_with_its_history_and_the_same_twice_is_one(people, table, solution):
    first = say(people.federation, solution, table.brussels, "support")
    with unchanged():
        assert say(people.federation, solution, table.brussels, "support") == first
    say(people.federation, solution, table.brussels, "opposed", text="Trop tard.")
    assert standing(solution) == {(table.brussels, "common"): "opposed"}
    assert [one.stance for one in last_round(people.ixelles, *solution.about).history] == ["support"]


def test_who_did_not_read_what_stands_does_not_write_over_it(people, table, solution):
    read = version_of(said(None))
    first = say(people.federation, solution, table.brussels, "support", version=read)
    with unchanged(), pytest.raises(ChangedMeanwhile), transaction.atomic():
        say(people.federation, solution, table.brussels, "opposed", text="Non.", version=read)
    say(people.federation, solution, table.brussels, "opposed", text="Non.", version=version_of(said(first)))


def test_a_call_lets_each_voting_seat_owe_its_position(people, table, solution):
    Seat.objects.filter(pk=table.flemish.pk).update(voice="advisory")
    say(people.spp_is, solution, table.federal, "support")
    with unchanged(), pytest.raises(PermissionDenied):
        call_for_positions(by=people.federation, about=solution.about)
    call_for_positions(by=people.secretariat, about=solution.about)
    assert "take_position" in duties(people.federation) & duties(table.walloon_holder)
    assert "take_position" not in duties(people.spp_is) | duties(people.secretariat)
    say(people.federation, solution, table.brussels, "no_mandate")
    assert "take_position" in duties(people.federation)
    say(people.federation, solution, table.brussels, "support")
    assert "take_position" not in duties(people.federation)
    assert "take_position" in duties(table.walloon_holder)


def test_the_next_holder_owes_the_position(people, table, solution):
    call_for_positions(by=people.secretariat, about=solution.about)
    newcomer = join(people, "newcomer", table.federal.organisation)
    mandate = Mandate.objects.get(seat=table.federal, person=people.spp_is)
    hand_over_seat(by=people.administrator, mandate=mandate, person=newcomer)
    assert "take_position" in duties(newcomer)
    assert "take_position" not in duties(people.spp_is)
    say(newcomer, solution, table.federal, "support")


def test_the_secretariat_records_for_a_seat_that_phoned_and_the_seat_confirms(people, table, solution):
    with unchanged(), pytest.raises(PermissionDenied):
        record_on_behalf(by=people.federation, about=solution.about, seat=table.walloon, stance="support")
    with recording() as records:
        position = behalf(people, solution, table.walloon, "support")
    assert (position.on_behalf, position.is_unconfirmed, position.taken_by) == (True, True, people.secretariat)
    assert (records[0].verb, records[0].organisation) == ("position.recorded", organisation_of(people.secretariat))
    assert "confirm_position" in duties(table.walloon_holder)
    for person in (people.federation, people.secretariat, people.spp_is, people.observer):
        with unchanged(), pytest.raises(PermissionDenied):
            confirm_position(by=person, position=position)
    confirm_position(by=table.walloon_holder, position=position)
    with unchanged():
        confirm_position(by=table.walloon_holder, position=position)
    assert not Position.objects.get().is_unconfirmed
    assert "confirm_position" not in duties(table.walloon_holder)


def test_what_a_seat_contradicts_counts_no_more(people, table, solution):
    position = behalf(people, solution, table.walloon, "support")
    contradict_position(by=table.walloon_holder, position=position)
    with unchanged():
        contradict_position(by=table.walloon_holder, position=position)
    assert standing(solution) == {}
    assert duties(table.walloon_holder) >= {"take_position"}
    assert "confirm_position" not in duties(table.walloon_holder)
    with unchanged(), pytest.raises(PermissionDenied):
        confirm_position(by=table.walloon_holder, position=position)
    say(table.walloon_holder, solution, table.walloon, "opposed", text="Non.")


def test_taking_ones_own_position_answers_what_was_recorded(people, table, solution):
    behalf(people, solution, table.walloon, "support")
    own = say(table.walloon_holder, solution, table.walloon, "support")
    assert not own.on_behalf
    assert "confirm_position" not in duties(table.walloon_holder)


def test_sealing_keeps_the_outcome_and_ends_revision(people, table, solution):
    for person in (people.federation, people.spp_is):
        with unchanged(), pytest.raises(PermissionDenied):
            seal_positions(by=person, about=solution.about)
    call_for_positions(by=people.secretariat, about=solution.about)
    with unchanged(), pytest.raises(Refused), transaction.atomic():
        seal_positions(by=people.secretariat, about=solution.about)
    with recording() as records:
        found = sealed(people, solution, table)
    assert (found.outcome, found.sealed_by) == ("federations_noted", people.secretariat)
    assert {one["bench"]: (one["spoken"], one["seats"], one["leaning"]) for one in found.benches} == {
        "federations": (2, 3, "supports"),
        "administration": (1, 1, "notes"),
    }
    assert records[-1].verb == "position.sealed"
    assert "take_position" not in duties(people.federation)
    for deed in (
        lambda: say(people.federation, solution, table.brussels, "opposed", text="Non."),
        lambda: behalf(people, solution, table.flemish, "support"),
    ):
        with unchanged(), pytest.raises(Refused), transaction.atomic():
            deed()
    with unchanged(), pytest.raises(PermissionDenied):
        seal_positions(by=people.secretariat, about=solution.about)


def test_what_is_said_within_a_bench_does_not_count(people, spaces, table, solution):
    say(people.federation, solution, table.brussels, "support", spaces.federations)
    with unchanged(), pytest.raises(Refused), transaction.atomic():
        seal_positions(by=people.secretariat, about=solution.about)


def test_a_review_brings_it_back_once(people, table, solution):
    day = clock.today() + timedelta(days=30)
    with unchanged(), pytest.raises(Refused) as refused, transaction.atomic():
        sealed(people, solution, table, review_on=clock.today())
    assert refused.value.field == "review_on"
    sealed(people, solution, table, review_on=day)
    assert turn_reviews() == 0
    with time_machine.travel(f"{day.isoformat()} 09:00 +00:00", tick=False), recording() as records:
        assert (turn_reviews(), turn_reviews()) == (1, 0)
    assert [one.verb for one in records] == ["position.recalled"]
    assert "review_positions" in duties(people.secretariat)
    with unchanged(), pytest.raises(PermissionDenied):
        reopen_positions(by=people.federation, about=solution.about)
    again = reopen_positions(by=people.secretariat, about=solution.about)
    assert (again.number, again.sealed_at) == (2, None)
    assert reopen_positions(by=people.secretariat, about=solution.about) == again
    assert "review_positions" not in duties(people.secretariat)
    assert "take_position" in duties(people.federation)
    assert last_round(people.ixelles, *solution.about).positions == []
    assert Consultation.objects.get(number=1).outcome == "federations_noted"


def test_positions_on_anything_with_a_place_of_its_own(people, table, question):
    """Nothing here knows what a solution is: a question is deliberated about the same way."""
    say(people.federation, question, table.brussels, "support")
    assert standing(question) == {(table.brussels, "common"): "support"}


def test_nothing_is_said_of_what_does_not_exist(people, table):
    for about in (("solution", "999999"), ("seat", str(table.brussels.pk)), ("nothing", "1")):
        with unchanged(), pytest.raises(PermissionDenied):
            take_position(by=people.federation, about=about, seat=table.brussels, space=1, stance="support")


def test_those_who_speak_for_the_seats_are_told(people, table, solution, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_for_positions(by=people.secretariat, about=solution.about)
    told = {notice.person for notice in Notice.objects.filter(entry__verb="position.called")}
    assert {people.federation, table.walloon_holder, people.spp_is} <= told


@pytest.mark.column
def test_the_database_keeps_the_rules(people, table, solution):
    position = say(people.federation, solution, table.brussels, "support")
    facts = {"seat": position.seat, "space": position.space, "taken_by": people.federation, "taken_at": clock.now()}
    facts |= {"consultation": position.consultation, "language": "fr"}
    rows, rounds = Position.objects.filter(pk=position.pk), Consultation.objects.filter(pk=position.consultation_id)
    refused = [
        lambda: Position.objects.create(stance="support", **facts),
        lambda: rows.update(stance="opposed"),
        lambda: rows.update(contradicted_at=clock.now()),
        lambda: rounds.update(outcome="joint"),
        lambda: rounds.update(sealed_at=clock.now()),
        lambda: Consultation.objects.create(
            kind="solution", key=str(solution.pk), number=2, space=position.space, opened_by=people.federation,
            opened_at=clock.now(),
        ),
    ]  # fmt: skip
    for deed in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
