"""The dashboard: what awaits each role, each thing once."""

import re

import pytest

from issues.intake.triage.actions.questions import ask_reporter
from tests.conftest import filed
from tests.issues.pages import body, said
from tests.issues.steps import propose

URL = "/fr/dashboard/"


def led_to(page: str) -> list[str]:
    """Where what awaits leads to: duties, solutions to settle, problems to answer."""
    main = page[page.index("<main") : page.index("</main>")]
    return [
        way
        for way in re.findall(r'href="([^"?#]+)', main)
        if re.search(r"/(problems/CO|solutions/\d|requests/\d)", way)
    ]


@pytest.mark.parametrize("name", ["federation", "secretariat"])
def test_a_federation_finds_the_solutions_that_its_bench_can_settle(people, problem, client_of, name):
    browser = client_of(getattr(people, name))
    solution = propose(people.spp_is, problem)
    page = body(browser.get(URL))
    assert said("fr", "Solutions that await your bench") in page
    assert led_to(page).count(f"/fr/solutions/{solution.pk}/") == 1


@pytest.mark.parametrize("name", ["ixelles", "federation", "secretariat", "spp_is"])
def test_nothing_that_is_asked_stands_twice(people, problem, spaces, client_of, name):
    filed(people.federation, spaces.common, "Un autre")
    for person in (people.spp_is, people.federation):
        propose(person, problem)
    ask_reporter(by=people.secretariat, problem=problem, question="Depuis quand ?")
    page = body(client_of(getattr(people, name)).get(URL))
    asked = [way for way in led_to(page) if "/solutions/" in way or "/requests/" in way]
    assert len(asked) == len(set(asked))
    sentences = re.findall(r'class="duty".*?</li>', page, re.S)
    assert len(sentences) == len(set(sentences))
