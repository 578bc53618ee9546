"""Who reads what a CPAS says of a solution: the CPAS themselves, those who know who answered, and who must repair."""

import pytest

from issues.resolution.solutions.models import Solution
from tests.issues.pages import body, said
from tests.issues.steps import declare, deliver, judge, propose

WORDS = "Le double encodage revient après une heure."
EVERYONE, KNOWING = {"ixelles", "jette", "federation", "spp_is"}, {"ixelles", "jette", "federation"}
READ = [("x", EVERYONE), ("p", EVERYONE), ("w", KNOWING), ("t", KNOWING)]


def page_of(browser, solution, language: str = "fr") -> str:
    return body(browser.get(f"/{language}/solutions/{solution.pk}/"))


@pytest.mark.parametrize(("outcome", "readers"), READ)
def test_the_owner_reads_what_does_not_work_with_its_words(people, problem, solution, client_of, outcome, readers):
    deliver(people, solution)
    judge(people.ixelles, solution, outcome, WORDS)
    for name in ("ixelles", "jette", "federation", "spp_is", "observer"):
        browser = client_of(getattr(people, name))
        response = browser.get(f"/fr/solutions/{solution.pk}/")
        shown = WORDS in body(response) if response.status_code == 200 else False
        assert shown is (name in readers), name


def test_an_administration_that_does_not_own_it_reads_no_words(people, problem, client_of):
    solution = propose(people.federation, problem)
    Solution.objects.filter(pk=solution.pk).update(state="delivered")
    judge(people.ixelles, solution, "x", WORDS)
    assert WORDS in page_of(client_of(people.federation), solution)
    assert WORDS not in page_of(client_of(people.spp_is), solution)


def test_the_form_says_who_reads_it(people, problem, solution, client_of):
    deliver(people, solution)
    page = page_of(client_of(people.ixelles), solution, "nl")
    assert said("nl", "No verdict yet from: %(places)s", places="OCMW van Elsene") in page
    assert str(solution.owner.name_nl) in page.split("id_comment_helptext", 1)[1][:500]


def test_the_page_says_what_ones_own_cpas_answered(people, problem, solution, client_of):
    declare(people.molenbeek, problem, cases=1)
    deliver(people, solution)
    judge(people.ixelles, solution, "w")
    own = said("fr", "your CPAS") + ","
    assert own in page_of(client_of(people.ixelles), solution)
    assert own not in page_of(client_of(people.molenbeek), solution)
