"""When a mail may leave: by the clock and the calendar of Brussels."""

from datetime import UTC, datetime, time

import pytest
from django.utils import timezone

from committee.inbox.timing import due_at
from committee.people.models import Person


def local(words: str) -> datetime:
    return timezone.make_aware(datetime.strptime(words, "%Y-%m-%d %H:%M"))


def person(quiet: str = "", working: bool = False) -> Person:
    begin, _dash, end = quiet.partition("-")
    hours = {"quiet_from": time.fromisoformat(begin), "quiet_until": time.fromisoformat(end)} if quiet else {}
    return Person(working_days_only=working, **hours)


CASES = [
    # quiet hours, working days only, pace, moment, due
    ("", False, "at_once", "2025-06-04 15:00", "2025-06-04 15:00"),
    ("", False, "at_once", "2025-06-07 23:59", "2025-06-07 23:59"),
    ("18:00-07:00", False, "at_once", "2025-06-04 17:59", "2025-06-04 17:59"),
    ("18:00-07:00", False, "at_once", "2025-06-04 18:00", "2025-06-05 07:00"),
    ("18:00-07:00", False, "at_once", "2025-06-05 06:59", "2025-06-05 07:00"),
    ("18:00-07:00", False, "at_once", "2025-06-05 07:00", "2025-06-05 07:00"),
    ("12:00-14:00", False, "at_once", "2025-06-04 12:30", "2025-06-04 14:00"),
    ("12:00-14:00", False, "at_once", "2025-06-04 14:00", "2025-06-04 14:00"),
    ("", True, "at_once", "2025-06-07 10:00", "2025-06-10 07:30"),  # Saturday; Monday 9 June is Whit Monday
    ("", True, "at_once", "2025-07-21 10:00", "2025-07-22 07:30"),  # the national holiday
    ("18:00-08:00", True, "at_once", "2025-06-13 19:00", "2025-06-16 08:00"),  # Friday evening
    ("", False, "daily", "2025-06-04 07:29", "2025-06-04 07:30"),
    ("", False, "daily", "2025-06-04 07:30", "2025-06-05 07:30"),
    ("", False, "daily", "2025-06-07 10:00", "2025-06-08 07:30"),
    ("", True, "daily", "2025-06-06 10:00", "2025-06-10 07:30"),
    ("20:00-09:00", False, "daily", "2025-06-04 10:00", "2025-06-05 09:00"),
    ("", False, "weekly", "2025-06-04 10:00", "2025-06-09 07:30"),
    ("", True, "weekly", "2025-06-04 10:00", "2025-06-10 07:30"),
    ("", False, "weekly", "2025-06-09 07:29", "2025-06-09 07:30"),
    ("", False, "weekly", "2025-06-09 07:30", "2025-06-16 07:30"),
    ("", False, "daily", "2025-10-25 12:00", "2025-10-26 07:30"),  # the hour changes in the night
    ("", False, "never", "2025-06-04 10:00", None),
    ("", False, "duties", "2025-06-04 10:00", None),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(map(str, case[:4])))
def test_when_news_may_be_mailed(case):
    quiet, working, pace, moment, due = case
    expected = local(due) if due else None
    assert due_at(person(quiet, working), pace, local(moment)) == expected


@pytest.mark.parametrize(
    ("pace", "due"), [("duties", "2025-06-04 10:00"), ("never", None), ("daily", "2025-06-05 07:30")]
)
def test_what_awaits_one_is_mailed_at_once_to_who_wants_only_that(pace, due):
    expected = local(due) if due else None
    assert due_at(person(), pace, local("2025-06-04 10:00"), awaits=True) == expected


def test_duties_keep_to_the_quiet_hours():
    assert due_at(person("18:00-07:00"), "duties", local("2025-06-04 19:00"), awaits=True) == local("2025-06-05 07:00")


def test_hours_are_those_of_brussels_in_summer_and_in_winter():
    assert due_at(person(), "daily", datetime(2025, 7, 1, 12, tzinfo=UTC)) == datetime(2025, 7, 2, 5, 30, tzinfo=UTC)
    assert due_at(person(), "daily", datetime(2025, 1, 7, 12, tzinfo=UTC)) == datetime(2025, 1, 8, 6, 30, tzinfo=UTC)
