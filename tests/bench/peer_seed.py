"""`python tests/bench/peer_seed.py FACTS.json`: the corpus that the portal shares with its peers, for `PORTAL_SEED` of their comparison.

Run in production mode, in the folder of the portal, on a database fresh from `migrate`, with the
`corpus` of the comparison on PYTHONPATH. A topic of it is a problem of the common lane with its thread, strip and three
declarations. Nobody has a password: sessions are rows, and their keys stand in FACTS.json.
"""

import json
import os
import random
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import django

sys.path.insert(0, os.getcwd())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "home.settings")
django.setup()

import corpus  # type: ignore[import-not-found] # noqa: E402 - stands beside the comparison
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from committee.access.lanes import Lane  # noqa: E402
from committee.access.models import Space  # noqa: E402
from committee.keeping.sessions import SessionStore  # noqa: E402
from committee.organisations.actions import load_organisations  # noqa: E402
from committee.organisations.models import Kind, Organisation  # noqa: E402
from committee.organisations.queries import centres, forget_centres  # noqa: E402
from committee.people.models import Person  # noqa: E402
from committee.seats.actions import begin_membership, found_committee  # noqa: E402
from home.demo.editorial import load_editorial  # noqa: E402
from home.demo.scale.bulk import Tables, unhindered  # noqa: E402
from home.demo.scale.rebuilding import rebuild  # noqa: E402
from home.demo.scale.seeding import analyse  # noqa: E402
from home.search.fulltext import drop_fulltext, make_fulltext  # noqa: E402
from home.search.index_rows import stemmed_row  # noqa: E402
from home.search.models import SearchRow  # noqa: E402
from issues.conversation.threads.markup import render_markdown  # noqa: E402
from issues.conversation.threads.models import Post, Strand, Thread  # noqa: E402
from issues.fieldwork.impacts.models import Answer, Declaration, ProblemImpact  # noqa: E402
from issues.problems.counters.models import ReferenceCounter  # noqa: E402
from issues.problems.records.models import Problem  # noqa: E402
from issues.problems.records.states import State  # noqa: E402
from issues.problems.taxonomies.actions import load_taxonomy  # noqa: E402
from issues.problems.taxonomies.models import Term  # noqa: E402
from publications.opinions.actions.publishing import cite_problem, release_on_publish  # noqa: E402
from publications.opinions.models import OpinionPage  # noqa: E402

YEAR, MONTH_SECONDS, SILENT = 2025, 30 * 24 * 3600, "never"
STATES = (State.FILED, State.QUALIFIED, State.IN_DISCUSSION, State.IN_DISCUSSION)
SCHEMES = ("chain", "category", "tool", "service", "software")
INDEXED = [field.attname for field in SearchRow._meta.concrete_fields if field.name != "id"]
CITED_FROM = 100


