"""A site of its own in a process of its own, with the demonstration loaded, and real browsers in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items) -> None:
    """Skip, and say so, where there is no Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: the browser tests were SKIPPED"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    """DATABASE_URL for the site: a database made for this run, or nothing, which means SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg

    parts, name = urlsplit(url), f"journeys_{os.getpid()}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(parts._replace(path=f"/{name}"))
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def site(tmp_path_factory, database):
    """The address of the demonstration, served as `make demo` serves it; or one that already runs, from JOURNEYS_SITE."""
    if "JOURNEYS_SITE" in os.environ:
        yield os.environ["JOURNEYS_SITE"]
        return
    var, port = tmp_path_factory.mktemp("var"), free_port()
    environment = {**os.environ, "PORTAL_MODE": "demo", "PORTAL_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    environment |= {"DATABASE_URL": database, "REDIS_PREFIX": f"journeys-{port}"}
    if environment.get("REDIS_URL"):
        environment["REDIS_URL"] = urlunsplit(urlsplit(environment["REDIS_URL"])._replace(path="/15"))
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, str(ROOT / "manage.py"), "demo", "--port", str(port)]
    with (var / "log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/health/", process, var / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(url: str, process: subprocess.Popen, log: Path, seconds: int = 300) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-3000:]
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(log.read_text()[-3000:])


@pytest.fixture(scope="module")
def chromium():
    """Chromium, for the tests of one file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """Somebody with a browser of their own; remembers whatever went wrong on the way."""

    def __init__(self, chromium, site: str, *, language: str = "fr", **options) -> None:
        self.site, self.language, self.wrong = site, language, []
        self.context = chromium.new_context(locale=f"{language}-BE", **options)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self.stay_home)

    def stay_home(self, request) -> None:
        if not request.url.startswith((self.site, self.site.replace("http", "ws"), "data:", "blob:")):
            self.wrong.append(f"foreign request: {request.url}")

    def go(self, path: str):
        return self.page.goto(f"{self.site}/{self.language}/{path}")

    def sign_in(self, email: str) -> Visitor:
        self.go("account/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", "demonstration")
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_url(f"**/{self.language}/dashboard/")
        return self


@pytest.fixture
def visitors(chromium, site):
    """Make visitors; at the end nobody may have met an error, a refused script or another host."""
    made: list[Visitor] = []

    def visitor(email: str = "", **options) -> Visitor:
        made.append(Visitor(chromium, site, **options))
        return made[-1].sign_in(email) if email else made[-1]

    yield visitor
    wrong = [word for one in made for word in one.wrong]
    for one in made:
        one.context.close()
    assert wrong == []
