"""The story of a problem or a solution: what it merges, what it hides, how it is narrowed, paged and taken along."""

import csv
import io
import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committee.access.models import Space
from committee.journal import clock
from committee.journal.models import Entry, Subject
from committee.journal.verbs import SENTENCES
from issues.attachments.actions import attach_files
from issues.attachments.inspection import inspect_upload
from issues.conversation.threads.actions.posts import edit_post, react, withdraw_post
from issues.conversation.threads.models import Post
from issues.overview.timeline import exports as delivery
from issues.overview.timeline.filters import Edge, Filters, edge_in
from issues.overview.timeline.kinds import DUTY, What, verbs_of, what_of
from issues.overview.timeline.queries import PAGE, Story
from tests.committee.records import organisation_of, recording, unchanged
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.pages import body, said
from tests.issues.steps import declare, deliver, propose, say

pytestmark = pytest.mark.column

BRUSSELS = ZoneInfo("Europe/Brussels")
NOT_OF_A_CASE = {
    "list", "dossier", "view", "story", "audit", "term", "membership", "mandate", "account", "letter", "mail",
    "absence", "invitation", "joining", "member", "organisation", "seat",
    "address", "background", "committee", "erasure", "verification",
}  # fmt: skip
"""The first word of verbs that no story of a problem or a solution tells."""


def url_of(problem, language="fr") -> str:
    return f"/{language}/problems/{problem.reference}/timeline/"


def story_of(person, thing, **filters) -> Story:
    return Story(person, thing.owner_of_thread, Filters(**filters))


def told(person, thing, **filters) -> list[str]:
    """The facts of a story: the verb of an entry, the text of a post."""
    facts = story_of(person, thing, **filters).page(None).facts
    return [fact.text if isinstance(fact, Post) else fact.verb for fact in facts]


def on_day(day: int, hour: int = 12):
    return clock.acting_at(datetime(2026, 3, day, hour, tzinfo=BRUSSELS))


def test_every_verb_has_its_place_in_a_story():
    placeless = {code for code in SENTENCES if not code.startswith(DUTY) and what_of(code) is None}
    assert {code for code in placeless if code.partition(".")[0] not in NOT_OF_A_CASE} == set()
    assert all(verbs_of(frozenset({what.value})) for what in What if what not in (What.TASKS, What.MODERATION))


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_facts_and_posts_stand_in_one_order(people, problem, order):
    first = say(people.ixelles, problem, "Première phrase.")
    declare(people.molenbeek, problem, cases=3)
    say(people.jette, problem, "Deuxième phrase.")
    edit_post(by=people.ixelles, post=first, text="Phrase corrigée.")
    expected = [
        "problem.filed",
        "impact.declared",
        "Phrase corrigée.",
        "impact.declared",
        "Deuxième phrase.",
        "post.edited",
    ]
    assert told(people.ixelles, problem, order=order) == (expected if order == "oldest" else expected[::-1])


def test_the_page_shows_posts_whole_with_lane_author_and_ways(people, problem, spaces, client_of):
    post = say(people.ixelles, problem, "Une **phrase** entière.", spaces.federations)
    edit_post(by=people.ixelles, post=post, text="Une **autre** phrase.")
    page = body(client_of(people.jette).get(url_of(problem)))
    assert "<strong>autre</strong> phrase" in page
    assert "Function of ixelles" in page and organisation_of(people.ixelles).name_fr.replace("'", "&#x27;") in page
    for way in (f"/fr/posts/{post.key}/", f"/fr/posts/{post.key}/history/"):
        assert way in page
    assert 'class="l-federations spoken"' in page


def test_reactions_are_told_only_where_they_are_asked_for(people, problem):
    post = say(people.ixelles, problem)
    react(by=people.jette, post=post, word="agree")
    assert "post.reacted" not in told(people.ixelles, problem)
    assert "post.reacted" in told(people.ixelles, problem, reactions=True)


@pytest.mark.parametrize("name", ["withdrawn", "hidden"])
def test_a_post_that_is_silent_says_nothing_on_the_page_nor_in_the_files(people, problem, client_of, name):
    post = say(people.ixelles, problem, "Parole retirée.")
    edit_post(by=people.ixelles, post=post, text="Parole reprise.")
    if name == "withdrawn":
        withdraw_post(by=people.ixelles, post=post)
    else:
        Post.objects.filter(pk=post.pk).update(hidden_at=clock.now(), hidden_reason="Hors sujet")
    browser = client_of(people.ixelles)
    texts = [body(browser.get(url_of(problem)))]
    texts += [taken(browser, problem, form) for form in delivery.FORMS]
    for text in texts:
        assert "Parole" not in text
        assert f"/fr/posts/{post.key}/history/" not in text
        assert ("retiré" if name == "withdrawn" else "Hors sujet") in text


