"""Where days fall on the axis of plan and course."""

from datetime import date

import pytest

from issues.overview.solution_register.spans import WIDTH, Axis, Bar, Course, axis_of, bars_of

YEAR = Axis(date(2026, 1, 1), date(2026, 12, 31))
TODAY = date(2026, 7, 2)


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2026, 1, 1), 0),
        (TODAY, 500),
        (date(2026, 12, 31), WIDTH),
        (date(2020, 1, 1), 0),
        (date(2030, 1, 1), WIDTH),
    ],
)
def test_a_day_falls_between_the_edges(day, place):
    assert YEAR.place(day) == place


def test_the_axis_holds_whole_months_with_every_day_and_today():
    axis = axis_of([Course(date(2026, 3, 9), None, date(2026, 5, 31), None)], TODAY)
    assert (axis.first, axis.last) == (date(2026, 3, 1), date(2026, 7, 31))
    assert axis_of([], TODAY) == Axis(date(2026, 7, 1), date(2026, 7, 31))


@pytest.mark.parametrize("years", [0, 1, 3, 30])
def test_ticks_can_be_read(years):
    ticks = list(Axis(date(2026, 1, 1), date(2026 + years, 12, 31)).ticks())
    assert 1 < len(ticks) <= 14 and all(day.day == 1 for _place, day in ticks)


BEGUN, FIRST, DUE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    ("course", "names"),
    [
        (Course(BEGUN, None, None, None), {"course"}),
        (Course(BEGUN, FIRST, FIRST, FIRST), {"course", "plan"}),
        (Course(BEGUN, FIRST, DUE, DUE), {"course", "plan", "added"}),
        (Course(BEGUN, FIRST, DUE, None), {"course", "plan", "added", "late"}),
        (Course(BEGUN, DUE, FIRST, FIRST), {"course", "plan"}),
        (Course(BEGUN, FIRST, FIRST, None, is_stopped=True), {"plan"}),
        (Course(date(2026, 9, 1), None, date(2026, 10, 1), None), {"course", "plan"}),
    ],
)
def test_what_is_drawn_of_a_course(course, names):
    bars = bars_of(course, YEAR, TODAY)
    assert bars.keys() == names
    assert all(0 <= bar.x and bar.x + bar.width <= WIDTH and bar.width > 0 for bar in bars.values())


def test_even_a_day_is_seen_at_the_edge():
    assert YEAR.bar(date(2026, 12, 31), date(2026, 12, 31)) == Bar(WIDTH - 4, 4)
