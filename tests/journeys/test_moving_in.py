"""A committee moves in, from an empty PostgreSQL database: founded, invited, second factor set, a problem filed and seen."""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import time
from email import policy
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.copies import store
from tests.home.server.production import (
    HOST,
    NGINX,
    Processes,
    certificate,
    collected,
    nginx_configuration,
    settings_of,
)
from tests.journeys.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.test_filing import CASE
from tests.journeys.visitors import PATIENCE
from tests.run import ROOT

ON_COLUMN = os.environ.get("DATABASE_URL", "").startswith("postgres") and os.environ.get("REDIS_URL")
pytestmark = [
    pytest.mark.column,
    pytest.mark.skipif(not ON_COLUMN, reason="Production needs PostgreSQL and Redis"),
    pytest.mark.skipif(not NGINX, reason="nginx is not installed: .ci/run installs it"),
]
TOLD = {
    "FOUND_ADMINISTRATOR": "ict@monitoring.example",
    "FOUND_SECRETARIAT": "secretariat@monitoring.example",
    "FOUND_FEDERATION": "Brulocalis",
    "FOUND_REGIONS": "brussels",
    "FOUND_LANGUAGE": "fr",
}
COORDINATION = "coordinatie@monitoring.example"
PASSPHRASE = "tulipe wagon pluie cuillère"
LINK = re.compile(rf"https://{HOST}(/(?:fr|nl)/invitation/\w+/)")


class Moving(Processes):
    """One server with everything in it, behind nginx, on a database that only `migrate` has touched."""

    def manage(self, *command: str) -> str:
        """Run a command of the README."""
        words = [sys.executable, "manage.py", *command]
        done = subprocess.run(words, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
        return done.stdout

    def serve(self) -> None:
        """Pages, sockets and tasks from one process that divides; nginx in front."""
        certificate(self.var, HOST)
        [pages, _], [sockets, _] = self.pages, self.sockets
        ports = {8001: pages, 8002: pages, 8011: sockets, 8012: sockets, 443: self.proxy}
        divided = ("serve_divided", "--workers", "1", "--port", pages, "--sockets-port", sockets)
        self.start("divided", sys.executable, "manage.py", *divided)
        self.start("nginx", NGINX, "-c", nginx_configuration(self.var, ports), "-p", self.var)
        self.wait_for(pages, "/ready/worker/")

    def mailed_link(self, address: str) -> str:
        """The link that an address was mailed, as soon as the worker has written it."""
        deadline = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < deadline:
            for path in Path(self.var / "mail").glob("*.log"):
                text = path.read_bytes()
                if address.encode() in text and text.rstrip().endswith(b"-" * 79):
                    mail = email.message_from_bytes(text.rstrip().rstrip(b"-"), policy=policy.default)
                    return LINK.search(mail.get_body(("plain",)).get_content())[1]
        raise AssertionError(f"no mail was written to {address}\n{self.said()}")


@pytest.fixture
def moving(tmp_path):
    """A server with an empty site, and nothing invented."""
    with store().made("moving", tmp_path) as database:
        mail = {"EMAIL_URL": f"filemail:///{tmp_path / 'mail'}", "PORTAL_STATIC": str(collected())}
        running = Moving(tmp_path, settings_of(tmp_path, database, os.environ["REDIS_URL"]) | TOLD | mail)
        yield running
        for name in list(running.running):
            running.stop(name)


@pytest.fixture
def browser(chromium, moving):
    """A browser in which the host name of the site leads to this machine."""
    rules = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{moving.proxy}"
    opened = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rules])
    yield lambda language: opened.new_context(ignore_https_errors=True, locale=f"{language}-BE").new_page()
    opened.close()


def accept(page: Page, path: str, function: str) -> None:
    """Open an account by the link of an invitation."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"https://{HOST}{path}")
    page.fill("#id_function_fr", function)
    page.fill("#id_password", PASSPHRASE)
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url(re.compile("/dashboard/|/account/2fa/"))


def set_second_factor(page: Page) -> None:
    """Set up an authenticator app, from where the site led."""
    assert "/account/2fa/" in page.url
    page.goto(f"https://{HOST}/fr/account/2fa/totp/activate/")
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSPHRASE)
        page.locator("main form button[type=submit]").first.click()
    secret = page.input_value("#authenticator_secret")
    page.fill("#id_code", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/account/2fa/recovery-codes|/account/2fa/$"))


def test_a_committee_moves_in(moving, browser):
    moving.manage("migrate", "--no-input")
    said = moving.manage("found", "--no-input")
    technical, first = LINK.findall(said)
    moving.serve()
    assert moving.mailed_link(TOLD["FOUND_SECRETARIAT"]) == first != technical

    secretariat = browser("fr")
    accept(secretariat, first, "Secrétariat")
    set_second_factor(secretariat)
    secretariat.goto(f"https://{HOST}/fr/people/invite/")
    secretariat.fill("#id_address", COORDINATION)
    secretariat.select_option("#id_organisation", label="CPAS d’Ixelles")
    secretariat.select_option("#id_role", "coordinator")
    secretariat.select_option("#id_language", "nl")
    secretariat.locator("form.form button[type=submit]").click()
    expect(secretariat.locator("main")).to_contain_text(COORDINATION)

    coordination = browser("nl")
    accept(coordination, moving.mailed_link(COORDINATION), "Coordination")
    coordination.goto(f"https://{HOST}/nl/problems/file/")
    coordination.locator("body[data-ready]").wait_for()
    coordination.fill("#id_title", "De huurwaarborg komt niet aan in ons programma")
    coordination.fill("#id_description", "Het formulier wordt verzonden, maar de bijlagen ontbreken.")
    coordination.locator("#id_title").press("Enter")
    coordination.wait_for_url(CASE)

    secretariat.goto(coordination.url.replace("/nl/", "/fr/"))
    expect(secretariat.locator("h1")).to_contain_text("huurwaarborg")
    secretariat.goto(f"https://{HOST}/fr/problems/queue/")
    expect(secretariat.locator("main")).to_contain_text("huurwaarborg")
    secretariat.goto(f"https://{HOST}/fr/site/")
    expect(secretariat.locator("main")).to_be_visible()
