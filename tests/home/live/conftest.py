from types import SimpleNamespace

import pytest

from committee.access.models import Space
from committee.organisations.models import Membership
from committee.seats.models import Mandate
from home.live import publish
from tests.home.live import lanes
from tests.scenes import scene


@scene
def committee(people, spaces):
    """The cast, with one problem in each lane and in Jette's own space, each with a first post."""
    people = vars(people)
    every = vars(spaces) | {"jette": Space.objects.own(Membership.objects.get(person=people["jette"]).organisation)}
    mandate = Mandate.objects.select_related("seat", "person").get(person=people["observer"])
    return SimpleNamespace(people=people, spaces=every, mandate=mandate, problems=lanes.problems(people, every))


@pytest.fixture(autouse=True)
def words(monkeypatch):
    """A post is shown by its key, in the language asked for."""
    monkeypatch.setattr(
        publish,
        "FRAGMENTS",
        {"post.": lambda post, languages: {code: f"<p>{code} {post.key}</p>" for code in languages}},
    )


@pytest.fixture(autouse=True)
def one_transaction(monkeypatch):
    """Let a test's sockets use the test's own transaction, as Django's test client does: Channels would close it."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda **_signal: None)
