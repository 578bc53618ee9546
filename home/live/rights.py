"""What a connection may follow, asked of the database in a worker thread and never remembered."""

from dataclasses import dataclass

from channels.db import database_sync_to_async

from committee.people.models import Person
from home.live import topics
from home.live.connections import Connection
from home.live.sessions import person_of


@dataclass(frozen=True)
class Answer:
    """The topics that are allowed, under which version of the person's rights."""

    topics: list[str]
    rights_version: int


def ask(session_key: str, person_id: int, asked: list[str]) -> Answer | None:
    """Keep what a session's person may follow now; None when the session no longer stands for that person."""
    person = person_of(session_key)
    if person is None or person.pk != person_id:
        return None
    return Answer(topics.allowed(person, asked), person.rights_version)


async def allowed_now(connection: Connection, asked) -> Answer | None:
    """Ask for one connection, and again where its rights changed while we asked."""
    while True:
        checks = connection.checks
        answer = await database_sync_to_async(ask)(connection.session_key, connection.person_id, list(asked))
        if checks == connection.checks:
            return answer


def changed_among(versions: dict[int, int]) -> list[int]:
    """Of people with the rights version that we know, return those who have another by now or are no longer active."""
    people = Person.objects.filter(pk__in=versions, is_active=True).values_list("pk", "rights_version")
    now = dict(people.iterator())
    return [pk for pk, version in versions.items() if now.get(pk) != version]


async_person_of = database_sync_to_async(person_of)
async_behind = database_sync_to_async(topics.behind)
async_changed_among = database_sync_to_async(changed_among)
