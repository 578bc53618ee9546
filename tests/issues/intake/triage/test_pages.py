"""The pages of triage: who opens which, what they do, what they show of other lanes, and what they cost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from committee.journal import clock
from committee.journal.workdays import is_working_day, working_days
from issues.fieldwork.impacts.models import Declaration
from issues.intake.triage.actions.merging import contest_merge, merge_problem
from issues.intake.triage.actions.questions import answer_request, ask_reporter
from issues.intake.triage.actions.sorting import own_problem, relate_problems, split_problem
from issues.intake.triage.models import InformationRequest, Merge, Relation
from issues.intake.triage.queries import preview_of, queue
from issues.problems.records.models import Problem
from issues.problems.taxonomies.models import Term
from tests.conftest import filed
from tests.issues.pages import body, filled_in, flagged, said, value_of
from tests.issues.steps import PHONE, declare, say, stand, state_of, tally_of
from tests.issues.test_query_budgets import MOST, queries
from tests.scenes import scene

ROLES = ("ixelles", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer", "stranger")


def at(problem, path="") -> str:
    return f"/fr/problems/{problem.reference}/{path}"


def listed(page) -> list[str]:
    return re.findall(r'<li class="duty" id="(CO-[^"]+)"', body(page))


@scene
def merged(people, problem, spaces) -> Merge:
    target = filed(people.jette, spaces.common, "Le même en mieux")
    return merge_problem(by=people.secretariat, source=problem, target=target, reason="Même cause.")


GUARDED = {
    "revise/": {"ixelles", "secretariat"},
    "versions/": {"ixelles", "molenbeek", "federation", "secretariat", "editor", "spp_is", "observer"},
    "classify/": {"ixelles", "federation", "secretariat"},
    "ask/": {"secretariat"},
    "merge/": {"secretariat"},
    "split/": {"secretariat"},
    "relations/": {"federation", "secretariat"},
}


@pytest.mark.parametrize("path", GUARDED)
def test_who_opens_which_page(people, problem, client_of, path):
    statuses = {name: client_of(getattr(people, name)).get(at(problem, path)).status_code for name in ROLES}
    refused = dict.fromkeys(ROLES, 403) | {"stranger": 404}
    assert statuses == refused | dict.fromkeys(GUARDED[path], 200)


def test_who_reads_the_queue(people, problem, client_of):
    statuses = {name: client_of(getattr(people, name)).get("/fr/problems/queue/").status_code for name in ROLES}
    assert statuses == dict.fromkeys(ROLES, 403) | {"federation": 200, "secretariat": 200, "stranger": 404}


def test_the_queue_puts_rights_at_risk_first_then_the_oldest(people, spaces, client_of):
    titles = ("vieux", "jeune", "en danger", "des fédérations")
    for days, title in zip((30, 2, 1, 3), titles, strict=True):
        risk = {"right_at_risk": True, "risk_reason": "Trente jours"} if title == "en danger" else {}
        lane = spaces.federations if "fédérations" in title else spaces.common
        with clock.acting_at(timezone.now() - timedelta(days=days)):
            filed(people.ixelles, lane, title, **risk)
    filed(people.spp_is, spaces.administration, "ailleurs", impact={})
    page = client_of(people.secretariat).get("/fr/problems/queue/")
    shown = [Problem.objects.get(reference=reference).title for reference in listed(page)]
    assert shown == ["en danger", "vieux", "des fédérations", "jeune"]
    assert body(page).count('class="late"') == 1
    assert "ailleurs" not in body(page)


def test_the_queue_goes_on_page_by_page(people, spaces, monkeypatch):
    monkeypatch.setattr("issues.intake.triage.queries.ROWS", 2)
    moment = timezone.now()
    for number in range(5):
        risk = {"right_at_risk": True, "risk_reason": "Trente jours"} if number > 1 else {}
        with clock.acting_at(moment + timedelta(hours=number)):
            filed(people.ixelles, spaces.common, f"n{number}", **risk)
    seen, after = [], ""
    while True:
        problems, after = queue(people.secretariat, after=after)
        seen += [problem.title for problem in problems]
        if not after:
            break
    assert seen == ["n2", "n3", "n4", "n0", "n1"]


def test_what_was_answered_or_contested_comes_back(people, problem, spaces, client_of):
    browser = client_of(people.secretariat)
    other = stand(filed(people.molenbeek, spaces.common, "Autre"), "qualified")
    request = ask_reporter(by=people.secretariat, problem=other, question="Depuis quand ?")
    done = merge_problem(by=people.secretariat, source=problem, target=other, reason="Même cause.")
    assert listed(browser.get("/fr/problems/queue/")) == []
    answer_request(by=people.molenbeek, request=request, answer="Depuis juin.")
    contest_merge(by=people.ixelles, merge=done, reason="Rien à voir.")
    assert set(listed(browser.get("/fr/problems/queue/"))) == {other.reference, problem.reference}
    assert browser.post(at(other, "noted/")).status_code == 302
    assert listed(browser.get("/fr/problems/queue/")) == [problem.reference]
    response = browser.post(at(problem, "merge/uphold/"), {"reason": "Si, même étape."})
    assert response["Location"] == at(problem)
    assert "Si, même étape." in body(client_of(people.ixelles).get(at(problem)))
    assert listed(browser.get("/fr/problems/queue/")) == []


def test_qualified_from_the_queue_even_twice(people, problem, client_of):
    browser = client_of(people.federation)
    for _click in range(2):
        assert browser.post(at(problem, "qualify/"))["Location"] == "/fr/problems/queue/"
    assert state_of(problem) == "qualified"
    assert client_of(people.molenbeek).post(at(filed(people.jette, problem.space), "qualify/")).status_code == 403


def test_taken_given_and_released(people, problem, client_of):
    browser = client_of(people.secretariat)
    assert browser.post(at(problem, "owner/"), {"owner": people.secretariat.pk}).status_code == 302
    assert Problem.objects.get(pk=problem.pk).owner == people.secretariat
    assert "Function of secretariat" in body(client_of(people.ixelles).get(at(problem)))
    sent = filled_in(browser.get("/fr/problems/queue/"), at(problem, "owner/")) | {"owner": ""}
    assert browser.post(at(problem, "owner/"), sent).status_code == 302
    assert Problem.objects.get(pk=problem.pk).owner is None
    for nonsense in (people.ixelles.pk, "x", "9" * 30):
        assert browser.post(at(problem, "owner/"), {"owner": nonsense}).status_code == 404
    assert client_of(people.federation).post(at(problem, "owner/"), {"owner": ""}).status_code == 403


def test_sorted_by_its_form(people, problem, client_of):
    browser, term = client_of(people.federation), Term.objects.of("category")[0]
    form = filled_in(browser.get(at(problem, "classify/"))) | {"category": term.pk, "severity": 4}
    refused = browser.post(at(problem, "classify/"), {**form, "right_at_risk": "on"})
    assert (refused.status_code, flagged(refused)) == (422, {"risk_reason"})
    assert browser.post(at(problem, "classify/"), form)["Location"] == at(problem)
    assert Problem.objects.get(pk=problem.pk).category == term
    page = body(client_of(people.spp_is).get(at(problem, "versions/")))
    assert "Modérée" in page


def test_a_term_retired_since_stays(people, problem, client_of):
    from issues.problems.taxonomies.queries import forget_terms

    term = Term.objects.of("tool")[0]
    Problem.objects.filter(pk=problem.pk).update(tool=term)
    Term.objects.filter(pk=term.pk).update(retired_on="2026-01-01")
    forget_terms()
    browser = client_of(people.secretariat)
    assert str(term) in body(browser.get(at(problem, "classify/")))
    assert browser.post(at(problem, "classify/"), {"tool": term.pk, "severity": 2}).status_code == 302
    assert Problem.objects.get(pk=problem.pk).tool == term


def test_corrected_by_its_form(people, problem, client_of):
    browser = client_of(people.ixelles)
    form = filled_in(browser.get(at(problem, "revise/"))) | {"title": "Titre corrigé", "description": PHONE}
    refused = browser.post(at(problem, "revise/"), form)
    assert refused.status_code == 422 and value_of(refused, "title") == "Titre corrigé"
    assert browser.post(at(problem, "revise/"), {**form, "description": "Mieux dit."})["Location"] == at(problem)
    assert "Pièces jointes perdues" in body(browser.get(at(problem, "versions/")))
    assert at(problem, "versions/") in body(browser.get(at(problem)))


def test_asked_and_answered(people, problem, client_of):
    secretariat, reporter = client_of(people.secretariat), client_of(people.ixelles)
    assert secretariat.post(at(problem, "ask/"), {"question": "Quelle version ?"})["Location"] == at(problem)
    refused = secretariat.post(at(problem, "ask/"), {"question": "Et depuis quand ?"})
    assert refused.status_code == 422
    pk = InformationRequest.objects.get().pk
    case = body(reporter.get(at(problem)))
    assert "Quelle version ?" in case and f"/fr/requests/{pk}/" in case
    assert "Quelle version ?" not in body(client_of(people.molenbeek).get(at(problem)))
    assert f"/fr/requests/{pk}/" in body(reporter.get("/fr/dashboard/"))
    assert client_of(people.molenbeek).get(f"/fr/requests/{pk}/").status_code == 200
    assert client_of(people.molenbeek).post(f"/fr/requests/{pk}/", {"answer": "Moi."}).status_code == 403
    for answer, status in (("", 422), (PHONE, 422), ("La 4.2.", 302), ("La 4.2.", 302)):
        assert reporter.post(f"/fr/requests/{pk}/", {"answer": answer}).status_code == status
    assert "La 4.2." in body(secretariat.get(f"/fr/requests/{pk}/"))
    assert secretariat.post(f"/fr/requests/{pk}/withdraw/").status_code == 403


@pytest.mark.parametrize("name", ["spp_is", "observer", "stranger"])
def test_a_question_of_another_lane_does_not_exist(people, spaces, client_of, name):
    hidden = filed(people.ixelles, spaces.federations)
    request = ask_reporter(by=people.secretariat, problem=hidden, question="Secret ?")
    browser = client_of(getattr(people, name))
    assert browser.get(f"/fr/requests/{request.pk}/").status_code == 404
    assert browser.post(f"/fr/requests/{request.pk}/withdraw/").status_code == 404


def test_merged_with_a_preview_that_tells_the_truth(people, problem, spaces, client_of):
    target = filed(people.jette, spaces.common, "Le même", impact={"cases": 5, "minutes_likely": 60})
    declare(people.molenbeek, problem, cases=6, minutes_likely=30)
    browser = client_of(people.secretariat)
    assert browser.get(at(problem, "merge/")).status_code == 200
    for nonsense in ("x", "CO-2099-9999", problem.reference):
        refused = browser.get(at(problem, "merge/"), {"target": nonsense})
        assert refused.status_code == 422
    typed = target.reference.replace("CO-", "").lower()
    page = browser.get(at(problem, "merge/"), {"target": typed})
    assert page.status_code == 200 and target.title in body(page)
    after = preview_of(problem, target).after
    refused = browser.post(at(problem, "merge/"), {"target": target.reference, "reason": " "})
    assert refused.status_code == 422
    form = {"target": target.reference, "reason": "Même cause."}
    for _click in range(2):
        assert browser.post(at(problem, "merge/"), form)["Location"] == at(problem)
    assert Merge.objects.count() == 1
    tally = tally_of(target)
    assert (after.affected, after.cases, after.high) == (tally.affected, tally.cases, round(tally.hours_high))


@pytest.mark.parametrize("words", ["annexes", "ANNEXES absentes", "bijlagen"])
def test_what_it_is_merged_into_is_found_by_words(people, problem, spaces, client_of, words):
    target = filed(people.jette, spaces.common, "Annexes absentes", title_other="Bijlagen ontbreken")
    closed = stand(filed(people.jette, spaces.common, "Annexes closes"), "closed")
    elsewhere = filed(people.federation, spaces.federations, "Annexes entre fédérations")
    page = client_of(people.secretariat).get(at(problem, "merge/"), {"target": words})
    assert page.status_code == 422 and value_of(page, "target") == words
    assert f'href="?target={target.reference}"' in body(page)
    assert not any(f"?target={one.reference}" in body(page) for one in (problem, closed, elsewhere))


def test_words_that_no_problem_holds_are_said_to_find_none(people, problem, client_of):
    page = client_of(people.secretariat).get(at(problem, "merge/"), {"target": "girafe"})
    assert said("fr", "No problem of this lane holds these words") in body(page)


def test_a_merged_problem_leaves_a_signpost_and_is_only_read(people, merged, client_of):
    source, target = merged.source, merged.target
    browser = client_of(people.ixelles)
    page = body(browser.get(at(source)))
    assert at(target) in page and "Même cause." in page and at(source, "merge/contest/") in page
    assert "<textarea" not in page
    sent = {"lane": source.space_id, "text": "Encore un mot.", "key": "k1"}
    assert browser.post(f"/fr/threads/{source.thread_id}/", sent).status_code == 403
    assert at(source) in body(browser.get(at(target)))
    row = body(browser.get("/fr/problems/?state=merged"))
    assert source.reference in row and f'<a href="{at(target)}">→ {target.reference}</a>' in row
    assert browser.get(at(source, "revise/")).status_code == 403
    assert client_of(people.molenbeek).get(at(source, "merge/contest/")).status_code == 403


def test_contested_and_undone_on_its_pages(people, merged, client_of):
    reporter, secretariat = client_of(people.ixelles), client_of(people.secretariat)
    assert reporter.post(at(merged.source, "merge/contest/"), {"reason": ""}).status_code == 422
    for _click in range(2):
        response = reporter.post(at(merged.source, "merge/contest/"), {"reason": "Rien à voir."})
        assert response["Location"] == at(merged.source)
    assert "Rien à voir." in body(secretariat.get(at(merged.source, "merge/undo/")))
    assert reporter.get(at(merged.source, "merge/undo/")).status_code == 403
    assert secretariat.post(at(merged.source, "merge/undo/"), {"reason": "En effet."})["Location"] == at(merged.source)
    assert state_of(merged.source) == "filed"
    assert secretariat.get(at(merged.source, "merge/undo/")).status_code == 404


def test_split_by_its_form(people, problem, client_of):
    browser = client_of(people.secretariat)
    page = browser.get(at(problem, "split/"))
    assert value_of(page, "title") == problem.title
    form = {"title": "Seconde", "description": "Autre chose.", "submission": value_of(page, "submission")}
    places = {browser.post(at(problem, "split/"), form)["Location"] for _click in range(2)}
    new = Problem.objects.get(title="Seconde")
    assert places == {at(new)}
    assert new.reference in body(browser.get(at(problem))) and problem.reference in body(browser.get(at(new)))
    assert Declaration.objects.filter(problem=new).count() == 0


def test_related_on_both_sides_for_who_reads_both(people, problem, spaces, client_of):
    hidden = filed(people.federation, spaces.federations, "Entre nous", impact={})
    browser = client_of(people.federation)
    form = {"kind": "caused_by", "reference": hidden.reference}
    for wrong in ("CO-2099-0001", "x" * 21, "", problem.reference):
        assert browser.post(at(problem, "relations/"), {**form, "reference": wrong}).status_code == 422
    assert browser.post(at(problem, "relations/"), form)["Location"] == at(problem)
    assert hidden.reference in body(browser.get(at(problem)))
    assert problem.reference in body(client_of(people.molenbeek).get(at(hidden)))
    for path in ("", "timeline/"):
        page = body(client_of(people.spp_is).get(at(problem, path)))
        assert hidden.reference not in page and "Entre nous" not in page
    relation = Relation.objects.get()
    assert client_of(people.spp_is).post(at(problem, f"relations/{relation.pk}/remove/")).status_code == 404
    assert browser.post(at(problem, f"relations/{relation.pk}/remove/")).status_code == 302
    assert not Relation.objects.exists()


def test_an_answer_is_offered_in_the_lane_of_the_post_alone(people, problem, spaces, client_of):
    post = say(people.federation, problem, "Entre nous.", space=spaces.federations)
    browser = client_of(people.molenbeek)
    assert offered_in(body(browser.get(f"{at(problem)}?reply={post.key}"))) == [str(spaces.federations.pk)]
    assert len(offered_in(body(browser.get(at(problem))))) == 3


def offered_in(page: str) -> list[str]:
    """The lanes that can be chosen on a page."""
    fields = re.findall(r'<input type="radio" name="lane" value="(\d+)"([^>]*)>', page)
    return [pk for pk, facts in fields if "disabled" not in facts]


def busy(people, spaces) -> Problem:
    """A problem with all that triage may show of one: relations, merges, a question, a version, an owner."""
    problem = filed(people.ixelles, spaces.common, "Au centre")
    for number in range(2):
        other = filed(people.jette, spaces.common, f"Voisin {number}")
        relate_problems(by=people.federation, source=problem, target=other, kind="caused_by")
        near = filed(people.jette, spaces.common, f"Proche {number}")
        relate_problems(by=people.federation, source=near, target=problem, kind="related")
        gone = filed(people.molenbeek, spaces.common, f"Parti {number}")
        merge_problem(by=people.secretariat, source=gone, target=problem, reason="Même cause.")
    ask_reporter(by=people.secretariat, problem=problem, question="Depuis quand ?")
    own_problem(by=people.secretariat, problem=problem, owner=people.secretariat)
    split_problem(
        by=people.secretariat, problem=problem, title="Moitié", description="Autre.", submission=problem.reference
    )
    return problem


@pytest.mark.parametrize("name", ["ixelles", "federation", "secretariat"])
def test_pages_cost_the_same_however_much_there_is(people, spaces, client_of, name):
    browser = client_of(getattr(people, name))
    plain = filed(people.ixelles, spaces.common, "Seul")
    alone = queries(browser, at(plain))
    full = busy(people, spaces)
    assert len(queries(browser, at(full))) == len(alone) <= MOST
    gone = Problem.objects.filter(state="merged")[0]
    assert len(queries(browser, at(gone))) <= MOST
    if name != "ixelles":
        one = queries(browser, "/fr/problems/queue/")
        busy(people, spaces)
        assert len(queries(browser, "/fr/problems/queue/")) == len(one) <= MOST, "\n".join(one)


def test_working_days_are_belgian():
    days = [clock.date(2026, 5, 14), clock.date(2026, 5, 25), clock.date(2026, 7, 21), clock.date(2026, 4, 6)]
    assert not any(is_working_day(day) for day in days)
    assert is_working_day(clock.date(2026, 5, 15))
    friday = timezone.make_aware(clock.datetime(2026, 4, 3, 16))
    assert working_days(friday, friday + timedelta(days=4)) == 1
