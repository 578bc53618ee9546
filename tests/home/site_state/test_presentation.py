"""Each check as a table: what is known, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from home.site_state.facts import (
    Address,
    Backup,
    Disk,
    Linked,
    Mail,
    Memory,
    People,
    Settings,
    State,
    Texts,
    Worker,
)
from home.site_state.presentation import count_trouble, describe_state
from home.site_state.presentation.rows import GOOD, LOOK, UNTRIED, WRONG, span_in_words

NOW = datetime(2026, 6, 2, 9, tzinfo=UTC)
URL = "https://monitoring.example"
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
WHOLE = State(
    mail=Mail(server=True, tested_at=NOW - HOUR),
    worker=Worker(heard=9 * SECOND),
    memory=Memory(answers=True, shared=True),
    backup=Backup(ago=6 * HOUR, size=3_000_000),
    disk=Disk(free=60, total=100),
    texts=Texts(),
    people=People(secretariat=2, centres=19),
    address=Address(told=URL, stored=URL, sender="portail@monitoring.example"),
    settings=Settings(production=True, debug=False, secret_length=60),
    now=NOW,
)
PAGE = (Linked("Avis (fr)", "/admin/pages/7/edit/"),)


def row_of(code: str, state: State):
    with translation.override("en"):
        return next(row for row in describe_state(state) if row.code == code)


def test_a_whole_site_asks_for_nothing():
    rows = describe_state(WHOLE)
    assert {row.code: row.level for row in rows if row.level != GOOD} == {"sockets": UNTRIED}
    assert count_trouble(rows) == 0
    assert len({row.code for row in rows}) == len(rows) == 13


@pytest.mark.parametrize(
    ("code", "facts", "level", "words"),
    [
        ("mail", {"mail": Mail(server=True)}, LOOK, "Nobody has tried yet"),
        ("mail", {"mail": Mail(server=False)}, LOOK, "written to files"),
        ("mail", {"mail": Mail(server=True, tested_at=NOW, error="refused")}, WRONG, "did not leave: refused"),
        ("mail", {"mail": Mail(server=True, tested_at=NOW, undelivered=2)}, LOOK, "2 mails have not left"),
        ("worker", {"worker": Worker(heard=None)}, WRONG, "never heard"),
        ("worker", {"worker": Worker(heard=3 * MINUTE)}, WRONG, "last heard 3 minutes ago"),
        ("worker", {"worker": Worker(heard=2 * MINUTE)}, GOOD, "heard 2 minutes ago"),
        ("worker", {"worker": Worker(SECOND, waiting=4, oldest=6 * MINUTE)}, LOOK, "oldest of 4 tasks"),
        ("worker", {"worker": Worker(SECOND, waiting=4, oldest=5 * MINUTE)}, GOOD, "tasks waiting: 4"),
        ("worker", {"worker": Worker(SECOND, failed=1)}, LOOK, "1 task failed for good"),
        ("worker", {"worker": Worker(SECOND, tested=5 * SECOND)}, GOOD, "test task was done 5 seconds ago"),
        ("memory", {"memory": Memory(answers=False, shared=True)}, WRONG, "does not give back"),
        ("memory", {"memory": Memory(answers=True, shared=False)}, LOOK, "memory of one process"),
        ("backup", {"backup": None}, WRONG, "no backup yet"),
        ("backup", {"backup": Backup(26 * HOUR, 1)}, GOOD, "26 hours ago"),
        ("backup", {"backup": Backup(27 * HOUR, 1)}, WRONG, "27 hours ago"),
        ("disk", {"disk": Disk(15, 100)}, GOOD, "15%"),
        ("disk", {"disk": Disk(14, 100)}, LOOK, "14%"),
        ("disk", {"disk": Disk(4, 100)}, WRONG, "4%"),
        ("disk", {"disk": Disk(0, 0)}, WRONG, "0%"),
        ("settings", {"settings": Settings(False, False, 60)}, WRONG, "demonstration"),
        ("settings", {"settings": Settings(True, True, 60)}, WRONG, "DEBUG"),
        ("settings", {"settings": Settings(True, False, 49)}, WRONG, "shorter than 50"),
        ("languages", {"texts": Texts(homeless=("Nederlands",))}, WRONG, "Nederlands"),
        ("languages", {"texts": Texts(alone=PAGE)}, LOOK, "1 public page exists in one language only"),
        ("statements", {"texts": Texts(missing=("Contact (nl)",))}, WRONG, "Contact (nl)"),
        ("statements", {"texts": Texts(unfilled=PAGE * 2)}, LOOK, "In 2 pages"),
        ("secretariat", {"people": People(0, 19)}, WRONG, "Nobody keeps"),
        ("secretariat", {"people": People(1, 19)}, LOOK, "One person keeps"),
        ("secretariat", {"people": People(2, 0)}, WRONG, "No CPAS"),
        ("seats", {"people": People(2, 19, vacant=("UVCW",))}, LOOK, "1 seat is vacant"),
        ("factor", {"people": People(2, 19, without_factor=("A", "B"))}, LOOK, "2 people"),
        (
            "address",
            {"address": replace(WHOLE.address, stored="http://localhost")},
            WRONG,
            "still say http://localhost",
        ),
        ("address", {"address": replace(WHOLE.address, host_allowed=False)}, WRONG, "ALLOWED_HOSTS"),
        ("address", {"address": replace(WHOLE.address, secure=False)}, LOOK, "not encrypted"),
    ],
)
def test_each_check(code, facts, level, words):
    state = replace(WHOLE, **facts)
    row = row_of(code, state)
    assert row.level == level
    assert words in row.says
    assert row.advice or row.links or row.test or level == GOOD
    assert count_trouble(describe_state(state)) == (level != GOOD)


def test_a_long_list_says_how_many_more():
    row = row_of("languages", replace(WHOLE, texts=Texts(alone=PAGE * 9)))
    assert (len(row.shown), row.more) == (8, 1)


@pytest.mark.parametrize(
    ("span", "words"),
    [(SECOND, "1 second"), (119 * SECOND, "119 seconds"), (2 * MINUTE, "2 minutes"), (3 * HOUR, "3 hours"),
     (72 * HOUR, "3 days"), (-HOUR, "0 seconds")],
)  # fmt: skip
def test_a_span_is_said_in_its_largest_unit(span, words):
    with translation.override("en"):
        assert span_in_words(span) == words
