"""What a connection may follow, asked of the database in a worker thread and never remembered."""

from dataclasses import dataclass

from asgiref.sync import sync_to_async
from channels.db import database_sync_to_async

from committee.access.standing import standing_of
from committee.organisations.models import Organisation
from committee.people.models import Person
from home.live import topics
from home.live.connections import Connection
from home.live.open_pages import tell_open
from home.live.sessions import person_of


@dataclass(frozen=True)
class Answer:
    """The topics that are allowed, under which version of the person's rights, and whether the person is announced."""

    topics: list[str]
    rights_version: int
    shows: bool


def ask_rights(session_key: str, person_id: int, asked: list[str]) -> Answer | None:
    """Keep what a session's person may follow now; None when the session no longer stands for that person."""
    person = person_of(session_key)
    if person is None or person.pk != person_id:
        return None
    return Answer(topics.allowed_topics(person, asked), person.rights_version, person.shows_presence)


async def allowed_now(connection: Connection, asked) -> Answer | None:
    """Ask for one connection, and again where its rights changed while we asked."""
    while True:
        checks = connection.checks
        answer = await database_sync_to_async(ask_rights)(connection.session_key, connection.person_id, list(asked))
        if checks == connection.checks:
            return answer


def strands_behind(asked: list[str], after: dict[str, int], language: str) -> tuple[dict[str, int], dict[str, int]]:
    """The strands in which a page is behind, and those of the thread topics among what it asked.

    What is written from now on is drawn for it; what was written before is looked for afterwards, so that nothing falls
    in between.
    """
    tell_open((topic, language) for topic in asked)
    return topics.strands_with_more(after), topics.strands_begun(asked)


def changed_among(known: dict[int, tuple[int, bool]]) -> list[int]:
    """Of people with rights version and wish to be announced, return who has others by now or is no longer active."""
    people = Person.objects.filter(pk__in=known, is_active=True)
    now = {pk: tuple(facts) for pk, *facts in people.values_list("pk", "rights_version", "shows_presence").iterator()}
    return [pk for pk, facts in known.items() if now.get(pk) != facts]


def describe_reader(person_id: int, topic: str) -> list | None:
    """How a person is announced in a thread topic: identifier, then function and organisation in each language.

    In an own space it is that organisation, elsewhere the one for which the person speaks.
    """
    person = Person.objects.get(pk=person_id)
    kind, key = topics.parse_topic(topic) or ("", ())
    space = next((one for one in standing_of(person).readable if kind == "thread" and str(one.pk) == key[1]), None)
    if space is None:
        return None
    organisation_id = space.organisation_id or min(standing_of(person).organisation_ids, default=None)
    organisation = Organisation.objects.filter(pk=organisation_id or 0).first()
    names = {"fr": organisation.name_fr, "nl": organisation.name_nl} if organisation else {}
    return [person.pk, person.functions, names]


async_person_of = database_sync_to_async(person_of)
async_behind = database_sync_to_async(strands_behind)
async_tell_open = sync_to_async(tell_open)
async_changed_among = database_sync_to_async(changed_among)
async_reader = database_sync_to_async(describe_reader)
