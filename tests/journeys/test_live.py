"""Several tabs over a server that is killed and started again, and over a connection that breaks again and again."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys import served
from tests.journeys.served import Site
from tests.journeys.test_main_job import file_problem, write
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.column
PEOPLE = ["federation@example.org", "secretariat@example.org", "spp-is@example.org", "ixelles@example.org"]
LONG = 300_000
"""Milliseconds; a page that found nobody for long asks again only every twenty to thirty seconds."""
EXPECTED = re.compile("ERR_|Failed to fetch|WebSocket connection|Failed to load resource|status of 50")
"""What a browser says of a server that is not there."""
MOMENTS = ("request", "response")
"""While something is being said, and while its answer is on the way."""


class Breaking:
    """A way to the server on which every connection can be cut, in the middle of whatever is said."""

    def __init__(self, port: int):
        self.port, self.open, self.cuts = port, set(), 0
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve()))
        self.thread.start()
        assert self.ready.wait(60)

    async def serve(self) -> None:
        server = await asyncio.start_server(self.join, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        self.ready.set()
        await self.over.wait()
        server.close()
        self.abort()

    def cut(self) -> None:
        """Cut what is open now."""
        self.loop.call_soon_threadsafe(self.abort)

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join()

    def abort(self) -> None:
        self.cuts += len(self.open)
        for writer in list(self.open):
            writer.transport.abort()

    async def join(self, reader, writer) -> None:
        try:
            other, there = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            writer.transport.abort()
            return
        self.open |= {writer, there}
        await asyncio.gather(self.pass_on(reader, there), self.pass_on(other, writer), return_exceptions=True)
        self.open -= {writer, there}
        writer.transport.abort()
        there.transport.abort()

    @staticmethod
    async def pass_on(reader, writer) -> None:
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        finally:
            writer.close()


@pytest.fixture
def way(site):
    """A way to the site that can be broken."""
    made = Breaking(site.port)
    yield made
    made.end()


@pytest.fixture
def tabs(chromium, site):
    """Open as many tabs as are asked for, each a person with a browser of their own, on one thread of a new problem."""
    made: list[Visitor] = []

    def opened(count: int, address: str = "") -> list[Visitor]:
        made.extend(Visitor(chromium, site, email=email) for email in PEOPLE[:count])
        reference = file_problem(made[-1 if count == 4 else 0], "Le bouton reste gris")
        for one in made:
            one.site = address or site.address
            one.go(f"problems/{reference}/")
            one.page.locator("form#write").wait_for()
            one.wrong.clear()
        return made

    yield opened
    for one in made:
        one.context.close()


def sent_from(visitor: Visitor, site: Site, text: str) -> None:
    """Post as the composer does, and again with the same key until it is acknowledged, as a person would."""
    for _attempt in range(60):
        if visitor.page.evaluate(SEND, text):
            return
        assert site.up.wait(served.PATIENCE)
    raise TimeoutError(text)


SEND = """async (text) => {
  window.keys ??= {};
  const key = (window.keys[text] ??= crypto.randomUUID());
  const form = new FormData(document.querySelector("form#write"));
  form.set("key", key);
  form.set("text", text);
  form.set("lane", document.querySelector("form#write .l-common [name=lane]").value);
  const action = document.querySelector("form#write").action;
  const answer = await fetch(action, { method: "POST", body: form, headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  return Boolean(answer && answer.ok);
}"""
SHOWN = """() => [...document.querySelectorAll(".thread article.post .body")].map((one) => one.textContent.trim())"""
ALL_SHOWN = """(wanted) => {
  document.querySelectorAll(".fresh-posts button").forEach((one) => one.click());
  const shown = [...document.querySelectorAll(".thread article.post .body")].map((one) => one.textContent.trim());
  return wanted.every((text) => shown.includes(text));
}"""


def when_it_posts(visitor: Visitor, moment: str, do: Callable[[], None]) -> None:
    """Do something beside, once, at a moment of what the visitor posts next."""

    def heard(message) -> None:
        if (message if moment == "request" else message.request).method == "POST":
            visitor.page.remove_listener(moment, heard)
            do()

    visitor.page.on(moment, heard)


def everybody_shows(visitors: list[Visitor], wanted: set[str]) -> None:
    """Every tab comes to show each text once, and all tabs in the same order."""
    for one in visitors:
        one.page.wait_for_function(ALL_SHOWN, arg=sorted(wanted), timeout=LONG)
    shown = [one.page.evaluate(SHOWN) for one in visitors]
    for texts in shown:
        assert sorted(texts) == sorted(wanted)
        assert texts == shown[0]


def as_it_is_kept(visitor: Visitor) -> list[str]:
    """The texts in the order in which the server has them."""
    visitor.page.reload()
    visitor.page.locator("form#write").wait_for()
    return visitor.page.evaluate(SHOWN)


def nobody_met_more_than_a_lost_server(visitors: list[Visitor]) -> None:
    assert [word for one in visitors for word in one.wrong if not EXPECTED.search(word)] == []


def test_two_tabs_show_what_the_other_writes_and_offer_what_would_move_the_page(tabs, site):
    one, other = tabs(2)
    other.listens()
    write(one, "common", "Nous demandons une date.")
    expect(other.page.locator(".thread")).to_contain_text("Nous demandons une date.")
    said = {"Nous demandons une date."}
    for number in range(8):
        said.add(text := f"Constat numéro {number}, avec assez de mots pour tenir une ligne.")
        sent_from(one, site, text)
    everybody_shows([one, other], said)
    other.page.locator(".thread article.post").first.scroll_into_view_if_needed()
    other.page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    before = other.page.evaluate("scrollY")
    write(one, "common", "Qui peut répondre ?")
    write(one, "common", "Personne ?")
    marker = other.page.locator(".fresh-posts button")
    expect(marker).to_have_text(re.compile("^2 "))
    assert (other.page.evaluate("scrollY"), other.page.locator(".thread article.post").count()) == (before, 9)
    marker.click()
    expect(other.page.locator(".thread article.post")).to_have_count(11)
    expect(marker).to_have_count(0)
    assert "Qui peut répondre ?" in other.page.evaluate("document.activeElement.textContent")


def test_who_reads_and_who_writes_is_shown_where_they_may_know(tabs):
    one, other = tabs(2)
    expect(other.page.locator(".live-line.readers")).to_contain_text("Brulocalis")
    one.page.locator("form#write label.l-federations input").check()
    one.page.locator("form#write [name=text]").press_sequentially("Bonjour")
    expect(other.page.locator("[data-live-line]")).to_contain_text("Brulocalis")
    one.page.fill("form#write [name=text]", "")
    expect(other.page.locator("[data-live-line]")).to_be_hidden()


@pytest.mark.parametrize("count", [2, 4])
def test_a_server_that_is_killed_while_people_post_loses_and_doubles_nothing(tabs, site, count):
    """The server goes as soon as somebody speaks, even where the scripts of the page are still on their way."""
    visitors, wanted = tabs(count), set()

    def fall() -> None:
        site.kill()
        site.start()

    for turn, (who, moment) in enumerate([(0, "request"), (0, "response"), (-1, "request")]):
        falling = threading.Thread(target=fall)
        when_it_posts(visitors[who], moment, falling.start)
        for number, one in enumerate(visitors):
            wanted.add(text := f"Tour {turn}, personne {number}.")
            sent_from(one, site, text)
        falling.join()
    everybody_shows(visitors, wanted)
    assert as_it_is_kept(visitors[0]) == visitors[-1].page.evaluate(SHOWN)
    nobody_met_more_than_a_lost_server(visitors)


@pytest.mark.parametrize("count", [2, 4])
def test_a_connection_that_breaks_again_and_again_loses_and_doubles_nothing(tabs, site, way, count):
    visitors, wanted = tabs(count, way.address), set()
    for turn in range(6):
        when_it_posts(visitors[turn % count], MOMENTS[turn // 2 % 2], way.cut)
        for number, one in enumerate(visitors):
            wanted.add(text := f"Tour {turn}, personne {number}.")
            sent_from(one, site, text)
    everybody_shows(visitors, wanted)
    assert way.cuts >= 6
    assert as_it_is_kept(visitors[0]) == visitors[-1].page.evaluate(SHOWN)
    nobody_met_more_than_a_lost_server(visitors)


def test_a_lost_connection_says_so_and_recovers_alone(tabs, site):
    one, _other = tabs(2)
    one.listens()
    site.kill()
    note = one.page.locator(".live-note")
    expect(note).to_contain_text("Connexion perdue")
    site.start()
    expect(note).to_contain_text("rétablie")
