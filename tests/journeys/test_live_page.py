"""The live page against a server that says what the test tells it to: out of order, doubled, with gaps, and too much at once.

The page's own time stands still but for what a test lets pass, so that a machine that is slow is not taken for patience.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

JS = Path(__file__).resolve().parents[2] / "home/static/home/js"
PAGE = """<!doctype html><html lang="fr"><title>x</title><style>article {{ min-height: 60px }} body {{ margin: 0 }} .fresh-posts {{ position: fixed; bottom: 0 }}</style>
<body class="member" data-live="/ws/live/"><p class="sr" role="status" id="said"></p><p id="facts" data-refresh="problem:CO-2026-0001:1"></p><div style="height: {above}px"></div><section>
{older}<div class="thread" data-thread="1" data-page="/threads/1/" data-strands='{strands}'
data-catch-up="/strands/0/after/0/" data-topics="thread:1:1 thread:1:2"{earlier} data-words-post="Nouveau : {{who}}">{posts}</div>
<p data-live-line hidden data-words-one="1 nouveau" data-words-many="{{n}} nouveaux" data-words-added="Ajoutés : {{n}}"
data-words-reading="Lisent : {{who}}" data-words-writing="Écrit : {{who}}" data-words-more="et {{n}} autres"></p>
<form data-composer id="write"><template class="words" data-quote="Citer"></template><input type="hidden" name="key" value="mine">
<label><input type="radio" name="lane" value="1" checked>Commun</label><label><input type="radio" name="lane" value="2">Fédérations</label>
<textarea name="text"></textarea></form></section><div style="height: {below}px"></div><script type="module" src="/js/site.js"></script>"""


def post(number: int, change: int = 0, text: str = "", strand: int = 7, key: str = "") -> str:
    at = f"2026-01-01T10:{number // 60:02}:{number % 60:02}+00:00"
    return (
        f'<article class="post l-common d0" id="post-{key or f"{strand}-{number}"}" data-strand="{strand}" '
        f'data-number="{number}" data-change="{change or number}" data-at="{at}"><h3>Personne {number}</h3>'
        f'<div class="body">{text or number}</div></article>'
    )


TAKEN = """() => {
  document.querySelector(".fresh-posts button")?.click();
  return document.querySelectorAll(".thread article").length;
}"""


STEP = 50
"""Milliseconds of the page's time that pass before a test looks again."""


