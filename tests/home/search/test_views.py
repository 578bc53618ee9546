"""Search finds what one may read, shows it by lane, and answers whatever is typed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committee.organisations.models import Organisation
from committee.seats.actions import add_seat, begin_mandate
from committee.seats.models import Committee
from home.search.actions.indexing import index_page, rebuild_index
from home.search.models import SearchRow
from home.search.queries import results as queries
from issues.problems.records.actions.lifecycle import translate_problem
from issues.problems.records.references import reference_in
from issues.resolution.solutions.actions.lifecycle import propose_solution
from tests.conftest import filed
from tests.home.search.test_index import say
from tests.markup import on_one_line, tight
from tests.scenes import scene

pytestmark = pytest.mark.column

PAGE = "/fr/search/"
LANES = ("common", "federations", "administration", "own")
READS = {
    "ixelles": {"common", "federations", "own"},
    "ixelles_coordination": {"common", "federations", "own"},
    "molenbeek": {"common", "federations"},
    "federation": {"common", "federations"},
    "secretariat": {"common", "federations"},
    "editor": {"common", "federations"},
    "spp_is": {"common", "administration"},
    "observer": {"common"},
    "stranger": set(),
    "administrator": set(),
}


def keys(person, words, **choices):
    """What a person finds, as (kind, key)."""
    return [(found.kind, found.key) for found in queries.search(person, words, **choices).rows]


@scene
def lanes(people, spaces, own):
    """One problem in each lane, each with a post beside it, all about the same word."""
    said = {}
    for lane, person, space in (
        ("common", people.molenbeek, spaces.common),
        ("federations", people.federation, spaces.federations),
        ("administration", people.spp_is, spaces.administration),
        ("own", people.ixelles, own),
    ):
        problem = filed(person, space, title=f"Volmacht {lane}", description=f"secret{lane}")
        said[lane] = {("problem", problem.reference), ("post", say(person, problem, space, f"volmacht {lane}").key)}
    rebuild_index()
    return said


@pytest.mark.parametrize("name", READS)
def test_results_and_counts_hold_what_a_person_reads_and_nothing_else(people, lanes, name):
    person = getattr(people, name)
    expected = set().union(*(lanes[lane] for lane in READS[name]))
    results = queries.search(person, "volmacht")
    assert {(found.kind, found.key) for found in results.rows} == expected
    assert (results.count, results.more) == (len(expected), False)
    for lane in LANES:
        assert bool(keys(person, f"secret{lane}")) == (lane in READS[name])


@pytest.mark.parametrize("name", [name for name, reads in READS.items() if reads])
def test_the_page_speaks_of_no_other_lane(people, lanes, client_of, name):
    page = on_one_line(client_of(getattr(people, name)).get(PAGE, {"q": "volmacht"}).content.decode())
    for lane in LANES:
        assert (f"secret{lane}" in page) == (lane in READS[name])


def test_a_post_in_a_lane_one_reads_on_a_problem_one_does_not_read_is_not_found(people, spaces, lanes):
    """An observer of the federations' lane alone: the problem stands in the common lane."""
    guests = Organisation.objects.get(name_fr="Observateurs")
    committee = Committee.objects.get()
    seat = add_seat(
        by=people.administrator, committee=committee, organisation=guests, bench="observers", opens="federations"
    )
    begin_mandate(by=people.administrator, seat=seat, person=people.stranger)
    common = filed(people.molenbeek, spaces.common, title="Autre")
    say(people.molenbeek, common, spaces.federations, "volmacht ailleurs")
    rebuild_index()
    assert set(keys(people.stranger, "volmacht")) == lanes["federations"]


def test_whoever_is_no_member_finds_published_pages_and_nothing_else(client, client_of, people, lanes, front):
    index_page(front)
    for browser in (client, client_of(people.stranger)):
        response = browser.get(PAGE, {"q": "volmacht", "kind": "problem"})
        assert response.status_code == 200 and response.context["rows"] == [] and not response.context["tabs"]
        found = browser.get(PAGE, {"q": front.title})
        assert [row["key"] for row in found.context["rows"]] == [str(front.pk)]
        near = browser.get(PAGE, {"q": "volmahct"})
        assert near.context["near"] == [] and "CO-2026-0" not in near.content.decode()
    assert client_of(people.ixelles).post(PAGE).status_code == 405


