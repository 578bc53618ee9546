"""The one place that reads environment variables, and says which is missing and why."""

from __future__ import annotations

import os
from email.utils import parseaddr
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("PORTAL_VAR", ROOT / "var"))

NAMES = frozenset(
    (
        "PORTAL_MODE", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "CSRF_TRUSTED_ORIGINS", "TRUSTED_PROXIES", "DATABASE_URL",
        "DATABASE_POOL", "DATABASE_PREPARE", "REDIS_URL", "REDIS_PREFIX", "EMAIL_URL", "MAIL_FROM", "MAIL_REPLY_DOMAIN", "LMTP_LISTEN",
        "MAIL_AUTHSERV_ID", "PORTAL_VAR", "BACKUP_PASSPHRASE", "ADMINS", "METRICS_FROM", "PORTAL_STATIC",
        "SECOND_FACTOR_FOR", "SECURITY_LOG_DAYS", "ERASURE_DAYS", "OIDC_PROVIDER", "OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_SECRET",
        "OIDC_SCOPE", "OIDC_SECOND_FACTOR", "FILES_URL", "FILES_KEY", "FILES_SECRET",
        "VERDICT_LINK_DAYS", "VERDICT_REMINDER_DAYS",
        "FOUND_ADMINISTRATOR", "FOUND_SECRETARIAT", "FOUND_FEDERATION", "FOUND_REGIONS", "FOUND_LANGUAGE",
    )
)  # fmt: skip
"""Every variable that is read, for whoever has to move them; a test compares."""
SHORT_QUESTIONS = "-c jit=off -c max_parallel_workers_per_gather=0"
"""For PostgreSQL: a page asks for a few rows, and neither compiling a question nor sharing it out ever pays."""

KEPT_IN_A_BUCKET = {"default_acl": None, "querystring_auth": True, "querystring_expire": 60, "file_overwrite": False}
"""No file is public or written over; an address of a file, which the site never gives, would be signed and short-lived."""

PREPARED_AFTER = 3
"""A statement is prepared by a connection that has run it so often."""


class Mode(StrEnum):
    """How the portal is being run: `production` unless PORTAL_MODE says otherwise."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


def mode() -> Mode:
    """Read PORTAL_MODE. Raises ImproperlyConfigured for a word that is not a mode."""
    word = os.environ.get("PORTAL_MODE", Mode.PRODUCTION)
    try:
        return Mode(word)
    except ValueError as error:
        raise ImproperlyConfigured(f"PORTAL_MODE={word!r}: use production, demo or test.") from error


def required(name: str, why: str, *, embedded: str = "") -> str:
    """Return a variable; outside production fall back on `embedded`, in production insist on it."""
    value = given(name)
    if value:
        return value
    if mode() is Mode.PRODUCTION:
        raise ImproperlyConfigured(f"{name} is not set. {why}")
    return embedded


def given(name: str) -> str:
    """A variable, or what stands in the file that the variable of the same name with _FILE names: secrets come that way.

    Raises ImproperlyConfigured for a file that cannot be read.
    """
    if value := os.environ.get(name, ""):
        return value
    if not (path := os.environ.get(f"{name}_FILE", "")):
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read: {error}.") from error


def chosen_settings() -> list[str]:
    """The names of what was set, without what it was set to: what a copy of the site needs beside its data."""
    return sorted({name for word in os.environ if os.environ[word] and (name := word.removesuffix("_FILE")) in NAMES})


def site_url() -> str:
    """The public address, without a slash at its end; outside production this machine's, at the port that PORT names."""
    here = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
    return required("SITE_URL", "The public address, such as https://monitoring.example.", embedded=here).rstrip("/")


def sender(name: str) -> str:
    """The sender of every mail, with a name that people know: that of MAIL_FROM, else the one given."""
    written = required("MAIL_FROM", "The sender's address of the portal.", embedded="portail@example.org")
    own, address = parseaddr(written)
    return f'"{own or name}" <{address}>'


