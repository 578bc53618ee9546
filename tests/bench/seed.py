"""`python -m tests.bench.seed count`: problems with strips and posts, people and their sessions, in one go."""

import json
import os
import sys
import uuid
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "home.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from committee.access.lanes import Lane  # noqa: E402
from committee.access.models import Space  # noqa: E402
from committee.organisations.actions import load_organisations  # noqa: E402
from committee.organisations.models import Kind, Organisation  # noqa: E402
from committee.people.models import Person  # noqa: E402
from committee.seats.actions import begin_membership, found_committee  # noqa: E402
from home.demo.editorial import load_editorial  # noqa: E402
from home.search.actions.indexing import rebuild_index  # noqa: E402
from issues.conversation.threads.markup import render_markdown  # noqa: E402
from issues.conversation.threads.models import Post, Strand, Thread  # noqa: E402
from issues.fieldwork.impacts.models import ProblemImpact  # noqa: E402
from issues.problems.counters.models import ReferenceCounter  # noqa: E402
from issues.problems.records.models import Problem
from issues.problems.records.states import State  # noqa: E402
from issues.problems.taxonomies.actions import load_taxonomy  # noqa: E402

SAID = (
    "Depuis la mise à jour, la demande arrive **sans ses pièces** et nous devons rappeler la personne.\n\n"
    "- le formulaire dit que tout est envoyé ;\n- le dossier est vide chez nous."
)
PEOPLE, POSTS_EACH, FULL, LONG = 20, 4, 50, 1000
NOW = timezone.now()


@transaction.atomic
def seed(count: int) -> dict:
    """Fill an empty site."""
    load_organisations()
    load_taxonomy()
    admin = Person.objects.create_superuser("bench@example.org", "x", function_fr="Bench")
    people = members(admin)
    problems = problems_of(people, count)
    tallies(problems)
    full, long = problems[-1], problems[-2]
    strands = strands_of(problems)
    sizes = {problem.pk: POSTS_EACH for problem in problems} | {full.pk: FULL, long.pk: LONG}
    posts_of(problems, strands, people, sizes)
    Post.objects.filter(pk=Post.objects.order_by("pk")[len(problems)].pk).update(text=f"{SAID} Rareté.")
    load_editorial(editor=people[0], administrator=admin)
    rebuild_index()
    return {
        "posts": sum(sizes.values()),
        "sessions": [session_of(person) for person in people],
        "full": full.reference,
        "long": long.reference,
        "thread": full.thread_id,
        "long_thread": long.thread_id,
        "strand": strands[full.pk].pk,
        "problems": count,
    }


def members(admin: Person) -> list[Person]:
    """Staff of the centres."""
    federation = Organisation.objects.filter(kind=Kind.FEDERATION).first()
    found_committee(by=admin, name_fr="Comité", name_nl="Comité", secretariat=federation)
    people = []
    for number, house in zip(range(PEOPLE), list(Organisation.objects.cpas()) * PEOPLE, strict=False):
        person = Person.objects.create_user(
            f"bench{number}@example.org", None, function_fr=f"Référent numérique {number}"
        )
        begin_membership(by=admin, person=person, organisation=house, role="member")
        people.append(Person.objects.get(pk=person.pk))
    return people


def problems_of(people: list[Person], count: int) -> list[Problem]:
    """Problems in the common lane, the last one freshest."""
    common = Space.objects.lane(Lane.COMMON)
    houses = list(Organisation.objects.cpas())
    threads = Thread.objects.bulk_create([Thread(created_at=NOW) for _ in range(count)], batch_size=1000)
    html, states = render_markdown(SAID), [State.FILED, State.QUALIFIED, State.IN_DISCUSSION, State.DEPLOYED]
    ReferenceCounter.objects.update_or_create(year=NOW.year, defaults={"last": count})
    return Problem.objects.bulk_create(
        [
            Problem(
                reference=f"CO-{NOW.year}-{n + 1:04d}",
                space=common,
                thread=threads[n],
                reporter=people[n % PEOPLE],
                organisation=houses[n % len(houses)],
                submission=str(uuid.uuid4()),
                language="fr",
                title=f"Pièces jointes perdues entre le formulaire et le dossier, cas {n}",
                description=SAID,
                html=html,
                state=states[n % 4],
                severity=1 + n % 4,
                filed_at=NOW,
                last_verb="problem.filed",
                last_at=NOW - timedelta(minutes=count - n),
            )
            for n in range(count)
        ],
        batch_size=500,
    )


def tallies(problems: list[Problem]) -> None:
    """A strip for each, a few hundred different ones."""
    made = []
    for n, problem in enumerate(problems):
        cells = "".join("anu."[(n * 7 + place * place) % 4] for place in range(19))
        counts = {"affected": cells.count("a"), "not_affected": cells.count("n"), "cannot_tell": cells.count("u")}
        made.append(ProblemImpact(problem=problem, cells=cells, cases=n % 90, hours_likely=n % 70, **counts))
    ProblemImpact.objects.bulk_create(made, batch_size=1000)


def strands_of(problems: list[Problem]) -> dict[int, Strand]:
    """One strand for each problem, by the problem's identifier."""
    strands = [Strand(thread_id=problem.thread_id, space_id=problem.space_id) for problem in problems]
    return dict(zip([one.pk for one in problems], Strand.objects.bulk_create(strands, batch_size=1000), strict=True))


def posts_of(problems: list[Problem], strands: dict[int, Strand], people: list[Person], sizes: dict[int, int]) -> None:
    """Posts of several people, numbered."""
    houses, html = list(Organisation.objects.cpas()), render_markdown(SAID)
    posts = [
        Post(
            strand=strands[problem.pk],
            number=number,
            key=str(uuid.uuid4()),
            author=people[number % PEOPLE],
            organisation=houses[number % len(houses)],
            language="fr",
            text=SAID,
            html=html,
            written_at=problem.last_at + timedelta(seconds=number),
        )
        for problem in problems
        for number in range(1, sizes[problem.pk] + 1)
    ]
    Post.objects.bulk_create(posts, batch_size=1000)
    for problem in problems:
        strands[problem.pk].last_number = sizes[problem.pk]
    Strand.objects.bulk_update(strands.values(), ["last_number"], batch_size=1000)


def session_of(person: Person) -> str:
    """A session, as signing in leaves it."""
    from tests.home.live.pages import signed_in

    return signed_in(person)


if __name__ == "__main__":
    facts = seed(int(sys.argv[1]))
    facts["cookie"] = settings.SESSION_COOKIE_NAME
    (settings.VAR / "facts.json").write_text(json.dumps(facts))
