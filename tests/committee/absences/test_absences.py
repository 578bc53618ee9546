"""Away, with a colleague who stands in: what awaits the one reaches the other."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from committee.absences.actions import announce_absence, end_absence
from committee.absences.models import Absence
from committee.absences.policy import may_announce_absence
from committee.access.refusals import Refused
from committee.inbox.mails.fan_out import recipients_of
from committee.inbox.models import Duty
from committee.journal import clock
from committee.journal.models import Entry
from issues.conversation.bookmarks.actions import finish_task, give_task
from issues.conversation.bookmarks.policy import may_finish_task
from issues.conversation.threads.actions.posts import add_post
from tests.committee.records import recording, unchanged

MAY = {
    "ixelles": {"ixelles"},
    "ixelles_coordination": {"ixelles", "ixelles_coordination"},
    "molenbeek": {"molenbeek"},
    "federation": {"federation", "editor", "secretariat"},
    "secretariat": {"ixelles", "ixelles_coordination", "molenbeek", "federation", "editor", "secretariat", "spp_is"},
    "spp_is": {"spp_is"},
}
PEOPLE = ("ixelles", "ixelles_coordination", "molenbeek", "federation", "editor", "secretariat", "spp_is")


def days(first: int, last: int) -> dict:
    return {"begins_on": clock.today() + timedelta(days=first), "ends_on": clock.today() + timedelta(days=last)}


def away(people, first: int = 0, last: int = 5, **facts) -> Absence:
    facts = {"by": people.ixelles, "person": people.ixelles, "substitute": people.ixelles_coordination} | facts
    return announce_absence(**days(first, last), **facts)


@pytest.mark.parametrize("name", MAY)
def test_who_announces_whose_absence(people, name):
    by = getattr(people, name)
    assert {other for other in PEOPLE if may_announce_absence(by, getattr(people, other))} == MAY[name]


def test_an_absence_is_recorded_and_announced_once(people):
    with recording() as records:
        first, again = away(people), away(people)
    assert first == again and [record.verb for record in records] == ["absence.substituted"]


def test_what_cannot_be_is_refused(people):
    away(people)
    for facts in ({"first": 3, "last": 8}, {"first": -9, "last": -7}, {"first": 9, "last": 8}):
        with unchanged(), pytest.raises(Refused):
            away(people, **facts)
    with unchanged(), pytest.raises(Refused):
        away(people, first=20, last=21, substitute=people.molenbeek)
    with unchanged(), pytest.raises(PermissionDenied):
        away(people, first=20, last=21, by=people.molenbeek)


@pytest.mark.column
def test_the_database_keeps_no_absence_that_cannot_be(people):
    for facts in (days(1, 0), days(0, 1) | {"substitute": people.ixelles}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.create(person=people.ixelles, **facts)


def test_coming_back_ends_it_today_and_forgets_one_to_come(people):
    absence = away(people, -3, 5)
    coming = away(people, 10, 12)
    with unchanged(), pytest.raises(PermissionDenied):
        end_absence(by=people.molenbeek, absence=absence)
    end_absence(by=people.ixelles_coordination, absence=absence)
    end_absence(by=people.ixelles, absence=coming)
    assert list(Absence.objects.all()) == [absence] and not Absence.objects.current().exists()


def task_for_ixelles(people, problem):
    post = add_post(by=people.federation, thread_id=problem.thread_id, space=problem.space, text="Qui vérifie ?")
    return give_task(by=people.federation, post=post, what="Vérifier", person=people.ixelles)


@pytest.mark.parametrize("present", [True, False])
def test_what_is_asked_of_the_absent_reaches_who_stands_in(people, problem, present):
    if not present:
        away(people)
    task = task_for_ixelles(people, problem)
    entry = Entry.objects.get(verb="task.given")
    told = {person: why for person, why in recipients_of(entry)}
    assert told[people.ixelles] == "tasked"
    assert told.get(people.ixelles_coordination) == (None if present else "stands_in")
    assert may_finish_task(people.ixelles_coordination, task) is not present
    assert Duty.objects.visible_to(people.ixelles_coordination).filter(person=people.ixelles).exists() is not present


def test_who_stands_in_finishes_a_task(people, problem):
    away(people)
    task = finish_task(by=people.ixelles_coordination, task=task_for_ixelles(people, problem))
    assert task.done_by == people.ixelles_coordination


def test_an_absence_to_come_changes_nothing_yet(people, problem):
    away(people, 1, 2)
    assert not may_finish_task(people.ixelles_coordination, task_for_ixelles(people, problem))