class Told:
    """A page, the socket behind it, and what is answered when it asks what it missed."""

    def __init__(self, page):
        self.page, self.asked, self.said, self.sockets, self.wrong = page, [], [], [], []
        self.answers: dict[int, str] = {}
        self.refusals = 0
        self.missing: dict[str, int] = {}
        page.clock.install(time=0)
        page.clock.pause_at(1000)
        page.route("**/*", self.answer)
        page.route_web_socket(re.compile("/ws/live/"), self.connect)

    def open(self, *posts: str, last: int, above=0, below=0, older=False, earlier=False, strand: int = 7) -> None:
        self.html = PAGE.format(
            posts="".join(posts), strands=json.dumps({strand: last} if last else {}), above=above, below=below,
            older='<a data-way="older" href="?">x</a>' if older else "", earlier=" data-earlier" if earlier else "",
        )  # fmt: skip
        self.page.goto("http://site.test/threads/1/")
        self.until(lambda: self.page.locator("body[data-ready]").count() and {"here": "thread:1:1"} in self.said)

    def answer(self, route) -> None:
        path = route.request.url.partition("site.test")[2]
        if self.missing.get(path):
            self.missing[path] -= 1
            route.abort()
        elif path.startswith("/js/"):
            route.fulfill(body=(JS / path[4:]).read_text(), content_type="text/javascript")
        elif found := re.match(r"/strands/(\d+)/after/(\d+)/", path):
            self.asked.append(path)
            if self.refusals:
                self.refusals -= 1
                route.fulfill(status=502)
            else:
                route.fulfill(body=self.answers.get(int(found[2]), ""), content_type="text/html; charset=utf-8")
        else:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")

    def connect(self, socket) -> None:
        self.sockets.append(socket)
        socket.on_message(lambda text: self.hear(socket, json.loads(text)))

    def hear(self, socket, message: dict) -> None:
        self.said.append(message)
        if "follow" in message:
            self.tell({"following": message["follow"], "behind": {}, "at": "2026-01-01T09:00:00+00:00", "me": 1})

    def tell(self, *messages: dict) -> None:
        for message in messages:
            self.sockets[-1].send(json.dumps(message))

    def added(self, *numbers: int, strand: int = 7, verb: str = "post.added") -> None:
        for n in numbers:
            self.tell(
                {"topic": f"strand:{strand}", "sequence": n, "verb": verb, "number": n, "html": post(n, strand=strand)}
            )

    def texts(self) -> list[str]:
        return self.page.evaluate("[...document.querySelectorAll('.thread .body')].map((one) => one.textContent)")

    def until(self, true) -> None:
        """Let time pass in the page, step by step, until something is true; two minutes of it at most."""
        for _step in range(120_000 // STEP):
            if true():
                return
            self.page.clock.run_for(STEP)
        raise AssertionError((self.texts(), self.asked))

    def shows(self, *texts) -> None:
        self.until(lambda: self.texts() == [str(text) for text in texts])


def upto(change: int, left: int = 0) -> str:
    return f'<template data-upto="{change}" data-left="{left}"></template>'


@pytest.fixture
def told(chromium):
    context = chromium.new_context(viewport={"width": 800, "height": 900})
    told = Told(context.new_page())
    told.page.on("pageerror", lambda error: told.wrong.append(str(error)))
    yield told
    context.close()
    assert told.wrong == []


def test_posts_stand_once_and_in_order_whatever_the_order_in_which_they_are_told(told):
    told.open(post(1), last=1)
    told.added(2, 2, 4, 3, 4, 2, 5)
    told.shows(1, 2, 3, 4, 5)
    assert told.asked == []


def test_a_gap_waits_a_moment_and_is_asked_for(told):
    told.open(post(1), last=1)
    told.answers[1] = post(2) + post(3) + upto(3)
    told.added(3)
    told.shows(1, 3)
    told.shows(1, 2, 3)
    assert told.asked == ["/strands/7/after/1/"]


def test_gaps_of_two_strands_are_both_asked_for(told):
    told.open(post(1), post(1, strand=8, key="b"), last=1)
    told.tell({"topic": "thread:1:2", "strand": 8})
    told.answers[0] = post(2, text="huit", strand=8) + upto(2)
    told.answers[1] = post(2) + post(3) + upto(3)
    told.added(3)
    told.until(lambda: {"/strands/7/after/1/", "/strands/8/after/0/"} <= set(told.asked))
    told.until(lambda: sorted(told.texts()) == sorted(["1", "1", "2", "3", "huit"]))


def test_more_than_one_answer_holds_is_asked_for_until_nothing_is_left(told):
    told.open(post(1), last=1)
    told.answers |= {
        1: "".join(post(n) for n in range(2, 202)) + upto(201, 250),
        201: "".join(post(n) for n in range(202, 402)) + upto(401, 50),
        401: "".join(post(n) for n in range(402, 452)) + upto(451),
    }
    told.tell({"following": [], "behind": {"strand:7": 451}, "at": "2026-01-01T09:00:00+00:00", "me": 1})
    told.until(lambda: len(told.asked) == 3)
    told.until(lambda: told.page.evaluate(TAKEN) == 451)
    told.shows(*range(1, 452))


@pytest.mark.parametrize("script", ["thread.js", "arrivals.js", "live.js"])
def test_scripts_that_did_not_come_are_asked_for_again_and_nothing_is_missed(told, script):
    """A page that came whole from a server that went away right after it: without this it stays deaf, and says nothing."""
    told.missing[f"/js/{script}"] = 2
    told.answers[1] = post(2) + upto(2)
    told.open(post(1), last=1)
    assert told.missing == {f"/js/{script}": 0}
    told.tell({"following": [], "behind": {"strand:7": 2}, "at": "2026-01-01T09:00:00+00:00", "me": 1})
    told.added(3)
    told.shows(1, 2, 3)
    assert len(told.wrong) >= 2 and all("dynamically imported" in word for word in told.wrong)
    told.wrong.clear()


def test_a_server_that_is_down_is_asked_again(told):
    told.open(post(1), last=1)
    told.refusals = 2
    told.answers[1] = post(2) + upto(2)
    told.tell({"following": [], "behind": {"strand:7": 2}, "at": "2026-01-01T09:00:00+00:00", "me": 1})
    told.shows(1, 2)
    assert len(told.asked) == 3


def test_a_socket_that_closes_comes_back_with_the_last_change(told):
    told.open(post(1), last=1)
    told.added(2)
    told.shows(1, 2)
    before = len(told.said)
    told.sockets[-1].close(code=1012)
    told.until(lambda: any(one.get("after", {}).get("strand:7") == 2 for one in told.said[before:]))


def test_a_correction_replaces_an_older_one_does_not_and_what_is_not_here_is_passed_over(told):
    told.open(post(5), post(6), last=6, older=True)
    told.tell({"topic": "strand:7", "sequence": 7, "verb": "post.edited", "html": post(5, 7, "corrigé")})
    told.tell({"topic": "strand:7", "sequence": 8, "verb": "post.edited", "html": post(2, 8, "ancien")})
    told.shows("corrigé", 6)
    told.tell({"topic": "strand:7", "sequence": 9, "verb": "post.edited", "html": post(5, 6, "plus vieux")})
    told.tell({"topic": "strand:7", "sequence": 10, "verb": "post.added", "html": post(7, 10)})
    told.shows("corrigé", 6, 7)


def test_what_left_is_taken_out_live_and_after_an_absence_and_does_not_come_back(told):
    told.open(post(1), post(2), post(3), last=3)
    told.tell({"topic": "strand:7", "sequence": 4, "verb": "post.moved", "gone": "7-2"})
    told.shows(1, 3)
    told.answers[4] = '<template data-gone="7-3" data-change="5"></template>' + upto(6)
    told.tell({"following": [], "behind": {"strand:7": 6}, "at": "2026-01-01T09:00:00+00:00", "me": 1})
    told.shows(1)
    told.tell({"topic": "strand:7", "sequence": 5, "verb": "post.edited", "html": post(3, 4)})
    told.tell({"topic": "strand:7", "sequence": 7, "verb": "post.edited", "html": post(1, 7, "corrigé")})
    told.shows("corrigé")


def test_what_is_read_does_not_move_and_a_marker_offers_what_is_new(told):
    told.open(*(post(n) for n in range(1, 40)), last=39, below=200)
    told.added(40, 41)
    marker = told.page.locator(".fresh-posts button")
    told.until(lambda: marker.count() == 1 and marker.inner_text() == "2 nouveaux")
    assert (told.page.evaluate("scrollY"), len(told.texts())) == (0, 39)
    told.until(lambda: "2 nouveaux" in told.page.locator("[role=status]").all_inner_texts())
    marker.click()
    told.shows(*range(1, 42))
    assert told.page.evaluate("document.activeElement.id") == "post-7-40"
    assert marker.count() == 0


def test_nothing_moves_under_somebody_who_types_and_it_is_there_when_they_stop(told):
    told.open(post(1), last=1)
    told.page.fill("textarea", "Je réponds")
    told.page.focus("textarea")
    told.added(2)
    told.until(lambda: told.page.locator(".fresh-posts").count() == 1)
    told.shows(1)
    told.page.evaluate("document.activeElement.blur()")
    told.shows(1, 2)


def test_what_one_wrote_oneself_shows_at_once_after_what_was_written_before(told):
    told.open(*(post(n) for n in range(1, 40)), last=39, below=200)
    told.added(40)
    told.until(lambda: told.page.locator(".fresh-posts").count() == 1)
    told.tell({"topic": "strand:7", "sequence": 41, "verb": "post.added", "html": post(41, key="mine")})
    told.shows(*range(1, 42))
    assert told.page.locator(".fresh-posts").count() == 0


def test_on_an_earlier_page_nothing_is_placed_and_the_marker_leads_to_the_latest(told):
    told.open(post(1), post(2), last=60, earlier=True)
    told.tell({"topic": "strand:7", "sequence": 61, "verb": "post.edited", "html": post(1, 61, "corrigé")})
    told.added(62, 63)
    marker = told.page.locator(".fresh-posts button")
    told.until(lambda: marker.count() == 1 and marker.inner_text() == "2 nouveaux")
    told.shows("corrigé", 2)
    marker.click()
    told.page.wait_for_url("**/threads/1/#post-7-62")


def test_a_flood_is_told_once_to_who_listens(told):
    told.open(post(1), last=1, above=2000)
    told.page.evaluate(
        "window.spoken = []; new MutationObserver(() => spoken.push(document.querySelector('p.sr')?.textContent))"
        ".observe(document.body, { childList: true, subtree: true, characterData: true })"
    )
    told.added(*range(2, 30))
    told.until(lambda: told.page.evaluate("document.querySelector('p.sr')?.textContent") == "28 nouveaux")
    assert set(told.page.evaluate("spoken.filter(Boolean)")) == {"28 nouveaux"}


def test_only_what_was_shown_is_said_to_be_read(told):
    told.open(post(1), last=1)
    told.added(2)
    told.shows(1, 2)
    told.page.clock.run_for(10_000)
    told.until(lambda: told.asked == ["/strands/7/after/2/?read=2"])
    told.page.evaluate("document.querySelector('section').previousElementSibling.style.height = '3000px'")
    told.added(3)
    told.until(lambda: told.page.locator(".fresh-posts").count() == 1 or len(told.texts()) == 3)
    told.page.clock.run_for(10_000)
    assert told.asked == ["/strands/7/after/2/?read=2"]


def test_readers_and_writers_are_named_without_oneself_and_writers_vanish(told):
    told.open(post(1), last=1)
    told.until(lambda: {"here": "thread:1:1"} in told.said)
    people = [[1, "Moi", "Ici"], *([n, f"F{n}", "CPAS"] for n in range(2, 14))]
    told.tell({"topic": "thread:1:1", "count": 15, "present": people})
    line = told.page.locator(".live-line.readers")
    told.until(
        lambda: line.inner_text().startswith("Lisent : F2 (CPAS), F3") and line.inner_text().endswith("et 2 autres")
    )
    told.tell({"topic": "thread:1:2", "writing": [5, "F5", "CPAS"], "on": True})
    writing = told.page.locator("[data-live-line]")
    told.until(lambda: writing.inner_text() == "Écrit : F5 (CPAS) · Fédérations")
    told.tell({"topic": "thread:1:1", "writing": [5, "F5", "CPAS"], "on": False})
    assert writing.is_visible()
    told.tell({"topic": "thread:1:2", "writing": [5, "F5", "CPAS"], "on": False})
    told.until(lambda: not writing.is_visible())


def test_a_reader_is_announced_after_the_thread_is_followed_also_where_another_script_opened_the_socket(told):
    told.missing["/js/thread.js"] = 2
    told.open(post(1), last=1)
    followed = [
        topic for one in told.said[: told.said.index({"here": "thread:1:1"})] for topic in one.get("follow", ())
    ]
    assert followed[0] == "problem:CO-2026-0001:1"
    assert "thread:1:1" in followed
    told.wrong.clear()


def test_writing_is_said_in_the_lane_that_is_chosen(told):
    told.open(post(1), last=1)
    told.page.locator("textarea").press_sequentially("Bonjour")
    told.until(lambda: {"writing": "thread:1:1"} in told.said)
    told.page.locator("[name=lane][value='2']").check()
    told.until(lambda: told.said[-1] == {"writing": "thread:1:2"})
    told.page.fill("textarea", "")
    told.until(lambda: told.said[-1] == {"writing": ""})
    assert len([one for one in told.said if "writing" in one]) <= 4
