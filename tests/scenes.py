"""Scenes: what many tests of a module begin with, built once by the real actions, and rolled back to after each test.

A scene stands in a transaction above the ground and the cast, and below the transaction of the test; it is built when a test asks
for it and goes when one asks for less, or for another. What a test gets is a copy: nothing that it changes reaches the next one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction

from tests.ahead import JOURNEYS, asks_database

GROUND: dict[str, Callable[[], Any]] = {}
"""What every scene may ask for besides other scenes, and how it is read."""


class Scene(NamedTuple):
    """One fixture that is a scene: its name, who builds it, and the names of what that is built upon."""

    name: str
    build: Callable[..., Any]
    upon: tuple[str, ...]


def scene(build: Callable[..., Any]) -> Any:
    """Make a function that builds something from the cast, or from other scenes, a fixture whose work many tests share."""
    upon = tuple(inspect.signature(build).parameters)
    one = Scene(build.__name__, build, upon)

    def fixture(request, **given):
        return STAGE.seen(one) if one in STAGE else build(**given)

    given = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in upon]
    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    fixture.__signature__ = inspect.Signature([request, *given])  # type: ignore[attr-defined]
    fixture.__doc__, fixture.scene = build.__doc__, one  # type: ignore[attr-defined]
    return pytest.fixture(name=one.name)(fixture)


def scenes_of(item: pytest.Item) -> list[Scene]:
    """The scenes that a test asks for, each after those that it is built upon; none for a test that commits."""
    if commits(item):
        return []
    fixtures = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    known = {name: getattr(found[-1].func, "scene", None) for name, found in fixtures.items()}
    ordered: list[Scene] = []

    def add(name: str) -> None:
        one = known.get(name)
        if one and one not in ordered and all(known.get(needed) or needed in GROUND for needed in one.upon):
            for needed in one.upon:
                add(needed)
            ordered.append(one)

    for name in sorted(known):
        add(name)
    return ordered


def commits(item: pytest.Item) -> bool:
    """Say whether a test commits, so that no transaction may stand below it."""
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(marker and marker.kwargs.get("transaction"))  # type: ignore[attr-defined]


def put_in_order(items: list[pytest.Item]) -> None:
    """Let the tests of a module that begin with the same scenes follow each other; what lasts longest is begun early."""
    places = {path: place for place, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(key=lambda item: (turn(item), places[item.path], [one.name for one in scenes_of(item)]))


def turn(item: pytest.Item) -> int:
    """Say when a test has its turn: first without a database, which is being made; then journeys; at the end what commits."""
    if commits(item):
        return 3
    if not asks_database(item):
        return 0
    return 1 if JOURNEYS in item.fixturenames else 2  # type: ignore[attr-defined]


class Stage:
    """The scenes that stand in the database of this process, the lowest first, each in a transaction of its own."""

    def __init__(self) -> None:
        self.standing: list[tuple[Scene, transaction.Atomic, Any]] = []

    def __contains__(self, one: Scene) -> bool:
        return any(one == standing for standing, _atomic, _value in self.standing)

    def seen(self, one: Scene) -> Any:
        """A copy of what a scene gave."""
        return deepcopy(next(value for standing, _atomic, value in self.standing if standing == one))

    def show(self, scenes: list[Scene]) -> None:
        """Let just these scenes stand, in this order; with a connection that a test closed, all went."""
        kept = 0
        while (
            not connection.closed_in_transaction
            and kept < min(len(scenes), len(self.standing))
            and self.standing[kept][0] == scenes[kept]
        ):
            kept += 1
        while len(self.standing) > kept:
            _scene, atomic, _value = self.standing.pop()
            leave(atomic)
        for one in scenes[kept:]:
            self.build(one)

    def build(self, one: Scene) -> None:
        """Build a scene upon those that stand."""
        atomic = transaction.atomic()
        atomic._from_testcase = True  # type: ignore[attr-defined]
        atomic.__enter__()
        below = {standing.name: standing for standing, _atomic, _value in self.standing}
        try:
            given = {name: self.seen(below[name]) if name in below else GROUND[name]() for name in one.upon}
            value = one.build(**given)
        except BaseException:
            leave(atomic)
            raise
        self.standing.append((one, atomic, value))


def leave(atomic: transaction.Atomic) -> None:
    """Undo a transaction."""
    connection.needs_rollback = True
    atomic.__exit__(None, None, None)


STAGE = Stage()
