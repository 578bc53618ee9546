"""Backups of seven days, five weeks and twelve months are kept, and nothing else is touched."""

from datetime import UTC, datetime, timedelta

from home.backups.retention import moment_of, name_of, names_to_forget

NOW = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)


def nightly(days: int) -> list[str]:
    return [name_of(NOW - timedelta(days=day)) for day in range(days)]


def test_a_name_says_its_moment_and_other_names_say_none():
    assert moment_of(name_of(NOW)) == NOW
    assert moment_of("portal.backup") is moment_of("notes.txt") is None


def test_of_two_years_of_nights_about_twenty_are_left():
    names = nightly(730)
    kept = [name for name in names if name not in names_to_forget(names)]
    assert kept[:7] == names[:7]
    assert len(kept) == 7 + 4 + 10
    assert NOW - moment_of(kept[-1]) < timedelta(days=366)
    assert names_to_forget(kept) == []


def test_the_newest_of_a_day_stays_and_a_file_of_another_name_too():
    morning, evening = name_of(NOW), name_of(NOW + timedelta(hours=12))
    assert names_to_forget([morning, evening, "by-hand.backup", "last.json"]) == [morning]


def test_the_last_one_is_never_forgotten_however_old():
    assert names_to_forget(["portal-20010101T000000Z.backup"]) == []
