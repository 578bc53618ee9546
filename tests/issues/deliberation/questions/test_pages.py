"""The register of questions between benches, the page of one, asking, and what two sides do there."""

import io
import re
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from committee.journal import clock
from committee.seats.actions import hand_over_seat
from committee.seats.models import Mandate
from issues.deliberation.questions.actions.replying import accept_answer, answer_question, return_answer
from issues.deliberation.questions.actions.suspending import propose_suspension, settle_suspension
from issues.deliberation.questions.models import Question
from tests.committee.records import unchanged
from tests.issues.deliberation.table import ask, away, join
from tests.issues.pages import PHONE_REFUSED, body, flagged, said, value_of
from tests.issues.steps import PHONE, propose
from tests.issues.test_query_budgets import MOST, queries

REGISTER = "/fr/questions/"


def page_of(question, path="") -> str:
    return f"/fr/questions/{question.pk}/{path}"


def numbers(response) -> list[str]:
    return re.findall(r'<tr id="(QUE-\d+)"', body(response))


@pytest.fixture
def four(people, spaces, table):
    """One that is overdue, one that runs, one that is accepted, one within the federations."""
    late = ask(people.federation, "administration", spaces.common, title="En retard", days=3)
    Question.objects.filter(pk=late.pk).update(due_on=clock.today() - timedelta(days=4))
    runs = ask(people.spp_is, table.walloon, spaces.common, title="En cours")
    done = ask(people.federation, table.federal, spaces.common, title="Finie")
    answer_question(by=people.spp_is, question=done, text="Oui.", language="fr")
    accept_answer(by=people.federation, question=done)
    inside = ask(people.secretariat, table.walloon, spaces.federations, title="Entre nous")
    return late, runs, done, inside


def test_the_register_shows_what_is_overdue_first(people, client_of, four):
    late, runs, done, inside = four
    shown = numbers(client_of(people.federation).get(REGISTER))
    assert (shown[0], shown[3], set(shown[1:3])) == (late.number, done.number, {runs.number, inside.number})
    page = client_of(people.spp_is).get(REGISTER)
    assert "Entre nous" not in body(page) and inside.number not in body(page)
    assert numbers(page) == [late.number, runs.number, done.number]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("?state=accepted", "done"),
        ("?bench=federations", "runs inside"),
        ("?bench=administration", "late done"),
        ("?view=overdue", "late"),
        ("?view=asked", "late done inside"),
        ("?view=ours", ""),
        ("?q=cours", "runs"),
        ("?state=nonsense&bench=observers&view=else", "late runs done inside"),
        ("?from=900", ""),
    ],
)
def test_the_register_is_narrowed(people, client_of, four, address, shown):
    named = dict(zip(("late", "runs", "done", "inside"), (one.number for one in four), strict=True))
    found = numbers(client_of(people.federation).get(REGISTER + address))
    assert sorted(found) == sorted(named[word] for word in shown.split())


def test_what_awaits_ones_seat_is_a_view(people, client_of, table, four):
    late, runs, _done, inside = four
    assert numbers(client_of(people.spp_is).get(f"{REGISTER}?view=ours")) == [late.number]
    assert set(numbers(client_of(table.walloon_holder).get(f"{REGISTER}?view=ours"))) == {runs.number, inside.number}


def test_an_empty_register_says_what_will_stand_there(people, client_of):
    page = client_of(people.ixelles).get(REGISTER)
    assert said("fr", "No question has been asked yet") in body(page)
    assert "/questions/new/" not in body(page)
    assert said("nl", "No question matches") in body(client_of(people.ixelles).get("/nl/questions/?state=asked"))


def test_asking_from_a_case_and_from_a_solution(people, spaces, client_of, table, problem):
    solution = propose(people.spp_is, problem)
    browser = client_of(people.federation)
    assert f"/fr/questions/new/?about={problem.reference}" in body(browser.get(f"/fr/problems/{problem.reference}/"))
    assert f"/fr/questions/new/?about={solution.number}" in body(browser.get(f"/fr/solutions/{solution.pk}/"))
    form = browser.get(f"/fr/questions/new/?about={solution.number}")
    assert value_of(form, "about") == solution.number
    facts = {"title": "Quand ?", "text": "À quelle date ?", "to": f"seat-{table.federal.pk}", "space": spaces.common.pk}
    facts |= {"days": "10 jours", "about": f"sol {solution.pk}", "language": "fr", "submission": "s" * 36}
    answer = browser.post("/fr/questions/new/", facts | {"days": "10"}, follow=True)
    made = Question.objects.get()
    assert (made.solution, made.to_seat, made.days) == (solution, table.federal, 10)
    assert answer.redirect_chain == [(page_of(made), 302)]
    for url in (f"/fr/problems/{problem.reference}/", f"/fr/solutions/{solution.pk}/"):
        shown = body(browser.get(url))
        assert ("Quand ?" in shown) == ("solutions" in url)