class Corpus:
    """Everything that was written, in the order of time."""

    def __init__(self, people: list[tuple[int, int]], space: int) -> None:
        self.people, self.space = people, space
        self.chance = random.Random(7)  # noqa: S311
        self.counts, self.rows = corpus.counts(), 0
        self.places = {centre.pk: place for place, centre in enumerate(centres())}
        self.terms = {scheme: list(Term.objects.of(scheme).values_list("pk", flat=True)) for scheme in SCHEMES}
        self.tables = Tables(Thread, Problem, ProblemImpact, Strand, Post, Declaration, SearchRow)

    def write(self) -> None:
        """Write all of it."""
        for at, topic, place, number, author in sorted(self.events()):
            if place < 0:
                self.problem(topic, at, author)
            else:
                self.post(topic, at, place, number, author)
        self.tables.close()
        ReferenceCounter.objects.update_or_create(year=YEAR, defaults={"last": corpus.TOPICS})

    def events(self):
        """When topics were opened, and when something was said."""
        for topic in range(1, corpus.TOPICS + 1):
            yield corpus.EPOCH + topic * 600 - 1, topic, -1, 0, topic % corpus.USERS
        for topic, place, number, author, at in corpus.posts():
            yield at, topic, place, number, author

    def problem(self, number: int, at: int, author: int) -> None:
        """A topic, with what was declared of it."""
        (person, house), many = self.people[author], self.counts[number - 1]
        paragraphs = corpus.paragraphs(corpus.POSTS + number)
        text, facts = "\n\n".join(paragraphs), {"language": "fr", "title": corpus.title(number)}
        terms = {f"{scheme}_id": self.chance.choice(keys) for scheme, keys in self.terms.items() if keys}
        last = moment(corpus.EPOCH + number * 600 + many * 20)
        self.tables.add(Thread, id=number, created_at=moment(at))
        self.tables.add(
            Problem, id=number, reference=reference(number), space_id=self.space, thread_id=number, reporter_id=person,
            organisation_id=house, submission=f"bench-{number}", description=text, html=html_of(paragraphs),
            severity=1 + number % 4, state=str(STATES[number % 4]), filed_at=moment(at), last_verb="post.added",
            last_at=last, **facts, **terms,
        )  # fmt: skip
        self.declarations(number, at, person)
        self.tables.add(Strand, id=number, thread_id=number, space_id=self.space, last_number=many, last_change=many)
        self.found("problem", reference(number), number, at, code=reference(number), body=text, **facts)

    def declarations(self, number: int, at: int, person: int) -> None:
        """What three centres say of a topic, and their strip."""
        said = dict(zip(self.chance.sample(list(self.places), 3), self.chance.choices("aaanu", k=3), strict=True))
        cells, cases, hours = ["."] * len(self.places), 0, 0.0
        for house, answer in said.items():
            cells[self.places[house]] = answer
            volumes = self.volumes() if answer == Answer.AFFECTED else {}
            cases += volumes.get("cases", 0)
            hours += volumes.get("cases", 0) * volumes.get("minutes_likely", 0) / 60
            self.tables.add(
                Declaration, problem_id=number, organisation_id=house, answer=answer, declared_by_id=person,
                declared_at=moment(at), **volumes,
            )  # fmt: skip
        strip, speaking = "".join(cells), sum(answer in "an" for answer in said.values())
        self.tables.add(
            ProblemImpact, problem_id=number, cells=strip, affected=strip.count("a"), not_affected=strip.count("n"),
            cannot_tell=strip.count("u"), cases=cases, with_cases=speaking, with_minutes=speaking,
            hours_low=hours / 2, hours_likely=hours, hours_high=hours * 2,
        )  # fmt: skip

    def volumes(self) -> dict[str, int]:
        """How many cases there are, and how long they take."""
        likely = self.chance.choice((10, 20, 30))
        cases = self.chance.randint(1, 60)
        return {"cases": cases, "minutes_low": likely // 2, "minutes_likely": likely, "minutes_high": likely * 2}

    def post(self, topic: int, at: int, place: int, number: int, author: int) -> None:
        """Something said."""
        (person, house), paragraphs = self.people[author], corpus.paragraphs(number)
        key, text = str(uuid.UUID(int=number, version=4)), "\n\n".join(paragraphs)
        self.tables.add(
            Post, id=number, strand_id=topic, number=place + 1, change=place + 1, key=key, author_id=person,
            organisation_id=house, language="fr", text=text, html=html_of(paragraphs), written_at=moment(at),
        )  # fmt: skip
        self.found("post", key, topic, at, within_id=self.space, language="fr", body=text)

    def found(self, kind: str, key: str, topic: int, at: int, **facts) -> None:
        """A row of the index."""
        self.rows += 1
        row = stemmed_row(kind, key, ("problem", reference(topic)), space_id=self.space, at=moment(at), **facts)
        self.tables.add(SearchRow, id=self.rows, **{name: getattr(row, name) for name in INDEXED})


def moment(seconds: int) -> datetime:
    """A time of the corpus."""
    return datetime.fromtimestamp(seconds, UTC)


def reference(number: int) -> str:
    """The reference of a topic."""
    return f"CO-{YEAR}-{number:04d}"


def html_of(paragraphs: list[str]) -> str:
    """What `render_markdown` makes of plain paragraphs."""
    return "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)


def members(admin: Person) -> list[tuple[int, int]]:
    """The people of the corpus, each of a centre."""
    houses, people = list(Organisation.objects.cpas()), []
    for number in range(corpus.USERS):
        house = houses[number % len(houses)]
        person = seated(admin, f"bench{number}", f"Referent {number}", house)
        people.append((person.pk, house.pk))
    return people


def seated(admin: Person, name: str, function: str, house: Organisation) -> Person:
    """Someone without a password, who is mailed nothing."""
    facts = {"function_fr": function, "mail_pace": SILENT}
    person = Person.objects.create_user(f"{name}@example.org", None, **facts)
    begin_membership(by=admin, person=person, organisation=house, role="member")
    return Person.objects.get(pk=person.pk)


def publish_opinion(admin: Person, editor: Person, federation: Person) -> str:
    """The public pages, with a problem behind each observation of the opinion. Returns the address of that in French."""
    load_editorial(editor=editor, administrator=admin)
    page = OpinionPage.objects.get(locale__language_code="fr")
    for number, one in enumerate(page.observations.all(), CITED_FROM):
        cite_problem(by=federation, page=page, observation=one, problem=Problem.objects.get(pk=number))
    with transaction.atomic():
        release_on_publish(page)
    return page.get_url()


def session_of(key: int) -> str:
    """A session, as signing in leaves it."""
    person, session = Person.objects.get(pk=key), SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(key), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.set_expiry(MONTH_SECONDS)
    session.save()
    return str(session.session_key)


def seed() -> dict:
    """Fill an empty site. Returns what the comparison needs to know."""
    load_organisations()
    load_taxonomy()
    admin = Person.objects.create_superuser("bench@example.org", None, function_fr="Bench")
    house = Organisation.objects.filter(kind=Kind.FEDERATION)[0]
    found_committee(by=admin, name_fr="Comité", name_nl="Comité", secretariat=house)
    federation, people = seated(admin, "federation", "Conseil", house), members(admin)
    forget_centres()
    with unhindered():
        drop_fulltext(connection)
        with transaction.atomic():
            Corpus(people, Space.objects.lane(Lane.COMMON).pk).write()
        make_fulltext(connection)
        rebuild(print)
        address = publish_opinion(admin, Person.objects.get(pk=people[0][0]), federation)
        analyse()
    cache.clear()
    return {
        "opinion": address,
        "people": (keys := [key for key, _house in people]),
        "sessions": list(map(session_of, keys)),
    }


def main(path: Path) -> None:
    """Fill the site, and keep what the comparison needs to know."""
    if (
        not settings.PRODUCTION
        or Person.objects.exists()
        or html_of(said := corpus.paragraphs(1)) != render_markdown("\n\n".join(said))
    ):
        raise SystemExit("Give production mode and an empty database; texts must be stored as the portal stores them.")
    facts = seed() | {"cookie": settings.SESSION_COOKIE_NAME, "csrf_cookie": settings.CSRF_COOKIE_NAME}
    path.write_text(json.dumps(facts))
    path.chmod(0o600)
    print(
        f"{Problem.objects.count()} problems, {Post.objects.count()} posts, {SearchRow.objects.count()} rows of the index"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
