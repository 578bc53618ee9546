"""The ground of the tests of lists: problems that differ in everything that a list is narrowed by."""

from datetime import UTC, datetime, timedelta

from django.core.management import call_command

from committee.access.models import Space
from committee.journal import clock
from issues.problems.records.actions.counting import counted
from issues.problems.records.models import Problem
from issues.problems.taxonomies.models import Term
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.pages import references
from tests.issues.steps import declare
from tests.scenes import scene

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@scene
def shelf(people, spaces):
    """Five problems, numbered in the order of filing, a day apart: what each has is said here."""
    terms = {
        scheme: list(Term.objects.of(scheme)[:2]) for scheme in ("chain", "category", "tool", "service", "software")
    }
    rows = [
        (people.ixelles, spaces.common, "Accusé muet", {"chain": terms["chain"][0], "severity": 1}),
        (
            people.jette,
            spaces.common,
            "Perdu",
            {"category": terms["category"][0], "severity": 4, "tool": terms["tool"][0]},
        ),
        (people.ixelles, spaces.federations, "Double", {"right_at_risk": True, "risk_reason": "x"}),
        (people.spp_is, spaces.common, "Lent", {"service": terms["service"][0], "severity": 4}),
        (
            people.ixelles,
            Space.objects.own(organisation_of(people.ixelles)),
            "Interne",
            {"software": terms["software"][0]},
        ),
    ]
    problems = []
    for number, (person, space, title, facts) in enumerate(rows):
        with clock.acting_at(START + timedelta(days=number)):
            problems.append(filed(person, space, title=title, **facts))
    for name in ("molenbeek", "jette"):
        with clock.acting_at(START + timedelta(days=10)):
            declare(getattr(people, name), problems[0], cases=600, minutes_likely=60)
    moved(problems[1], "qualified")
    return [Problem.objects.get(pk=problem.pk) for problem in problems], terms


@scene
def two_pages(people, spaces):
    """As many problems as a page of the list holds, and two more."""
    return [
        filed(people.ixelles, spaces.common, title=f"Titre {number}", severity=1 + number % 3, impact={})
        for number in range(52)
    ]


def moved(problem, state, **facts):
    """Put a problem into a state, as the actions do it."""
    with counted(problem):
        for name, value in {"state": state, **facts}.items():
            setattr(problem, name, value)
        problem.save()


def merged(problem, target):
    """One merged away into another."""
    moved(problem, "merged", merged_into=target)


@scene
def indexed(shelf):
    """The search index, made from everything."""
    call_command("rebuild_search")


def listed(browser, query="", language="fr") -> list[str]:
    """The references of a page of the list, in their order."""
    response = browser.get(f"/{language}/problems/?{query}")
    assert response.status_code == 200, query
    return references(response)