def test_a_question_about_a_case_stands_on_its_page_for_its_lane(people, spaces, client_of, table, problem):
    ask(people.federation, "administration", spaces.common, about=problem, title="Pour tous")
    ask(people.federation, table.walloon, spaces.federations, about=problem, title="Entre nous")
    url = f"/fr/problems/{problem.reference}/"
    assert "Pour tous" in body(client_of(people.spp_is).get(url))
    assert "Entre nous" not in body(client_of(people.spp_is).get(url))
    assert "Entre nous" in body(client_of(people.ixelles).get(url))
    assert "/questions/new/" not in body(client_of(people.ixelles).get(url))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": PHONE}, "text"),
        ({"to": ""}, "to"),
        ({"days": "90"}, "days"),
        ({"about": "CO-2099-0001"}, "about"),
        ({"title": ""}, "title"),
    ],
)
def test_a_form_that_fails_comes_back_filled_in(people, spaces, client_of, table, change, field):
    facts = {"title": "Quand ?", "text": "À quelle date ?", "to": "administration", "space": spaces.common.pk}
    facts |= {"days": "10", "about": "", "language": "fr", "submission": "s" * 36} | change
    with unchanged():
        answer = client_of(people.federation).post("/fr/questions/new/", facts)
    assert answer.status_code == 422
    assert flagged(answer) == {field}
    assert value_of(answer, "text") == facts["text"]
    assert (said("fr", PHONE_REFUSED) in body(answer)) == ("text" in change)


def test_the_whole_exchange_on_the_page(people, spaces, client_of, table, question):
    asked, asking = client_of(people.spp_is), client_of(people.federation)
    assert said("fr", "Give the answer") in body(asked.get(page_of(question)))
    assert said("fr", "Give the answer") not in body(asking.get(page_of(question)))
    empty = asked.post(page_of(question, "answer/"), {"text": PHONE, "language": "fr"})
    assert (empty.status_code, value_of(empty, "text")) == (422, PHONE)
    asked.post(page_of(question, "answer/"), {"text": "Le 1er mai.", "language": "fr"})
    assert "Le 1er mai." in body(asking.get(page_of(question)))
    refused = asking.post(page_of(question, "insufficient/"), {"reason": ""})
    assert refused.status_code == 422 and "reason" in flagged(refused)
    asking.post(page_of(question, "insufficient/"), {"reason": "De quelle année ?"})
    assert "De quelle année ?" in body(asked.get(page_of(question)))
    asked.post(page_of(question, "suspension/"), {"reason": "Audit en cours."})
    assert said("fr", "Agree: suspend the term") in body(asking.get(page_of(question)))
    asking.post(page_of(question, "suspension/settle/"), {"agreed": "yes"})
    assert said("fr", "Let the term run on") in body(asked.get(page_of(question)))
    asked.post(page_of(question, "resume/"))
    asked.post(page_of(question, "answer/"), {"text": "En 2026.", "language": "fr"})
    asking.post(page_of(question, "accept/"))
    assert Question.objects.get().state == "accepted"
    shown = body(client_of(people.ixelles).get(page_of(question)))
    assert all(words in shown for words in ("Le 1er mai.", "De quelle année ?", "Audit en cours.", "En 2026."))


def test_a_substitute_is_named_with_whom_they_stand_in_for(people, client_of, table, question):
    away(people.spp_is)
    browser = client_of(table.deputy)
    assert said("fr", "You stand in for") in body(browser.get(page_of(question)))
    browser.post(page_of(question, "answer/"), {"text": "Le 1er mai.", "language": "fr"})
    shown = body(client_of(people.ixelles).get(page_of(question)))
    assert table.deputy.function in shown and said("fr", "instead of") in shown and people.spp_is.function in shown


def test_withdrawing_and_translating_on_the_page(people, client_of, question):
    browser = client_of(people.federation)
    form = browser.get(page_of(question, "translation/"))
    assert form.status_code == 200
    facts = {"title": "Wanneer?", "summary": "", "version": value_of(form, "version")}
    browser.post(page_of(question, "translation/"), facts)
    assert "Wanneer?" in body(browser.get(f"/nl/questions/{question.pk}/"))
    browser.post(page_of(question, "withdraw/"), {"reason": "Réglé."})
    assert Question.objects.get().state == "withdrawn"
    assert "Réglé." in body(browser.get(page_of(question)))
    assert browser.post(page_of(question, "accept/")).status_code == 403


