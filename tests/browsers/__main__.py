"""Sign in, file, see it arrive live and reply, in Firefox and WebKit: `make browsers`, or one of them by its name."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import django
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "home.settings")
django.setup()

from tests.demonstration import demonstration  # noqa: E402
from tests.journeys.served import Site  # noqa: E402
from tests.journeys.visitors import PASSWORD  # noqa: E402

PATIENCE = 60
REPLY = "Nous le voyons aussi."
TITLE = "Le bouton d’envoi reste gris après la signature"


def firefox():
    """Debian's firefox-esr, with a geckodriver on the path."""
    options = webdriver.FirefoxOptions()
    options.add_argument("-headless")
    options.binary_location = shutil.which("firefox-esr") or ""
    return webdriver.Firefox(options=options, service=webdriver.FirefoxService(shutil.which("geckodriver")))


def webkit():
    """Debian's webkit2gtk-driver; it needs a display, such as the one of xvfb-run."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = next(str(one) for one in Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    options.add_argument("--automation")
    return webdriver.WebKitGTK(options=options, service=webdriver.WebKitGTKService("/usr/bin/WebKitWebDriver"))


BROWSERS = {"firefox": firefox, "webkit": webkit}


class Person:
    """Somebody in a browser of their own."""

    def __init__(self, browser, site: str, email: str) -> None:
        self.browser, self.site = browser, f"{site}/fr"
        self.go("account/login/")
        self.one("[name=login]").send_keys(email)
        self.one("[name=password]").send_keys(PASSWORD)
        self.one("main form button[type=submit]").click()
        self.until(lambda: "/login/" not in browser.current_url)

    def go(self, path: str) -> None:
        self.browser.get(f"{self.site}/{path}")

    def until(self, true) -> None:
        WebDriverWait(self.browser, PATIENCE).until(lambda _browser: true())

    def one(self, selector: str):
        self.until(lambda: self.browser.find_elements(By.CSS_SELECTOR, selector))
        return self.browser.find_element(By.CSS_SELECTOR, selector)


def file_problem(person: Person) -> str:
    person.go("problems/file/")
    person.one("body[data-ready]")
    person.one("#id_title").send_keys(TITLE)
    person.one("#id_description").send_keys("Après la signature, le bouton ne réagit plus.")
    Select(person.one("[name=chain]")).select_by_index(1)
    person.one("[name=cases]").send_keys("12")
    person.one("#filing .send").click()
    person.until(lambda: re.search(r"/CO-\d{4}-\d{4}/$", person.browser.current_url))
    return person.browser.current_url.rstrip("/").rpartition("/")[2]


def see_arrive(person: Person) -> None:
    """The reply stands in the page, or is offered in a window too short to show where it would stand."""
    offered = ".fresh-posts button"
    person.until(lambda: REPLY in person.browser.page_source or person.browser.find_elements(By.CSS_SELECTOR, offered))
    for button in person.browser.find_elements(By.CSS_SELECTOR, offered):
        button.click()
    person.until(lambda: REPLY in person.browser.page_source)


def journey(start, site: str) -> None:
    """One files and keeps the case open; the other replies, and the reply arrives there, live."""
    browsers = []
    try:
        for _one in range(2):
            browsers.append(start())
        ixelles, federation = (
            Person(browser, site, f"{name}@example.org")
            for browser, name in zip(browsers, ("ixelles", "federation"), strict=True)
        )
        reference = file_problem(ixelles)
        ixelles.one("body[data-ready]")
        federation.go(f"problems/{reference}/")
        federation.one("body[data-ready]")
        federation.one("#write label.l-common input").click()
        federation.one("#write [name=text]").send_keys(REPLY)
        federation.one("#write .send").click()
        see_arrive(ixelles)
    finally:
        for browser in browsers:
            browser.quit()


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, demonstration(Path(folder) / "site") as loaded:
        site = Site(loaded.var, loaded.environment)
        site.start()
        try:
            for name in names or BROWSERS:
                journey(BROWSERS[name], site.address)
                print(f"{name}: well")
        finally:
            site.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
