"""The demonstration is told as of the day on which it is loaded."""

import json
from datetime import date, timedelta

import pytest

from home.demo.days import WRITTEN_ON, weeks_since_written
from home.demo.problems import SOURCE


@pytest.mark.parametrize("today", [WRITTEN_ON, date(2026, 11, 28), date(2027, 1, 1), date(2031, 6, 2)])
def test_its_stories_are_never_older_than_half_a_year_nor_on_another_weekday(today):
    moved = weeks_since_written(today)
    assert moved.days % 7 == 0
    assert today - timedelta(days=6) <= WRITTEN_ON + moved <= today
    days = [
        date.fromisoformat(row["reported_on"]) for row in json.loads(SOURCE.read_text(encoding="utf-8"))["problems"]
    ]
    assert today - timedelta(days=190) < min(days) + moved < max(days) + moved <= today


def test_no_story_happens_after_the_day_of_writing():
    """What lies ahead are due dates, some of which have passed."""
    rows = json.loads(SOURCE.read_text(encoding="utf-8"))["problems"]
    assert max(post["date"] for row in rows for post in row["thread"]) < WRITTEN_ON.isoformat()
    open_dues = [row["solution"]["due"] for row in rows if row["solution"]["status"] in ("proposed", "in_progress")]
    assert min(open_dues) < WRITTEN_ON.isoformat() < max(open_dues)