def test_a_passer_by_is_counted_by_address(client, people, monkeypatch):
    monkeypatch.setattr("home.search.views.SEARCHES_A_MINUTE", 1)
    assert [client.get(PAGE, {"q": "x"}).status_code for _time in (1, 2)] == [200, 429]
    assert client.get(PAGE, {"q": "x"}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_title_comes_before_a_text_and_the_newer_before_the_older(people, spaces):
    old = filed(people.ixelles, spaces.common, title="Ancien", description="Une procuration.")
    titled = filed(people.ixelles, spaces.common, title="Procurations", description="Rien.")
    new = filed(people.ixelles, spaces.common, title="Nouveau", description="Des procurations.")
    rebuild_index()
    assert keys(people.ixelles, "procuration") == [("problem", p.reference) for p in (titled, new, old)]


def test_both_languages_are_found_whichever_one_reads(people, problem):
    translate_problem(by=people.ixelles, problem=problem, title="Bijlagen verloren", summary="De bijlagen volgen niet.")
    rebuild_index()
    for words in ("piece perdue", "bijlage verloren", "PIÈCES bijlagen"):
        assert keys(people.spp_is, words) == [("problem", problem.reference)]


def test_a_result_shows_where_it_stands_what_it_says_and_in_which_language(people, problem, client_of):
    summary = "De bijlagen volgen niet."
    translate_problem(by=people.ixelles, problem=problem, title="Bijlagen <verloren>", summary=summary)
    rebuild_index()
    found = queries.search(people.spp_is, "bijlagen").rows[0]
    assert (found.title, found.title_language) == ("Pièces jointes perdues", "fr")
    assert (found.excerpt, found.language) == ("De <mark>bijlagen</mark> volgen niet.", "nl")
    assert (found.lane, found.code, found.url) == ("common", problem.reference, f"/fr/problems/{problem.reference}/")
    page = on_one_line(client_of(people.spp_is).get("/nl/search/", {"q": "bijlagen"}).content.decode())
    assert f'<a href="/nl/problems/{problem.reference}/" lang="nl"><mark>Bijlagen</mark> &lt;verloren&gt;</a>' in page


def test_a_post_leads_to_its_place_on_the_page_of_its_problem(people, spaces, problem, client_of):
    post = say(people.molenbeek, problem, spaces.federations, "Le scanner <script>alert(1)</script> échoue")
    rebuild_index()
    found = queries.search(people.ixelles, "scanners").rows[0]
    assert found.url == f"/fr/posts/{post.key}/"
    assert (found.title, found.lane) == ("Pièces jointes perdues", "federations")
    page = on_one_line(client_of(people.ixelles).get(PAGE, {"q": "scanner"}).content.decode())
    assert "Le <mark>scanner</mark> &lt;script" in page
    assert "<script>alert" not in page


def test_a_solution_and_a_page_lead_to_their_own(people, problem, front):
    owner = people.spp_is.memberships.get().organisation
    solution = propose_solution(
        by=people.spp_is, problems=[problem], title="Lien", text="La plateforme change.", owner=owner, language="fr"
    )
    rebuild_index()
    assert {found.kind: found.url for found in queries.search(people.ixelles, "plateformes").rows} == {
        "solution": f"/fr/solutions/{solution.pk}/",
        "page": front.url,
    }


def test_a_page_gone_since_is_not_shown(people, front):
    index_page(front)
    assert keys(people.ixelles, "plateforme") == [("page", str(front.pk))]
    type(front).objects.filter(pk=front.pk).update(live=False)
    assert keys(people.ixelles, "plateforme") == []


@pytest.mark.parametrize("kind", ["problem", "post", "solution", "page"])
def test_a_kind_narrows_what_is_found(people, lanes, kind):
    expected = {key for key in lanes["common"] | lanes["federations"] if key[0] == kind}
    assert set(keys(people.molenbeek, "volmacht", kind=kind)) == expected


def test_the_kinds_keep_the_words(people, lanes, client_of):
    page = on_one_line(client_of(people.molenbeek).get(PAGE, {"q": "volmacht", "kind": "post"}).content.decode())
    assert '<a href="?q=volmacht&amp;kind=post" aria-current="page">' in page
    assert '<a href="?q=volmacht">' in page
    assert '<input type="hidden" name="kind" value="post">' in page


TYPED = ["CO-{0}-{1}", "co-{0}-{1}", " {0}-1 ", "co {0} 1", "CO{0}-{1}", "{0}/0001", "{0}–0001"]


@pytest.mark.parametrize("typed", TYPED)
def test_a_reference_leads_straight_to_its_problem(people, problem, client_of, typed):
    words = typed.format(*problem.reference.split("-")[1:])
    response = client_of(people.molenbeek).get(PAGE, {"q": words})
    assert (response.status_code, response["Location"]) == (302, f"/fr/problems/{problem.reference}/")


@pytest.mark.parametrize("words", ["CO-2026", "2026 problèmes 42", "20261", "CO-2026-0042 CO-2026-0043", "X-2026-42"])
def test_what_is_no_reference_is_searched(words):
    assert reference_in(words) == ""


def test_a_reference_says_nothing_of_a_problem_that_one_may_not_read(people, own, client_of):
    secret = filed(people.ixelles, own)
    rebuild_index()
    browser = client_of(people.molenbeek)
    known = browser.get(PAGE, {"q": secret.reference})
    unknown = browser.get(PAGE, {"q": "CO-2026-9999"})
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert drawn(known).replace(secret.reference, "CO-2026-9999") == drawn(unknown)
    assert client_of(people.ixelles).get(PAGE, {"q": secret.reference}).status_code == 302


def drawn(response) -> str:
    """A page without its token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


ODD = [
    "",
    " ",
    "\x00",
    "a\x00b",
    '"',
    "'",
    '"a',
    "a OR",
    "AND",
    "NOT a",
    "NEAR(a b)",
    "a*",
    "*",
    "a:b",
    "{title_stems} : a",
    "title_stems:a",
    "-a",
    "a AND (b",
    ")",
    "🙂",
    "ﷺ ㎖ ½ ²",
    "\ud800",
    "le la les",
    "l’",
    "\\",
    "%",
    "a & | ! <-> :* b",
    "x" * 10_000,
    "mot " * 2_500,
    "é" * 10_000,
    "中文 العربية",
    "\u202e",
    "${x}",
    "'; DROP TABLE home_searchrow; --",
]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_get_an_answer(people, problem, client_of, words):
    rebuild_index()
    queries.search(people.ixelles, words)
    typed = words.encode("utf-8", "replace").decode()
    assert client_of(people.ixelles).get(PAGE, {"q": typed}).status_code == (400 if "\0" in typed else 200)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "²", "1.5", "2", ""])
@pytest.mark.parametrize("kind", ["", "post", "nothing", "' OR 1"])
def test_odd_pages_and_kinds_get_an_answer(people, problem, client_of, page, kind):
    rebuild_index()
    assert client_of(people.ixelles).get(PAGE, {"q": "pièce", "page": page, "kind": kind}).status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text())
def test_any_words_get_an_answer(people, problem, words):
    if not SearchRow.objects.exists():
        rebuild_index()
    results = queries.search(people.ixelles, words)
    assert len(results.rows) <= results.count <= 1


def many(people, spaces, number):
    """Problems with a post each."""
    for each in range(number):
        problem = filed(people.ixelles, spaces.common, title=f"Attestation {each}")
        say(people.ixelles, problem, spaces.common, f"Une attestation {each}")
    rebuild_index()


def test_pages_of_twenty_follow_one_another(people, spaces, client_of):
    many(people, spaces, 23)
    found = [keys(people.molenbeek, "attestation", page=page) for page in (1, 2, 3)]
    assert [len(page) for page in found] == [20, 20, 6]
    assert len({key for page in found for key in page}) == 46
    assert [key[0] for page in found for key in page] == ["problem"] * 23 + ["post"] * 23
    results = queries.search(people.molenbeek, "attestation", page=99)
    assert (results.count, results.page, results.pages) == (46, 3, 3)
    page = on_one_line(client_of(people.molenbeek).get(PAGE, {"q": "attestation", "page": "2"}).content.decode())
    assert '<a href="?q=attestation" rel="prev">' in page
    assert '<a href="?q=attestation&amp;page=3" rel="next">' in page


def test_beyond_the_limit_the_page_says_that_there_is_more(people, spaces, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 5)
    many(people, spaces, 4)
    results = queries.search(people.molenbeek, "attestation")
    assert (results.count, results.more, results.pages) == (5, True, 1)


@pytest.mark.parametrize("number", [1, 3, 12])
def test_a_page_costs_at_most_eight_queries_whatever_it_shows(people, spaces, front, client_of, number):
    many(people, spaces, number)
    browser = client_of(people.molenbeek)
    browser.get(PAGE, {"q": "attestation"})
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(PAGE, {"q": "attestation"}).status_code == 200
    assert len(asked) == 5, [query["sql"][:120] for query in asked]


def test_nothing_typed_and_nothing_found_both_teach(people, problem, client_of):
    browser = client_of(people.ixelles)
    assert 'class="empty"' in browser.get(PAGE).content.decode()
    assert 'class="empty"' in browser.get(PAGE, {"q": "introuvable"}).content.decode()


def test_a_post_found_opens_its_own_page_however_old_it_is(people, spaces, problem, client_of):
    """From its page the way leads to its place in the thread; a key that leads nowhere leads to the latest posts."""
    posts = [say(people.molenbeek, problem, spaces.common, f"Message numéro {number}") for number in range(120)]
    aside = say(people.molenbeek, problem, spaces.federations, "Entre fédérations")
    rebuild_index()
    browser, thread = client_of(people.ixelles), f"/fr/threads/{problem.thread_id}/"
    for number, shown, later in ((3, range(28), True), (60, range(35, 85), True), (119, range(94, 120), False)):
        url = queries.search(people.ixelles, f"message numéro {number}").rows[0].url
        assert url == f"/fr/posts/{posts[number].key}/"
        way = f"{thread}?post={posts[number].key}"
        assert f'href="{way}#post-{posts[number].key}"' in browser.get(url).content.decode()
        page = on_one_line(browser.get(way).content.decode())
        assert [n for n, post in enumerate(posts) if f'id="post-{post.key}"' in page] == list(shown)
        assert ('data-way="newer"' in page) == later
    for key in ("", "nothing", aside.key):
        page = on_one_line(client_of(people.spp_is).get(thread, {"post": key}).content.decode())
        assert f'id="post-{posts[119].key}"' in page
        assert "Entre fédérations" not in page


def test_tabs_say_how_many_there_are(people, lanes, client_of):
    page = tight(on_one_line(client_of(people.molenbeek).get(PAGE, {"q": "volmacht"}).content.decode()))
    for label, number in (("Tout", 4), ("Problèmes", 2), ("Messages", 2), ("Solutions", 0)):
        assert re.search(rf">{label} <span>{number}</span></a>", page), label
    page = tight(client_of(people.spp_is).get(PAGE, {"q": "volmacht", "kind": "problem"}).content.decode())
    assert re.search(r">Problèmes <span>2</span></a>", page)
    assert re.search(r">Messages</a>", page)


def test_tabs_say_at_least_where_there_is_more(people, spaces, client_of, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 5)
    many(people, spaces, 4)
    page = tight(on_one_line(client_of(people.molenbeek).get(PAGE, {"q": "attestation"}).content.decode()))
    assert ">Tout <span>5+</span></a>" in page
    assert ">Solutions</a>" in page


def test_where_nothing_holds_every_word_problems_that_come_near_are_offered(people, lanes, client_of):
    response = client_of(people.molenbeek).get(PAGE, {"q": "volmahct"})
    near = [row["code"] for row in response.context["near"]]
    assert set(near) == {key for kind, key in lanes["common"] | lanes["federations"] if kind == "problem"}
    assert client_of(people.stranger).get(PAGE, {"q": "volmahct"}).context["near"] == []


def test_nothing_found_costs_at_most_eight_queries(people, lanes, client_of):
    browser = client_of(people.molenbeek)
    for words in ("volmahct ongeldig", "volmacht secretown", "volmacht introuvable"):
        browser.get(PAGE, {"q": words})
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE, {"q": words})
        assert len(asked) <= 8, [query["sql"][:90] for query in asked]


def test_sixty_searches_a_minute_are_enough(people, problem, client_of, monkeypatch):
    monkeypatch.setattr("home.search.views.SEARCHES_A_MINUTE", 3)
    rebuild_index()
    browser, other = client_of(people.ixelles), client_of(people.molenbeek)
    answers = [browser.get(PAGE, {"q": "pièce"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3]["Retry-After"] == "60"
    page = on_one_line(answers[3].content.decode())
    assert 'role="alert"' in page
    assert 'value="pièce"' in page
    assert problem.reference not in page
    assert other.get(PAGE, {"q": "pièce"}).status_code == 200
    assert browser.get(PAGE).status_code == 200


SPELLINGS = [
    ("Le portail du CPAS", "C.P.A.S."),
    ("Le portail du C.P.A.S.", "cpas"),
    ("De site van het OCMW", "OCMW's"),
    ("De OCMW’s van Brussel", "ocmw"),
    ("La notification e-Box", "eBox"),
    ("De eBox-melding", "e-Box"),
    ("Un e\u2011mail perdu", "email"),
    ("Een email verloren", "e-mail"),
    ("Une iden\u00adtifi\u200bcation", "identification"),
]


@pytest.mark.parametrize(("title", "words"), SPELLINGS)
def test_a_word_is_found_in_whatever_spelling(people, spaces, title, words):
    problem = filed(people.ixelles, spaces.common, title=title, description="Rien de plus.")
    filed(people.ixelles, spaces.common, title="Tout autre chose", description="Et rien de plus.")
    rebuild_index()
    assert keys(people.molenbeek, words) == [("problem", problem.reference)]
    assert "<mark>" in str(queries.search(people.molenbeek, words).rows[0].title)


@pytest.mark.parametrize(("one", "other"), [("OCMW", "OCMW's"), ("CPAS", "C.P.A.S."), ("eBox", "e-Box")])
def test_two_spellings_of_one_word_find_the_same(people, spaces, one, other):
    for title in (f"A {one} b", f"C {other} d", f"Avec {one} et {other}"):
        filed(people.ixelles, spaces.common, title=title)
    rebuild_index()
    assert len(keys(people.molenbeek, one)) == 3
    assert set(keys(people.molenbeek, one)) == set(keys(people.molenbeek, other))