def test_files_of_a_problem_and_of_a_post_are_told(people, problem, spaces, client_of, storage):  # noqa: F811
    place = organisation_of(people.ixelles)

    def kept(name):
        files = [inspect_upload(upload(name, PDF))]
        return attach_files(by=people.ixelles, space=spaces.common, organisation_id=place.pk, files=files)

    problem.attachments.add(*kept("dossier.pdf"))
    say(people.ixelles, problem, attachments=kept("preuve.pdf"))
    page = body(client_of(people.spp_is).get(url_of(problem)))
    assert "dossier.pdf" in page and "preuve.pdf" in page
    assert told(people.spp_is, problem, what=("files",)) == ["files.attached"]


def test_filters_combine(people, problem, spaces):
    with on_day(2):
        say(people.ixelles, problem, "Commun le 2.")
        say(people.federation, problem, "Fédérations le 2.", spaces.federations)
    with on_day(3):
        say(people.spp_is, problem, "Administration le 3.")
        declare(people.jette, problem)
    day = datetime(2026, 3, 2).date()
    ixelles = organisation_of(people.ixelles).pk
    narrowed = {
        "what": ({"what": ("messages",)}, {"Commun le 2.", "Fédérations le 2.", "Administration le 3."}),
        "two sorts": ({"what": ("messages", "impact"), "since": day + timedelta(days=1), "until": day + timedelta(days=1)},
                      {"Administration le 3.", "impact.declared"}),
        "lane": ({"lane": "federations", "what": ("messages",)}, {"Fédérations le 2."}),
        "bench": ({"bench": "administration"}, {"Administration le 3."}),
        "organisation": ({"organisation": ixelles, "until": day}, {"Commun le 2."}),
        "period": ({"since": day, "until": day}, {"Commun le 2.", "Fédérations le 2."}),
        "nothing": ({"bench": "administration", "lane": "federations"}, set()),
    }  # fmt: skip
    found = {name: set(told(people.ixelles, problem, **filters)) for name, (filters, _told) in narrowed.items()}
    assert found == {name: expected for name, (_filters, expected) in narrowed.items()}


def test_the_bar_counts_what_each_value_would_show(people, problem, spaces, client_of):
    say(people.ixelles, problem)
    say(people.spp_is, problem)
    say(people.federation, problem, space=spaces.federations)
    context = client_of(people.ixelles).get(f"{url_of(problem)}?bench=federations&what=messages").context
    counts = {f["name"]: {o["value"]: o["count"] for o in f.get("options", ())} for f in context["fields"]}
    assert context["total"] == 2 == len(context["lines"])
    assert counts["bench"] == {"": "", "federations": 2, "administration": 1}
    assert (counts["what"]["messages"], counts["what"]["impact"]) == (2, 1)
    assert (counts["lane"]["common"], counts["lane"]["federations"]) == (1, 1)


def test_the_administration_never_learns_which_cpas_declared(people, problem, client_of):
    declare(people.molenbeek, problem)
    for order in ("newest", "oldest"):
        assert told(people.spp_is, problem, order=order) == ["problem.filed"]
    page = client_of(people.spp_is).get(url_of(problem))
    assert "Molenbeek" not in body(page)
    assert page.context["total"] == 1
    assert "impact" not in {o["value"] for o in page.context["fields"][0]["options"]}


