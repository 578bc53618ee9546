"""Reply terms in Belgian working days, as tables."""

from datetime import date

import pytest

from issues.deliberation.questions.terms import (
    Fate,
    TermFacts,
    days_left,
    days_taken,
    due_after_suspension,
    due_date,
    fate_of,
    reminder_day,
    reply_records,
    working_days_after,
)


def day(words: str) -> date:
    return date.fromisoformat(words)


@pytest.mark.parametrize(
    ("began", "days", "due"),
    [
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-02", 5, "2026-03-09"),
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),
        ("2026-04-03", 1, "2026-04-07"),
        ("2026-05-12", 2, "2026-05-15"),
        ("2026-05-22", 1, "2026-05-26"),
        ("2026-07-20", 1, "2026-07-22"),
        ("2026-08-14", 1, "2026-08-17"),
        ("2026-11-10", 1, "2026-11-12"),
        ("2027-11-12", 1, "2027-11-15"),
        ("2026-12-24", 1, "2026-12-28"),
        ("2026-12-31", 1, "2027-01-04"),
        ("2026-04-30", 10, "2026-05-18"),
        ("2028-02-28", 1, "2028-02-29"),
    ],
    ids=[
        "next day", "over a weekend", "from a Friday", "from a Saturday", "over Easter Monday", "over Ascension", "over Whit Monday",
        "over 21 July", "Assumption on a Saturday moves nothing", "over 11 November",
        "15 November is a working day: no legal holiday", "over Christmas", "over New Year", "over Labour Day and Ascension",
        "29 February",
    ],
)  # fmt: skip
def test_a_term_ends_on_its_last_working_day(began, days, due):
    assert due_date(day(began), days) == day(due)


def test_a_term_has_a_day_at_least():
    with pytest.raises(ValueError, match="one day"):
        due_date(day("2026-03-02"), 0)


@pytest.mark.parametrize(
    ("due", "suspended", "resumed", "then"),
    [
        ("2026-03-16", "2026-03-05", "2026-03-05", "2026-03-16"),
        ("2026-03-16", "2026-03-05", "2026-03-06", "2026-03-17"),
        ("2026-03-16", "2026-03-05", "2026-03-19", "2026-03-30"),
        ("2026-03-16", "2026-03-16", "2026-04-07", "2026-04-07"),
        ("2026-03-16", "2026-03-06", "2026-03-07", "2026-03-17"),
        ("2026-03-16", "2026-03-07", "2026-03-08", "2026-03-16"),
        ("2026-04-08", "2026-04-02", "2026-04-10", "2026-04-15"),
        ("2026-03-16", "2026-03-02", "2026-03-02", "2026-03-16"),
        ("2026-03-16", "2026-03-02", "2026-03-16", "2026-03-27"),
    ],
    ids=[
        "the same day", "one day", "two weeks", "on its last day", "resumed on a Saturday", "over a weekend only", "over Easter", "on the day on which it began", "suspended on that day for two weeks",
    ],
)  # fmt: skip
def test_what_was_left_is_left_after_a_suspension(due, suspended, resumed, then):
    assert due_after_suspension(day("2026-03-02"), day(due), day(suspended), day(resumed)) == day(then)


@pytest.mark.parametrize(
    ("due", "today", "left"),
    [
        ("2026-03-16", "2026-03-16", 1),
        ("2026-03-16", "2026-03-13", 2),
        ("2026-03-16", "2026-03-14", 1),
        ("2026-03-16", "2026-03-17", -1),
        ("2026-03-13", "2026-03-15", 0),
    ],
)
def test_days_left_count_today(due, today, left):
    assert days_left(day(due), day(today)) == left


@pytest.mark.parametrize(
    ("due", "began", "reminded"),
    [
        ("2026-03-13", "2026-03-02", "2026-03-11"),
        ("2026-03-16", "2026-03-02", "2026-03-12"),
        ("2026-04-07", "2026-03-20", "2026-04-02"),
        ("2026-03-03", "2026-03-02", "2026-03-02"),
    ],
)
def test_two_working_days_before_the_end_one_is_reminded(due, began, reminded):
    assert reminder_day(day(due), day(began)) == day(reminded)


@pytest.mark.parametrize(
    ("today", "replied", "facts", "fate"),
    [
        ("2026-03-16", None, {}, Fate.RUNNING),
        ("2026-03-17", None, {}, Fate.EXPIRED),
        ("2026-03-20", "2026-03-16", {}, Fate.IN_TIME),
        ("2026-03-20", "2026-03-17", {}, Fate.LATE),
        ("2026-03-20", None, {"suspended": True}, Fate.SUSPENDED),
        ("2026-03-12", None, {"dropped": True}, Fate.DROPPED),
        ("2026-03-20", None, {"dropped": True}, Fate.EXPIRED),
    ],
)
def test_what_became_of_a_term(today, replied, facts, fate):
    assert fate_of(day("2026-03-16"), day(today), replied and day(replied), **facts) == fate


@pytest.mark.parametrize(
    ("replied", "suspensions", "days"),
    [
        ("2026-03-02", [], 0),
        ("2026-03-09", [], 5),
        ("2026-03-09", [("2026-03-04", "2026-03-06")], 3),
        ("2026-03-09", [("2026-03-04", "2026-03-20")], 1),
        ("2026-03-09", [("2026-03-02", "2026-03-03")], 5),
        ("2026-03-16", [("2026-03-04", "2026-03-05"), ("2026-03-10", "2026-03-12")], 7),
    ],
)
def test_days_taken_are_those_without_suspensions(replied, suspensions, days):
    stopped = [(day(first), day(resumed)) for first, resumed in suspensions]
    assert days_taken(day("2026-03-02"), day(replied), stopped) == days


def test_working_days_between_days_in_the_wrong_order_are_none():
    assert working_days_after(day("2026-03-09"), day("2026-03-02")) == 0


def test_how_each_bench_answered():
    terms = [
        TermFacts("administration", Fate.IN_TIME, 4),
        TermFacts("administration", Fate.LATE, 13),
        TermFacts("administration", Fate.EXPIRED),
        TermFacts("administration", Fate.RUNNING),
        TermFacts("administration", Fate.SUSPENDED),
        TermFacts("administration", Fate.DROPPED),
        TermFacts("federations", Fate.IN_TIME, 3),
        TermFacts("federations", Fate.IN_TIME, 8),
        TermFacts("federations", Fate.IN_TIME, 1),
    ]
    administration, federations = reply_records(terms)
    assert (administration.asked, administration.in_time, administration.late) == (5, 1, 1)
    assert (administration.expired, administration.running, administration.median_days) == (1, 2, 8.5)
    assert (federations.asked, federations.in_time, federations.median_days) == (3, 3, 3)
    assert reply_records([]) == []
    assert reply_records([TermFacts("federations", Fate.EXPIRED)])[0].median_days is None