def listed(name: str) -> list[str]:
    """Return a comma-separated variable as a list, empty when it is not set."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def chosen(name: str) -> str:
    """Return a variable that may be missing: what it would switch on is then off."""
    return given(name).strip()


def file_storage(folder: str, *, private: bool) -> dict[str, Any]:
    """Django's entry for the files of a folder: on the disk of this machine, or in a bucket where FILES_URL names one.

    Such as s3://bucket?endpoint=https://storage.example&region=eu-west-1. In a bucket nothing is public: the site reads a
    file and asks who may have it. Raises ImproperlyConfigured for an address of another kind.
    """
    if not (url := chosen("FILES_URL")):
        options = {"OPTIONS": {"location": VAR / folder, "base_url": None}} if private else {}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", **options}
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or set(asked) - {"endpoint", "region"}:
        raise ImproperlyConfigured(
            f"FILES_URL={url!r}: such as s3://bucket?endpoint=https://storage.example&region=eu."
        )
    place = {
        "bucket_name": parts.netloc,
        "location": "/".join(filter(None, (parts.path.strip("/"), folder))),
        "endpoint_url": asked.get("endpoint"),
        "region_name": asked.get("region"),
        "access_key": chosen("FILES_KEY") or None,
        "secret_key": chosen("FILES_SECRET") or None,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": place | KEPT_IN_A_BUCKET}


def identity_provider() -> dict[str, Any]:
    """The OpenID Connect provider that people may sign in with, by OIDC_*; empty where OIDC_ISSUER is not set.

    Raises ImproperlyConfigured where a part is missing, and for an issuer that is reached without TLS.
    """
    issuer = chosen("OIDC_ISSUER").rstrip("/")
    if not issuer:
        return {"second_factor": []}
    parts = {"client_id": chosen("OIDC_CLIENT_ID"), "secret": chosen("OIDC_SECRET")}
    missing = [f"OIDC_{name.upper()}" for name, value in parts.items() if not value]
    if missing:
        raise ImproperlyConfigured(f"{', '.join(missing)} not set: OIDC_ISSUER has no use without it.")
    if not issuer.startswith("https://") and mode() is Mode.PRODUCTION:
        raise ImproperlyConfigured(f"OIDC_ISSUER={issuer!r}: an address that begins with https://.")
    code = chosen("OIDC_PROVIDER") or "oidc"
    names = {"id": code, "name": chosen("OIDC_NAME") or code, "issuer": issuer}
    scope = (chosen("OIDC_SCOPE") or "openid email").split()
    return {**names, **parts, "scope": scope, "second_factor": listed("OIDC_SECOND_FACTOR")}


def openid_connect(provider: dict[str, Any]) -> dict[str, Any]:
    """The same as allauth wants it. An address counts only where the provider says that it verified it."""
    if "id" not in provider:
        return {}
    app = {"provider_id": provider["id"], **{name: provider[name] for name in ("name", "client_id", "secret")}}
    app["settings"] = {"server_url": provider["issuer"], "scope": provider["scope"]}
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def replying() -> str:
    """The domain of the addresses that answer mails: off where none is set, but in the demonstration, where none is real."""
    return chosen("MAIL_REPLY_DOMAIN") or ("reply.example.org" if mode() is Mode.DEMO else "")


def listening(name: str, *, needs: str) -> tuple[str, int] | None:
    """Return a variable such as 127.0.0.1:8024 as host and port, None when it is not set.

    Raises ImproperlyConfigured for what is no such place, and where the variable that it `needs` is missing.
    """
    place = chosen(name)
    if not place:
        return None
    host, _colon, port = place.rpartition(":")
    if not (host and port.isdecimal() and int(port) < 65536):
        raise ImproperlyConfigured(f"{name}={place!r}: give a host and a port, such as 127.0.0.1:8024.")
    if not chosen(needs):
        raise ImproperlyConfigured(f"{needs} is not set: {name} has no use without it.")
    return host.strip("[]"), int(port)


def proxies(name: str) -> list[str]:
    """Return a variable such as 127.0.0.1,10.0.0.0/8,unix as addresses and networks; production insists on it.

    `unix` stands for a server in front that comes by a socket of this machine, and has no address. Raises
    ImproperlyConfigured for anything else.
    """
    required(name, "Give the addresses of the web server in front (127.0.0.1): all readers seem to come from there.")
    return networks(name)


def networks(name: str) -> list[str]:
    """Return a variable such as 127.0.0.1,10.0.0.0/8,unix as addresses and networks. Raises ImproperlyConfigured."""
    for word in (words := listed(name)):
        try:
            if word != "unix":
                ip_network(word)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name}: {word!r} is no address, such as 127.0.0.1, nor a network, such as 10.0.0.0/8."
            ) from error
    return words


def admins(name: str) -> list[tuple[str, str]]:
    """Return a variable such as it@example.org,Duty <duty@example.org> as Django's ADMINS."""
    return [(own or address, address) for own, address in map(parseaddr, listed(name)) if address]


def database() -> dict:
    """Django's DATABASES entry for DATABASE_URL: PostgreSQL with a pool, or the embedded SQLite file."""
    url = required("DATABASE_URL", "Give a postgres:// address; SQLite serves only the demonstration.")
    if not url:
        return sqlite(VAR / "portal.sqlite3")
    scheme = urlsplit(url).scheme
    if scheme.startswith("sqlite"):
        return sqlite(Path(url.split("///", 1)[1]))
    options: dict[str, Any] = {"options": SHORT_QUESTIONS, **prepared_statements()}
    if mode() is not Mode.TEST:
        options["pool"] = {"min_size": 0, "max_size": int(os.environ.get("DATABASE_POOL", "8"))}
    return environ.Env.db_url_config(url) | {"CONN_MAX_AGE": 0, "OPTIONS": options}


def prepared_statements() -> dict[str, Any]:
    """What lets a connection keep the plans of what it is asked again: planning a page's questions takes longer than
    answering them. Off where DATABASE_PREPARE says so, for a pooler that gives each transaction another connection.

    Raises ImproperlyConfigured for another word than on or off.
    """
    word = chosen("DATABASE_PREPARE") or "on"
    if word not in ("on", "off"):
        raise ImproperlyConfigured(f"DATABASE_PREPARE={word!r}: use on or off.")
    return {"server_side_binding": True, "prepare_threshold": PREPARED_AFTER} if word == "on" else {}


def sqlite(path: Path) -> dict:
    """An SQLite database in WAL mode whose writers queue instead of failing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


def redis() -> str:
    """REDIS_URL, or an empty string when the embedded single-process layers serve."""
    return required("REDIS_URL", "Several processes need Redis for live pages, cache and sessions.")
