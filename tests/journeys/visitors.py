"""Somebody with a browser of their own."""

from __future__ import annotations

from tests.journeys.served import Site

PASSWORD = "demonstration"
PATIENCE = 60_000
"""Milliseconds until what should happen is taken not to happen: nothing waits for them on a machine that is idle."""


class Visitor:
    """Somebody with a browser of their own; remembers whatever went wrong on the way."""

    def __init__(self, chromium, site: Site, *, email: str = "", language: str = "fr", **options) -> None:
        self.site, self.language, self.wrong = site.address, language, []
        self.context = chromium.new_context(locale=f"{language}-BE", **options)
        self.context.set_default_timeout(PATIENCE)
        if email:
            known = session_of(email, site, self.context.request)
            self.context.clear_cookies()
            self.context.add_cookies(known)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self.stay_home)
        self.page.on("websocket", self.connect)
        self.socket, self.following = None, False

    def stay_home(self, request) -> None:
        if not request.url.startswith((self.site, self.site.replace("http", "ws"), "data:", "blob:")):
            self.wrong.append(f"foreign request: {request.url}")

    def go(self, path: str):
        self.socket = None
        return self.page.goto(f"{self.site}/{self.language}/{path}")

    def ready(self) -> None:
        """Wait until the page can do all that its scripts will ever do."""
        self.page.locator("body[data-ready]").wait_for()

    def connect(self, socket) -> None:
        self.socket, self.following = socket, False
        socket.on("framereceived", self.hear)
        socket.on("close", self.lose)

    def lose(self, socket) -> None:
        if self.socket is socket:
            self.socket = None

    def hear(self, frame) -> None:
        self.following = self.following or says_following(frame)

    def listens(self) -> None:
        """Wait until the page that is open hears of what happens."""
        if self.socket is None:
            self.page.wait_for_event("websocket")
        if not self.following:
            self.socket.wait_for_event("framereceived", says_following)

    def sign_in(self, email: str, password: str = PASSWORD) -> Visitor:
        """By the form, as people do."""
        self.go("account/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.locator("main button[type=submit]").first.click()
        return self


def says_following(frame) -> bool:
    return '"following"' in str(frame)


def session_of(email: str, site: Site, request) -> list[dict]:
    """The cookie of a session that was opened once by sending the form, and is carried into every browser."""
    if email not in site.sessions:
        form = f"{site.address}/fr/account/login/"
        request.get(form)
        token = next(one["value"] for one in request.storage_state()["cookies"] if one["name"] == "csrf")
        words = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = request.post(form, form=words, max_redirects=0)
        assert answer.status == 302, answer.text()
        site.sessions[email] = [one for one in request.storage_state()["cookies"] if one["name"] == "session"]
    return site.sessions[email]
