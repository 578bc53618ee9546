"""Two people, or one in two windows, change one thing: neither text is lost, and both are shown to who comes second."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from committee.access.refusals import ChangedMeanwhile
from committee.access.versions import require_unchanged, version_of
from issues.conversation.bookmarks.actions import keep_bookmark
from issues.conversation.bookmarks.models import Bookmark
from issues.conversation.moderation.actions.keeping_order import mark_post, summarise_strand
from issues.conversation.threads.actions.posts import edit_post
from issues.fieldwork.barometer.actions.answering import answer_pulse
from issues.fieldwork.barometer.weeks import code_of, this_week
from issues.intake.triage.actions.sorting import classify_problem, own_problem
from issues.problems.records.actions.lifecycle import revise_problem, translate_problem
from issues.problems.taxonomies.actions import add_term, change_term
from issues.resolution.solutions.actions.lifecycle import set_due_date
from tests.issues.pages import body, filled_in, said
from tests.issues.steps import declare, deliver, judge, propose, say

CLASH = "Somebody changed this after you opened it. Nothing is lost, nothing was kept yet: see what stands now."


@dataclass
class Clash:
    """A page with a form, what is written in it, what another did meanwhile, and what then stands."""

    person: object
    page: str
    written: dict[str, str]
    meanwhile: Callable[[], object]
    standing: Callable[[], object]
    theirs: str
    mine: str
    address: str = ""

    @property
    def where(self) -> str:
        return self.address or self.page


def fresh(thing):
    return type(thing).objects.get(pk=thing.pk)


def revising(people, problem) -> Clash:
    facts = {"title": "Titre de l’autre", "description": problem.description}
    return Clash(
        people.ixelles_coordination, f"/fr/problems/{problem.reference}/revise/", {"title": "Mon titre"},
        lambda: revise_problem(by=people.ixelles, problem=problem, **facts),
        lambda: fresh(problem).title, "Titre de l’autre", "Mon titre",
    )  # fmt: skip


def translating(people, problem) -> Clash:
    return Clash(
        people.jette, f"/fr/problems/{problem.reference}/translation/", {"title": "Mijn titel"},
        lambda: translate_problem(by=people.ixelles, problem=problem, title="Hun titel", summary="Samengevat."),
        lambda: fresh(problem).title_other, "Hun titel", "Mijn titel",
    )  # fmt: skip


def classifying(people, problem) -> Clash:
    return Clash(
        people.secretariat, f"/fr/problems/{problem.reference}/classify/", {"severity": "4"},
        lambda: classify_problem(by=people.secretariat, problem=problem, severity=1),
        lambda: fresh(problem).severity, 1, 4,
    )  # fmt: skip


def declaring(people, problem) -> Clash:
    return Clash(
        people.ixelles, f"/fr/problems/{problem.reference}/impact/", {"cases": "40"},
        lambda: declare(people.ixelles_coordination, problem, cases=30, minutes_likely=20),
        lambda: problem.declarations.get().cases, 30, 40,
    )  # fmt: skip


def answering(people, problem) -> Clash:
    declaration, week = problem.declarations.get(), this_week()
    return Clash(
        people.ixelles, f"/fr/pulse/{code_of(week)}/", {"cases": "9", "still": "1"},
        lambda: answer_pulse(
            by=people.ixelles_coordination, declaration=declaration, week=week, still=True, cases=5
        ),
        lambda: declaration.pulse.get().cases, 5, 9, f"/fr/pulse/{code_of(week)}/{declaration.pk}/",
    )  # fmt: skip


def correcting(people, problem) -> Clash:
    post = say(people.ixelles, problem, "Au début.")
    return Clash(
        people.ixelles, f"/fr/posts/{post.key}/edit/", {"text": "Ma seconde fenêtre."},
        lambda: edit_post(by=people.ixelles, post=fresh(post), text="Ma première fenêtre."),
        lambda: fresh(post).text, "Ma première fenêtre.", "Ma seconde fenêtre.",
    )  # fmt: skip


def noting(people, problem) -> Clash:
    post = say(people.jette, problem, "Au début.")
    keep_bookmark(by=people.ixelles, post=post, note="Relire.")
    return Clash(
        people.ixelles, f"/fr/posts/{post.key}/bookmark/", {"note": "Seconde note."},
        lambda: keep_bookmark(by=people.ixelles, post=post, note="Première note."),
        lambda: Bookmark.objects.get().note, "Première note.", "Seconde note.",
    )  # fmt: skip


def marking(people, problem) -> Clash:
    post = say(people.jette, problem, "On a décidé.")
    return Clash(
        people.secretariat, f"/fr/posts/{post.key}/mark/", {"mark": "answer"},
        lambda: mark_post(by=people.secretariat, post=fresh(post), mark="decision"),
        lambda: fresh(post).mark, "decision", "answer",
    )  # fmt: skip


def summarising(people, problem) -> Clash:
    strand = say(people.jette, problem, "Au début.").strand
    return Clash(
        people.secretariat, f"/fr/strands/{strand.pk}/summary/", {"text": "Mon résumé."},
        lambda: summarise_strand(by=people.secretariat, strand=strand, text="Leur résumé.", language="fr"),
        lambda: strand.summaries.first().text, "Leur résumé.", "Mon résumé.",
    )  # fmt: skip


def rewording(people, problem) -> Clash:
    term = add_term(by=people.secretariat, scheme="software", label_fr="Famille A", label_nl="Groep A")
    return Clash(
        people.secretariat, f"/fr/problems/taxonomies/term/{term.pk}/", {"label_fr": "Ma famille"},
        lambda: change_term(by=people.secretariat, term=term, label_fr="Leur famille", label_nl="Groep A"),
        lambda: fresh(term).label_fr, "Leur famille", "Ma famille",
    )  # fmt: skip


def dating(people, problem) -> Clash:
    solution = propose(people.spp_is, problem, due_on=date(2026, 1, 31))
    return Clash(
        people.spp_is, f"/fr/solutions/{solution.pk}/", {"due_on": "2026-03-01"},
        lambda: set_due_date(by=people.spp_is, solution=solution, due_on=date(2026, 2, 1)),
        lambda: fresh(solution).due_on, date(2026, 2, 1), date(2026, 3, 1), f"/fr/solutions/{solution.pk}/due/",
    )  # fmt: skip


def judging(people, problem) -> Clash:
    solution = deliver(people, propose(people.spp_is, problem))
    return Clash(
        people.ixelles, f"/fr/solutions/{solution.pk}/", {"outcome": "x", "comment": "Rien ne marche."},
        lambda: judge(people.ixelles_coordination, solution, "p", "À moitié."),
        lambda: solution.verdicts.get().comment, "À moitié.", "Rien ne marche.",
        f"/fr/solutions/{solution.pk}/verdict/",
    )  # fmt: skip


CLASHES = [
    revising, translating, classifying, declaring, answering, correcting, noting, marking, summarising, rewording,
    dating, judging,
]  # fmt: skip


@pytest.mark.parametrize("made", CLASHES)
def test_who_comes_second_sees_both_texts_and_chooses(people, problem, client_of, made):
    clash = made(people, problem)
    browser, address = client_of(clash.person), clash.address
    opened = filled_in(browser.get(clash.page), address) | clash.written
    clash.meanwhile()
    response = browser.post(clash.where, opened)
    page = body(response)
    assert (response.status_code, clash.standing()) == (422, clash.theirs)
    assert said("fr", CLASH) in page and page.count('class="draft-text"') >= 2
    again = filled_in(response, address) | {"still": "1"}
    assert {name: again[name] for name in clash.written} == clash.written
    assert browser.post(clash.where, again).status_code == 302
    assert clash.standing() == clash.mine
    assert browser.post(clash.where, opened).status_code == 302, "sent twice, it is no clash"


@pytest.mark.parametrize("made", CLASHES)
def test_a_form_that_says_no_version_overwrites_nothing(people, problem, client_of, made):
    clash = made(people, problem)
    browser = client_of(clash.person)
    sent = filled_in(browser.get(clash.page), clash.address) | clash.written
    clash.meanwhile()
    del sent["version"]
    assert browser.post(clash.where, sent).status_code == 422
    assert clash.standing() == clash.theirs


def test_what_is_in_the_hands_of_another_is_not_taken_by_an_old_page(people, problem, client_of):
    browser, address = client_of(people.secretariat), f"/fr/problems/{problem.reference}/owner/"
    sent = filled_in(browser.get("/fr/problems/queue/"), address) | {"owner": ""}
    own_problem(by=people.secretariat, problem=problem, owner=people.secretariat)
    response = browser.post(address, sent, follow=True, headers={"referer": "http://testserver/fr/problems/queue/"})
    assert said("fr", CLASH) in body(response)
    assert fresh(problem).owner == people.secretariat


def test_a_version_is_of_the_facts_and_of_nothing_else():
    facts = {"title": "Un", "day": date(2026, 1, 2), "note": None}
    assert version_of(facts) == version_of({"note": "", "day": date(2026, 1, 2), "title": "Un"})
    assert len({version_of(facts | {name: "autre"}) for name in facts} | {version_of(facts)}) == 4
    require_unchanged(None, facts, {"title": "Deux"})
    require_unchanged("old", facts, facts)
    require_unchanged("old", dict.fromkeys(facts), facts)
    with pytest.raises(ChangedMeanwhile) as found:
        require_unchanged("old", facts, facts | {"title": "Deux"})
    assert found.value.standing == facts