def test_what_stands_in_another_lane_does_not_exist(people, spaces, client_of, table):
    inside = ask(people.federation, table.walloon, spaces.federations, title="Entre nous")
    browser = client_of(people.spp_is)
    for path in ("", "translation/"):
        assert browser.get(page_of(inside, path)).status_code == 404
    for path in ("answer/", "accept/", "insufficient/", "suspension/", "suspension/settle/", "resume/", "withdraw/"):
        with unchanged():
            assert browser.post(page_of(inside, path), {"reason": "x", "text": "x"}).status_code == 404
    assert browser.get(f"/fr/timeline/question/{inside.pk}/").status_code == 404
    assert browser.get(f"/fr/search/?q={inside.number}").status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_register_is_taken_along_a_row_a_term(people, spaces, client_of, four, form):
    late, *_ = four
    answer_question(by=people.spp_is, question=late, text="=1+1", language="fr")
    return_answer(by=people.federation, question=late, reason="Non.")
    taken = client_of(people.spp_is).post("/fr/questions/export/?bench=administration", {"form": form})
    content = taken.content
    if form == "csv":
        rows = [line.split(";") for line in content.decode("utf-8-sig").splitlines()]
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [late.number, late.number, four[2].number]
    assert len(set(map(len, rows))) == 1
    assert "Entre nous" not in content.decode(errors="ignore")


def test_who_awaits_what_stands_on_dashboard_seat_and_handover(people, client_of, table, question):
    assert question.title in body(client_of(people.spp_is).get("/fr/dashboard/"))
    assert question.title not in body(client_of(people.federation).get("/fr/dashboard/"))
    mandate = Mandate.objects.get(seat=table.federal, person=people.spp_is)
    for url in (f"/fr/seats/{table.federal.pk}/", f"/fr/seats/mandates/{mandate.pk}/handover/"):
        assert question.title in body(client_of(people.secretariat).get(url)), url
    newcomer = join(people, "newcomer", table.federal.organisation)
    hand_over_seat(by=people.administrator, mandate=mandate, person=newcomer)
    assert question.title in body(client_of(newcomer).get("/fr/dashboard/"))
    assert question.title not in body(client_of(people.spp_is).get("/fr/dashboard/"))
    answer_question(by=newcomer, question=question, text="Oui.", language="fr")
    assert question.title in body(client_of(people.federation).get("/fr/dashboard/"))
    assert newcomer.function in body(client_of(people.ixelles).get(f"/fr/seats/{table.federal.pk}/"))


def test_a_seat_shows_no_question_of_another_lane(people, spaces, client_of, table):
    inside = ask(people.federation, table.walloon, spaces.federations, title="Entre nous")
    url = f"/fr/seats/{table.walloon.pk}/"
    assert "Entre nous" not in body(client_of(people.spp_is).get(url))
    assert said("fr", "Questions and answers") in body(client_of(people.spp_is).get(url))
    assert inside.title in body(client_of(people.ixelles).get(url))


@pytest.mark.column
@pytest.mark.parametrize("name", ["federation", "spp_is", "ixelles"])
def test_pages_cost_the_same_with_one_row_and_with_three(people, spaces, client_of, table, problem, name):
    def grow() -> Question:
        made = ask(people.federation, "administration", spaces.common, about=problem)
        ask(people.spp_is, table.walloon, spaces.common, about=problem)
        answer_question(by=people.spp_is, question=made, text="Oui.", language="fr")
        return_answer(by=people.federation, question=made, reason="Non.")
        propose_suspension(by=people.spp_is, question=made, reason="Audit.")
        settle_suspension(by=people.federation, question=made, agreed=False)
        return made

    browser, made = client_of(getattr(people, name)), grow()
    urls = [REGISTER, f"{REGISTER}?view=asked&q=flux", page_of(made), f"/fr/seats/{table.federal.pk}/"]
    one = {url: queries(browser, url) for url in urls}
    for _ in range(2):
        grow()
        answer_question(by=people.spp_is, question=made, text=f"Oui {_}.", language="fr")
        return_answer(by=people.federation, question=made, reason="Non.")
    three = {url: queries(browser, url) for url in urls}
    dear = [url for url in urls if len(one[url]) > MOST or len(one[url]) != len(three[url])]
    assert dear == [], "\n".join("\n".join([url, "first:", *one[url], "then:", *three[url]]) for url in dear)
