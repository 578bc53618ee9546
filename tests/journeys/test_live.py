"""Several tabs over a server that is killed and started again, and over a connection that breaks every few seconds."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import ROOT, Visitor, free_port, wait_for
from tests.journeys.test_main_job import file_problem, write

PEOPLE = ["federation@example.org", "secretariat@example.org", "spp-is@example.org", "ixelles@example.org"]
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE / 2)
EXPECTED = re.compile("ERR_|Failed to fetch|WebSocket connection|Failed to load resource|status of 50")
"""What a browser says of a server that is not there."""


class Server:
    """The site in a process of its own, which can be killed and started again on the same port and data."""

    def __init__(self, var, port: int, database: str):
        self.var, self.port = var, port
        self.env = {**os.environ, "PORTAL_MODE": "demo", "PORTAL_VAR": str(var), "PYTHONUNBUFFERED": "1"}
        self.env |= {"DATABASE_URL": database, "REDIS_PREFIX": f"live-{port}"}
        if self.env.get("REDIS_URL"):
            self.env["REDIS_URL"] = urlunsplit(urlsplit(self.env["REDIS_URL"])._replace(path="/14"))
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self.log = var / "live-log"
        self.start("serve" if "JOURNEYS_VAR" in os.environ else "demo")

    def start(self, command: str = "serve") -> None:
        with self.log.open("a") as log:
            command = [sys.executable, str(ROOT / "manage.py"), command, "--port", str(self.port)]
            self.process = subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        wait_for(f"http://127.0.0.1:{self.port}/health/", self.process, self.log)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class Breaking:
    """A way to the server on which every connection is cut every few seconds, in the middle of whatever is said."""

    def __init__(self, port: int, every: float):
        self.port, self.every, self.open = port, every, set()
        self.cuts, self.whole = 0, False
        self.ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self.serve()), daemon=True).start()
        self.ready.wait(10)

    async def serve(self) -> None:
        server = await asyncio.start_server(self.join, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self.ready.set()
        while True:
            await asyncio.sleep(self.every)
            if not self.whole:
                self.cut()

    def cut(self) -> None:
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


@pytest.fixture(scope="module")
def server(tmp_path_factory, database):
    """A server of this file's own; JOURNEYS_VAR names a folder in which the demonstration is loaded already."""
    folder = Path(os.environ["JOURNEYS_VAR"]) if "JOURNEYS_VAR" in os.environ else tmp_path_factory.mktemp("live")
    served = Server(folder, free_port(), database)
    yield served
    served.kill()


@pytest.fixture(scope="module")
def tabs(chromium, server):
    """Open as many tabs as are asked for, each a person with a browser of their own, on one thread of a new problem."""
    made: list[Visitor] = []

    def opened(count: int, address: str = "") -> tuple[list[Visitor], str]:
        home = f"http://127.0.0.1:{server.port}"
        for email in PEOPLE[len(made) : count]:
            made.append(Visitor(chromium, home))
            made[-1].context.set_default_timeout(PATIENCE)
            made[-1].sign_in(email)
        reference = file_problem(
            made[-1] if count == 4 else made[0], f"Le bouton reste gris, cas {time.monotonic_ns()}"
        )
        for one in made[:count]:
            one.site = address or home
            one.page.goto(f"{address or home}/fr/problems/{reference}/")
            one.page.locator("form#write").wait_for()
            one.wrong.clear()
        return made[:count], reference

    yield opened
    for one in made:
        one.context.close()


def sent_from(visitor: Visitor, address: str, text: str) -> None:
    """Post as the composer does, and again with the same key until it is acknowledged, as a person would."""
    for _attempt in range(60):
        try:
            if visitor.page.evaluate(SEND, [address, text]):
                return
        except Exception as error:  # noqa: BLE001 - a page that reloads is asked again
            if "context was destroyed" not in str(error):
                raise
        time.sleep(0.3)
    raise TimeoutError(text)