@pytest.mark.parametrize(("name", "lanes"), [
    ("ixelles", {"common", "federations", "own"}), ("jette", {"common", "federations"}), ("editor", {"common", "federations"}),
    ("spp_is", {"common", "administration"}), ("observer", {"common"}),
])  # fmt: skip
def test_each_reads_the_lanes_of_their_own(people, problem, spaces, client_of, name, lanes):
    own = Space.objects.own(organisation_of(people.ixelles))
    writers = {"common": (people.jette, spaces.common), "federations": (people.federation, spaces.federations),
               "administration": (people.spp_is, spaces.administration), "own": (people.ixelles, own)}  # fmt: skip
    for lane, (person, space) in writers.items():
        say(person, problem, f"Canari-{lane}", space)
    browser = client_of(getattr(people, name))
    for text in (body(browser.get(url_of(problem))), taken(browser, problem, "csv"), taken(browser, problem, "json")):
        assert {lane for lane in writers if f"Canari-{lane}" in text} == lanes


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_follow_each_other_without_gap_or_repetition(people, problem, client_of, order):
    with on_day(2):
        for number in range(PAGE + 20):
            say(people.ixelles, problem, f"Phrase {number}.")
    browser, url, found = client_of(people.ixelles), f"{url_of(problem)}?order={order}", []
    while url:
        context = browser.get(url).context
        found += [line.fact for line in context["lines"]]
        url = url_of(problem) + context["more"] if context["more"] else ""
    keys = [(type(fact).__name__, fact.pk) for fact in found]
    assert len(keys) == len(set(keys)) == PAGE + 22
    moments = [fact.written_at if isinstance(fact, Post) else fact.at for fact in found]
    assert moments == sorted(moments, reverse=order == "newest")


def test_facts_of_one_moment_are_neither_lost_nor_repeated(people, problem):
    with on_day(2):
        for _ in range(5):
            say(people.ixelles, problem)
    moment = Post.objects.first().written_at
    Entry.objects.update(at=moment)
    for order in ("newest", "oldest"):
        story, keys, edge = story_of(people.ixelles, problem, order=order), [], None
        while step := story.keys(2, edge):
            keys += step
            edge = step[-1]
        assert len(keys) == len(set(keys)) == 7
        assert keys == story.keys(50)


@pytest.mark.parametrize("word", ["x", "1-2", "1-2-3", "9" * 30 + "-0-1", "-1-0-1", "1-0-" + "9" * 30, "٣-0-1", "1--1"])
def test_an_edge_that_makes_no_sense_is_none(word):
    assert edge_in(word) is None


def test_an_edge_reads_back(people, problem):
    key = story_of(people.ixelles, problem).keys(1)[0]
    assert edge_in(key.word) == key == Edge(*key)


def test_a_long_story_costs_no_more_queries(people, problem, client_of):
    browser = client_of(people.secretariat)
    post = say(people.ixelles, problem)
    place = organisation_of(people.ixelles)
    facts = {"strand": post.strand, "author": people.ixelles, "organisation": place, "language": "fr", "text": "x"}
    start = post.written_at
    Post.objects.bulk_create(
        Post(number=n, key=f"k{n}", html="<p>x</p>", written_at=start + timedelta(seconds=n), **facts)
        for n in range(2, 1000)
    )
    made = Entry.objects.bulk_create(
        Entry(at=start + timedelta(seconds=n), actor=people.ixelles, organisation=place, verb="problem.moved",
              space=problem.space, data={}) for n in range(1000)
    )  # fmt: skip
    Subject.objects.bulk_create(Subject(entry=entry, kind="problem", key=problem.reference) for entry in made)
    browser.get(url_of(problem))
    for query in ("", "?what=states", "?order=oldest&lane=common"):
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(f"{url_of(problem)}{query}")
        assert len(page.context["lines"]) == PAGE
        assert len(captured) <= 8, [query["sql"][:120] for query in captured]


