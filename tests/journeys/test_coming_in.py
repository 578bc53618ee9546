"""From an invitation to the first filed problem: mailed, accepted, a second factor set up, a problem filed."""

from __future__ import annotations

import email
import re
import threading
import time
from email import policy
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.journeys.test_filing import CASE
from tests.journeys.visitors import PATIENCE

ADDRESS = "nouvelle.venue@example.org"
PASSPHRASE = "tulipe wagon pluie cuillère"
LINK = re.compile(r"http://\S+/nl/invitation/(\w+)/")


def mailed_link(folder: Path) -> str:
    """The token of the link that was mailed to the new address, as soon as the worker has written it."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        for path in folder.glob("*.log"):
            text = path.read_bytes()
            if ADDRESS.encode() in text and text.rstrip().endswith(b"-" * 79):
                mail = email.message_from_bytes(text.rstrip().rstrip(b"-"), policy=policy.default)
                return LINK.search(mail.get_body(("plain",)).get_content())[1]
        threading.Event().wait(0.2)
    raise AssertionError("no mail was written")


def test_somebody_who_is_invited_files_a_problem(visitors, site):
    coordination = visitors("ixelles.coordination@example.org")
    coordination.go("people/invite/")
    page = coordination.page
    page.fill("#id_address", ADDRESS)
    page.select_option("#id_language", "nl")
    page.locator("form.form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(ADDRESS)

    newcomer = visitors(language="nl")
    page = newcomer.page
    newcomer.go(f"invitation/{mailed_link(site.log.parent / 'mail')}/")
    page.fill("#id_function_fr", "Assistante sociale au logement")
    page.fill("#id_password", PASSPHRASE)
    page.locator("form.form button[type=submit]").click()
    page.wait_for_url(re.compile("/nl/dashboard/"))

    newcomer.go("account/2fa/totp/activate/")
    secret = page.input_value("#authenticator_secret")
    page.fill("#id_code", format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/account/2fa/recovery-codes|/account/2fa/$"))

    newcomer.go("problems/file/")
    newcomer.ready()
    page.fill("#id_title", "De huurwaarborg komt niet aan in ons programma")
    page.fill("#id_description", "Het formulier wordt verzonden, maar de bijlagen ontbreken.")
    page.locator("#id_title").press("Enter")
    page.wait_for_url(CASE)
    federation = visitors("federation@example.org")
    federation.page.goto(page.url.replace("/nl/", "/fr/"))
    expect(federation.page.locator("h1")).to_contain_text("huurwaarborg")