SEND = """async ([address, text]) => {
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
TEXTS = "() => document.querySelectorAll('.fresh-posts button').forEach((one) => one.click())"


def everybody_shows(visitors: list[Visitor], wanted: set[str], seconds: float = 40) -> None:
    """Every tab shows each text once, and all tabs in the same order."""
    deadline = time.monotonic() + seconds
    while True:
        for one in visitors:
            one.page.evaluate(TEXTS)
        shown = [one.page.evaluate(SHOWN) for one in visitors]
        if all(wanted <= set(texts) for texts in shown) or time.monotonic() > deadline:
            break
        time.sleep(0.2)
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


def test_two_tabs_show_what_the_other_writes_and_offer_what_would_move_the_page(tabs, server):
    (one, other), _reference = tabs(2)
    write(one, "common", "Nous demandons une date.")
    expect(other.page.locator(".thread")).to_contain_text("Nous demandons une date.")
    said = {"Nous demandons une date."}
    for number in range(8):
        said.add(text := f"Constat numéro {number}, avec assez de mots pour tenir une ligne.")
        sent_from(one, f"http://127.0.0.1:{server.port}", text)
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
    (one, other), _reference = tabs(2)
    expect(other.page.locator(".live-line.readers")).to_contain_text("Brulocalis")
    one.page.locator("form#write label.l-federations input").check()
    one.page.locator("form#write [name=text]").press_sequentially("Bonjour", delay=20)
    expect(other.page.locator("[data-live-line]")).to_contain_text("Brulocalis")
    one.page.fill("form#write [name=text]", "")
    expect(other.page.locator("[data-live-line]")).to_be_hidden()


@pytest.mark.parametrize("count", [2, 4])
def test_a_server_that_is_killed_while_people_post_loses_and_doubles_nothing(tabs, server, count):
    visitors, _reference = tabs(count)
    address = f"http://127.0.0.1:{server.port}"
    wanted = set()
    for turn in range(3):
        killer = threading.Timer(0.3, server.kill)
        starter = threading.Thread(target=lambda killer=killer: (killer.join(), server.start()))
        killer.start()
        starter.start()
        for number, one in enumerate(visitors):
            wanted.add(text := f"Tour {turn}, personne {number}.")
            sent_from(one, address, text)
        starter.join()
    everybody_shows(visitors, wanted)
    assert as_it_is_kept(visitors[0]) == visitors[-1].page.evaluate(SHOWN)
    nobody_met_more_than_a_lost_server(visitors)


@pytest.mark.parametrize("count", [2, 4])
def test_a_connection_that_breaks_every_few_seconds_loses_and_doubles_nothing(tabs, server, count):
    way = Breaking(server.port, every=1.5)
    way.whole = True
    visitors, _reference = tabs(count)
    cookies = [(one, one.context.cookies()) for one in visitors]
    for one, known in cookies:
        one.context.add_cookies([{**cookie, "domain": "127.0.0.1"} for cookie in known])
        one.site = way.address
        one.page.goto(one.page.url.replace(f"http://127.0.0.1:{server.port}", way.address))
        one.page.locator("form#write").wait_for()
    way.whole = False
    wanted = set()
    for turn in range(6):
        for number, one in enumerate(visitors):
            wanted.add(text := f"Tour {turn}, personne {number}.")
            sent_from(one, way.address, text)
    everybody_shows(visitors, wanted)
    assert way.cuts > 0
    way.whole = True
    assert as_it_is_kept(visitors[0]) == visitors[-1].page.evaluate(SHOWN)
    nobody_met_more_than_a_lost_server(visitors)


def test_a_lost_connection_says_so_and_recovers_alone(tabs, server):
    (one, _other), _reference = tabs(2)
    server.kill()
    note = one.page.locator(".live-note")
    expect(note).to_contain_text("Connexion perdue")
    server.start()
    expect(note).to_contain_text("rétablie")