def taken(browser, problem, form: str, query: str = "", language: str = "fr") -> str:
    response = browser.post(f"{url_of(problem, language)}file/{query}", {"form": form})
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def rows_in(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_the_table_holds_exactly_what_is_filtered(people, problem, spaces, client_of):
    say(people.ixelles, problem, "=2+2 dangereux")
    say(people.spp_is, problem, "Réponse de l’administration.")
    declare(people.jette, problem)
    text = taken(client_of(people.jette), problem, "csv", "?what=messages&order=oldest")
    header, *rows = rows_in(text)
    assert text.startswith("\ufeff")
    assert header[0] == said("fr", "Moment")
    assert [row[5] for row in rows] == ["'=2+2 dangereux", "Réponse de l’administration."]
    assert rows[1][4] == "Function of spp_is"
    assert rows[0][-1].startswith("http://testserver/fr/posts/")


def test_the_header_is_in_the_readers_language(people, problem, client_of):
    french, dutch = (rows_in(taken(client_of(people.jette), problem, "csv", language=code))[0] for code in ("fr", "nl"))
    assert len(french) == len(dutch) == 11
    assert [said("nl", "Lane"), said("fr", "Lane")] == [dutch[2], french[2]]


def test_the_data_say_what_they_are_of(people, problem, client_of):
    say(people.ixelles, problem, "Une phrase.")
    data = json.loads(taken(client_of(people.jette), problem, "json", "?what=messages"))
    assert (data["kind"], data["key"], data["total"], data["complete"]) == ("problem", problem.reference, 1, True)
    assert [fact["words"] for fact in data["facts"]] == ["Une phrase."]
    assert json.loads(taken(client_of(people.jette), problem, "json", "?what=tasks"))["facts"] == []


@pytest.mark.parametrize("form", delivery.FORMS)
def test_a_file_that_holds_only_a_part_says_so(people, problem, client_of, monkeypatch, form):
    for number in range(4):
        say(people.ixelles, problem, f"Phrase {number}.")
    monkeypatch.setattr(delivery, "LIMIT", 3)
    text = taken(client_of(people.jette), problem, form)
    assert text.count("Phrase ") == 3
    assert "3" in text and ("6" in rows_in(text)[-1][0] if form == "csv" else json.loads(text)["complete"] is False)


def test_taking_a_story_is_recorded_in_ones_own_lane(people, problem, client_of):
    with recording() as records:
        taken(client_of(people.jette), problem, "csv")
    [record] = records
    place = organisation_of(people.jette)
    assert (record.verb, record.actor, record.space, record.organisation) == (
        "story.exported", people.jette, Space.objects.own(place), place
    )  # fmt: skip
    assert record.subjects == [("dossier", problem.reference)]


@pytest.mark.parametrize(
    ("name", "status"), [("stranger", 404), ("administrator", 404), ("spp_is", 404), ("jette", 404)]
)
def test_a_story_of_another_lane_does_not_exist(people, own, client_of, name, status):
    browser = client_of(getattr(people, name))
    with unchanged():
        assert browser.get(url_of(own)).status_code == status
        assert browser.post(f"{url_of(own)}file/", {"form": "csv"}).status_code == status


@pytest.mark.parametrize("words", [{}, {"form": "xlsx"}, {"form": "../x"}])
def test_no_other_file_is_made(people, problem, client_of, words):
    with unchanged():
        assert client_of(people.jette).post(f"{url_of(problem)}file/", words).status_code == 404
        assert client_of(people.jette).get(f"{url_of(problem)}file/").status_code == 405


HOSTILE = ("what=x", "lane=administration", "bench=x", "organisation=-1", "organisation=" + "9" * 40,
           "from=2026-13-01", "to=x", "after=" + "9" * 400, "order=x", "from=1999-01-01", "after=1-0-1")  # fmt: skip


def test_no_address_breaks_the_page(people, problem, client_of):
    browser = client_of(people.jette)
    assert {query: browser.get(f"{url_of(problem)}?{query}").status_code for query in HOSTILE} == dict.fromkeys(
        HOSTILE, 200
    )


def test_hostile_words_are_words(people, problem, client_of):
    say(people.ixelles, problem, '<script>alert("x")</script> [x](javascript:alert(1))')
    page = body(client_of(people.jette).get(url_of(problem)))
    assert "<script>alert" not in page and "javascript:alert" not in page.replace("[x](javascript:alert(1))", "")


def test_a_solution_has_a_story_of_its_own(people, problem, solution, client_of):
    deliver(people, solution)
    browser = client_of(people.jette)
    page = browser.get(f"/fr/solutions/{solution.pk}/timeline/")
    verbs = ["solution.delivered", "solution.moved", "solution.proposed"]
    assert [line.fact.verb for line in page.context["lines"]] == verbs
    assert f"/fr/solutions/{solution.pk}/timeline/" in body(browser.get(f"/fr/solutions/{solution.pk}/"))
    response = browser.post(f"/fr/solutions/{solution.pk}/timeline/file/", {"form": "json"})
    assert json.loads(b"".join(response.streaming_content))["key"] == str(solution.pk)
    assert client_of(people.stranger).get(f"/fr/solutions/{solution.pk}/timeline/").status_code == 404


def test_a_solution_of_another_lane_has_no_story(people, spaces, client_of):
    from tests.conftest import filed

    hidden = propose(people.federation, filed(people.federation, spaces.federations, impact={}))
    assert client_of(people.spp_is).get(f"/fr/solutions/{hidden.pk}/timeline/").status_code == 404
    assert client_of(people.jette).get(f"/fr/solutions/{hidden.pk}/timeline/").status_code == 200
