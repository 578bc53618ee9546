"""Two processes of pages, two of sockets and a worker behind nginx, on PostgreSQL and Redis: it is one site."""

import json
import os
import re
import socket
import subprocess
import sys
from contextlib import ExitStack
from html import unescape
from time import monotonic

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.copies import store
from tests.home.server.production import HOST, NGINX, Visitor, collected, hidden, production, settings_of, unverified
from tests.run import ROOT, WORKER

ON_COLUMN = os.environ.get("DATABASE_URL", "").startswith("postgres") and os.environ.get("REDIS_URL")
pytestmark = [
    pytest.mark.column,
    pytest.mark.skipif(not ON_COLUMN, reason="Several processes need PostgreSQL and Redis"),
    pytest.mark.skipif(not NGINX, reason="nginx is not installed: .ci/run installs it"),
]
PATIENCE = 60
RESTARTING, NO_RIGHT = 1012, 4403


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Everything started, on a database in which Ixelles has filed a problem."""
    var = tmp_path_factory.mktemp("processes")
    with store().made(f"processes_{WORKER}", var) as database:
        environment = settings_of(var, database, os.environ["REDIS_URL"]) | {"PORTAL_STATIC": str(collected())}
        reference = run(environment | {"PORTAL_MODE": "demo"}, "-m", "tests.home.server.settle", "file").split()[-1]
        with production(var, environment) as processes:
            processes.reference = reference
            yield processes


def run(environment: dict[str, str], *command: str) -> str:
    environment = environment | {"DJANGO_SETTINGS_MODULE": "home.settings"}
    done = subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def member(site, name: str) -> Visitor:
    visitor = Visitor(site.proxy)
    visitor.sign_in(f"{name}@example.org", "demonstration")
    return visitor


class OpenPage:
    """A page of the problem left open, with its socket; `heard` is what it was told."""

    def __init__(self, site, visitor: Visitor, ending: ExitStack) -> None:
        page = visitor.ask(f"/fr/problems/{site.reference}/")[2]
        [topics], [strands] = (re.findall(rf'data-{name}="([^"]+)"', page) for name in ("topics", "strands"))
        self.topics = [*topics.split(), *(f"strand:{strand}" for strand in json.loads(unescape(strands)))]
        opening = connect(
            f"wss://{HOST}/ws/live/",
            sock=socket.create_connection(("127.0.0.1", site.proxy)),
            ssl=unverified(),
            server_hostname=HOST,
            origin=f"https://{HOST}",
            additional_headers={"Cookie": visitor.cookie},
        )
        self.socket = ending.enter_context(opening)
        self.socket.send(json.dumps({"follow": self.topics}))
        self.following = self.hear(lambda said: "following" in said)["following"]

    def hear(self, wanted) -> dict:
        """Wait for a message of one sort."""
        while True:
            said = json.loads(self.socket.recv(timeout=PATIENCE))
            if wanted(said):
                return said

    def closed(self) -> int:
        """Wait until it is closed; with which code."""
        try:
            while True:
                self.socket.recv(timeout=PATIENCE)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0


@pytest.fixture
def pages(site):
    """Open pages, closed at the end."""
    with ExitStack() as ending:

        def opened(visitor: Visitor) -> OpenPage:
            return OpenPage(site, visitor, ending)

        yield opened


def reply(site, visitor: Visitor, text: str) -> None:
    path = f"/fr/problems/{site.reference}/"
    page = visitor.ask(path)[2]
    [action] = re.findall(r'<form\s+class="composer"[^>]*\saction="([^"]+)"', page)
    form = {name: hidden(page, name, 'class="composer"') for name in ("csrfmiddlewaretoken", "key")}
    [lane, *_others] = re.findall(r'name="lane"\s+value="(\d+)"', page)
    status, headers, answer = visitor.ask(action, form | {"lane": lane, "text": text})
    assert status == 302, answer[-2000:]
    assert headers["Location"].startswith(("/", f"https://{HOST}/"))


def test_pages_come_through_the_proxy_as_the_site_is_called(site):
    visitor = Visitor(site.proxy)
    status, headers, page = visitor.ask("/")
    assert (status, headers["Location"]) == (302, "/fr/")
    status, headers, page = visitor.ask("/fr/account/login/")
    assert status == 200
    assert "max-age" in headers["Strict-Transport-Security"] and headers["X-Request-ID"]
    assert "__Host-csrf" in visitor.cookies and visitor.cookies["__Host-csrf"]["secure"]
    assert "127.0.0.1" not in page and str(site.pages[0]) not in page
    assert visitor.ask(re.findall(r'href="(/static/[^"]+\.css)"', page)[0])[0] == 200


def test_what_machines_ask_is_answered_inside_alone(site):
    visitor = Visitor(site.proxy)
    assert [visitor.ask(path)[0] for path in ("/health/", "/ready/", "/ready/worker/", "/metrics/")] == [
        200,
        404,
        404,
        404,
    ]
    assert all(site.ask(port, "/metrics/")[0] == 200 for port in (*site.pages, *site.sockets))


def test_a_reply_through_one_process_is_heard_at_both_of_the_others(site, pages):
    ixelles, molenbeek = member(site, "ixelles"), member(site, "molenbeek")
    opened = [pages(ixelles) for _ in range(2)] + [pages(molenbeek) for _ in range(2)]
    assert [site.counted(port, "portal_sockets") for port in site.sockets] == [2, 2]
    before = [site.counted(port, "portal_requests_total") for port in site.pages]
    reply(site, molenbeek, "Chez nous aussi depuis hier.")
    for page in opened:
        said = page.hear(lambda said: said.get("verb") == "post.added")
        assert "Chez nous aussi depuis hier." in json.dumps(said, ensure_ascii=False)
    for _ in range(6):
        ixelles.ask("/fr/dashboard/")
    assert all(
        now > then for now, then in zip([site.counted(port, "portal_requests_total") for port in site.pages], before)
    )


def test_the_inbox_counts_the_same_through_both_processes(site):
    ixelles, molenbeek = member(site, "ixelles"), member(site, "molenbeek")
    before = badges(site, ixelles)
    assert len(before) == 1
    reply(site, molenbeek, "Une deuxième observation.")
    ends = monotonic() + PATIENCE
    while (after := badges(site, ixelles)) == before or len(after) > 1:  # an inbox follows the answer
        assert monotonic() < ends, (before, after)


def test_what_an_inbox_is_told_of_is_found_and_counted_by_every_process(site, pages):
    ixelles, molenbeek = member(site, "ixelles"), member(site, "molenbeek")
    [inbox] = set(re.findall(r"inbox:\d+", ixelles.ask("/fr/dashboard/")[2]))
    before, opened = badges(site, ixelles), pages(ixelles)
    opened.socket.send(json.dumps({"follow": [*opened.topics, inbox]}))
    opened.hear(lambda said: inbox in said.get("following", ()))
    reply(site, molenbeek, "Le lecteur Zéphyrine clignote.")
    opened.hear(lambda said: said.get("topic") == inbox)
    for visitor in (ixelles, molenbeek):
        for _ in site.pages:
            assert "<mark>Zéphyrine</mark>" in visitor.ask("/fr/search/?q=zephyrine")[2]
    assert badges(site, ixelles).isdisjoint(before)


def badges(site, visitor: Visitor) -> set[str]:
    """What every process says of an inbox, asked until each of them has answered."""
    started = [site.counted(port, "portal_requests_total") for port in site.pages]
    found = set()
    for _ in range(40):
        found.add(re.sub(r"\s+", " ", visitor.ask("/fr/inbox/badge/")[2]))
        if all(site.counted(port, "portal_requests_total") > then for port, then in zip(site.pages, started)):
            break
    return found


def test_a_right_that_is_withdrawn_closes_the_pages_in_both_processes(site, pages):
    leaving = member(site, "jette")
    opened = [pages(leaving) for _ in range(2)]
    assert all(page.following for page in opened)
    run(site.environment, "-m", "tests.home.server.settle", "leave", "jette@example.org")
    assert [page.closed() for page in opened] == [NO_RIGHT, NO_RIGHT]
    assert leaving.ask(f"/fr/problems/{site.reference}/")[0] == 404


def test_restarting_one_by_one_keeps_every_page_answered(site, pages):
    spp_is = member(site, "spp_is")
    opened = [pages(spp_is) for _ in range(2)]
    for name in ("pages-0", "sockets-0"):
        site.stop(name)
        assert [spp_is.ask(f"/fr/problems/{site.reference}/")[0] for _ in range(6)] == [200] * 6
    told = {page.socket.close_code or code_of(page) for page in opened}
    assert RESTARTING in told
    again = pages(spp_is)
    reply(site, member(site, "molenbeek"), "Pendant le redémarrage.")
    assert again.hear(lambda said: said.get("verb") == "post.added")
    site.start_pages(0)
    site.start_sockets(0)
    for port in (site.pages[0], site.sockets[0]):
        site.wait_for(port, "/ready/")


def code_of(page: OpenPage) -> int:
    """The code with which a page was closed already, 0 where it is open."""
    try:
        while True:
            page.socket.recv(timeout=2)
    except TimeoutError:
        return 0
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


def test_the_log_is_json_and_says_nothing_of_anybody(site):
    lines = [line for name in ("pages-0", "pages-1") for line in (site.var / f"{name}.log").read_text().splitlines()]
    told = [json.loads(line) for line in lines if line.startswith("{")]
    assert {one["view"] for one in told if one["logger"] == "portal.requests"} >= {"account_login", "home:dashboard"}
    logs = "\n".join(path.read_text(errors="replace") for path in site.var.glob("*.log"))
    assert "@example.org" not in logs and "Une deuxième observation" not in logs
