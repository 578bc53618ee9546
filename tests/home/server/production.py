"""The site as production runs it: two processes of pages, two of sockets, a worker, and the very nginx.conf of `deploy/`."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.journeys.served import ended
from tests.run import FOLDER, ROOT, RUN, WORKER, alone

HOST = "portal.example"
BIN = Path(sys.executable).parent
PATIENCE = 300
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def certificate(folder: Path, host: str) -> None:
    """A certificate of a host, signed by itself, for a day."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - datetime.timedelta(hours=1)).not_valid_after(now + datetime.timedelta(days=1))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False).sign(
        key, hashes.SHA256()
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def nginx_configuration(folder: Path, ports: dict[int, int]) -> Path:
    """The site of `deploy/nginx.conf` with other ports and the certificate of a folder, within a server of its own."""
    site = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    site = site.replace(f"/etc/letsencrypt/live/{HOST}", str(folder)).replace("/var/log/nginx", str(folder))
    site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.MULTILINE)
    for known, port in {80: 0, 443: 0, **ports}.items():
        port = port or free_port()
        site = re.sub(
            rf"(listen |127\.0\.0\.1:){known}\b",
            lambda found, port=port: f"{found[1].replace('listen ', 'listen 127.0.0.1:')}{port}",
            site,
        )
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"pid {folder}/nginx.pid;\nerror_log {folder}/nginx.error warn;\ndaemon off;\nevents {{}}\nhttp {{\n{temporary}{site}}}\n"
    if os.geteuid() == 0:
        whole = f"user root;\n{whole}"
    path = folder / "nginx.conf"
    path.write_text(whole, encoding="utf-8")
    return path


def free_port() -> int:
    """A port of the loopback that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def collected() -> Path:
    """The static files as production serves them, collected once in a run: pressing them takes seconds."""
    folder = FOLDER / "production-static"
    with alone("production-static"):
        if not (folder / "staticfiles.json").exists():
            environment = settings_of(folder, "postgres://none", "redis://none") | {"PORTAL_STATIC": str(folder)}
            words = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
            subprocess.run(words, cwd=ROOT, env=environment, check=True)
    return folder


def settings_of(var: Path, database: str, redis: str) -> dict[str, str]:
    """The environment that README asks for, and nothing of the tests'."""
    left_out = {"DJANGO_SETTINGS_MODULE", "PORTAL_TEST_FOLDER"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {
        "PORTAL_MODE": "production",
        "PORTAL_VAR": str(var),
        "SECRET_KEY": "only for this test " * 4,
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "TRUSTED_PROXIES": "127.0.0.1",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "REDIS_PREFIX": f"production-{RUN}-{WORKER}-{var.name}",
        "EMAIL_URL": "dummymail://",
        "MAIL_FROM": "portal@example.org",
        "MAIL_REPLY_DOMAIN": "",
        "LMTP_LISTEN": "",
    }


class Processes:
    """What was started: ports of pages and sockets, the proxy's, and what everything said."""

    def __init__(self, var: Path, environment: dict[str, str]) -> None:
        self.var, self.environment = var, environment
        self.pages, self.sockets, self.proxy = [free_port(), free_port()], [free_port(), free_port()], free_port()
        self.running: dict[str, subprocess.Popen] = {}

    def start(self, name: str, *command: object) -> None:
        """Start one process under a name; what it says is kept."""
        with (self.var / f"{name}.log").open("ab") as log:
            words = [str(word) for word in command]
            self.running[name] = subprocess.Popen(
                words, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )

    def start_pages(self, place: int) -> None:
        """One process of pages, as its unit starts it."""
        self.start(f"pages-{place}", *command_of("portal-pages@.service", self.pages[place]))

    def start_sockets(self, place: int) -> None:
        """One process of sockets, as its unit starts it."""
        self.start(f"sockets-{place}", *command_of("portal-sockets@.service", self.sockets[place]))

    def start_all(self) -> None:
        """Two of each, a worker, and nginx in front; returns when all of them answer."""
        ports = {
            8001: self.pages[0],
            8002: self.pages[1],
            8011: self.sockets[0],
            8012: self.sockets[1],
            443: self.proxy,
        }
        certificate(self.var, HOST)
        for place in (0, 1):
            self.start_pages(place)
            self.start_sockets(place)
        self.start("worker", *command_of("portal-worker.service", 0))
        self.start("nginx", NGINX, "-c", nginx_configuration(self.var, ports), "-p", self.var)
        for port in (*self.pages, *self.sockets):
            self.wait_for(port, "/ready/")
        self.wait_for(self.pages[0], "/ready/worker/")

    def wait_for(self, port: int, path: str) -> None:
        """Ask until it is answered well."""
        deadline = time.monotonic() + PATIENCE
        while self.ask(port, path)[0] != 200:
            assert time.monotonic() < deadline, self.said()
            gone = [name for name, process in self.running.items() if ended(process, within=0.1 / len(self.running))]
            assert not gone, f"{gone} ended\n{self.said()}"

    def ask(self, port: int, path: str) -> tuple[int, str]:
        """Ask one process directly, as a probe does."""
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def counted(self, port: int, name: str) -> float:
        """The sum of one figure of a process."""
        lines = self.ask(port, "/metrics/")[1].splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if re.match(rf"{name}[{{ ]", line))

    def said(self) -> str:
        """The end of what every process said."""
        logs = [*self.var.glob("*.log"), *self.var.glob("nginx.error")]
        return "\n".join(f"== {log.name}\n{log.read_text(errors='replace')[-1500:]}" for log in logs)

    def stop(self, name: str) -> int:
        """Ask a process to end, and wait; its code."""
        process = self.running.pop(name)
        process.terminate()
        return process.wait(60)


def command_of(unit: str, port: int) -> list[str]:
    """The words with which a unit starts its process."""
    text = (ROOT / "deploy/systemd" / unit).read_text(encoding="utf-8")
    [command] = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    return command.replace("/srv/portal/.venv/bin", str(BIN)).replace("%i", str(port)).split()


@contextmanager
def production(var: Path, environment: dict[str, str]) -> Iterator[Processes]:
    """All of it, ended at the end."""
    processes = Processes(var, environment)
    with ExitStack() as ending:
        ending.callback(lambda: [processes.stop(name) for name in list(processes.running)])
        processes.start_all()
        yield processes


def unverified() -> ssl.SSLContext:
    """TLS with whoever answers: the certificate is one of a moment."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Visitor:
    """Somebody who comes through the proxy, keeps cookies and fills in forms."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, SimpleCookie()

    @property
    def cookie(self) -> str:
        """What is sent with each request."""
        return "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())

    def ask(self, path: str, form: dict | None = None) -> tuple[int, HTTPMessage, str]:
        """Ask for a page, or send a form."""
        connection = HTTPSConnection("127.0.0.1", self.port, context=unverified(), timeout=60)
        headers = {"Host": HOST, "Cookie": self.cookie, "Referer": f"https://{HOST}{path}"}
        body = urlencode(form) if form is not None else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if body is not None else "GET", path, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, answer.headers, text

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by the form."""
        _status, _headers, page = self.ask("/fr/account/login/")
        form = {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"), "login": email, "password": password}
        status, _headers, page = self.ask("/fr/account/login/", form)
        assert status == 302, page[-2000:]


def hidden(page: str, name: str, after: str = "") -> str:
    """The value of a hidden field of a form."""
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page[page.find(after) :] if after else page)
    assert found, f"no {name}"
    return found[1]
