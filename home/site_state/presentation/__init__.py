"""Facts in sentences: each check as a row, in the order in which a new site is put right."""

from __future__ import annotations

from home.site_state.facts import State
from home.site_state.presentation.machine import (
    describe_backup,
    describe_disk,
    describe_mail,
    describe_memory,
    describe_settings,
    describe_sockets,
    describe_worker,
)
from home.site_state.presentation.rows import GOOD, UNTRIED, Row
from home.site_state.presentation.site import (
    describe_address,
    describe_factor,
    describe_languages,
    describe_seats,
    describe_secretariat,
    describe_statements,
)

__all__ = ["count_trouble", "describe_state"]


def describe_state(state: State) -> list[Row]:
    """A row for each check."""
    return [
        describe_address(state.address),
        describe_mail(state.mail, state.now),
        describe_worker(state.worker),
        describe_memory(state.memory),
        describe_sockets(),
        describe_backup(state.backup),
        describe_disk(state.disk),
        describe_settings(state.settings),
        describe_languages(state.texts),
        describe_statements(state.texts),
        describe_secretariat(state.people),
        describe_seats(state.people),
        describe_factor(state.people),
    ]


def count_trouble(rows: list[Row]) -> int:
    """How many rows ask for something."""
    return sum(row.level not in (GOOD, UNTRIED) for row in rows)
