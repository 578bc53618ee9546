"""Who is behind a socket: the session of its cookie, read without changing it."""

import re
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, load_backend
from django.http import parse_cookie
from django.utils.crypto import constant_time_compare, salted_hmac


def session_key_of(scope: dict) -> str:
    """Return the session key that a connection presents, or an empty string."""
    header = b"; ".join(value for name, value in scope.get("headers", []) if name == b"cookie")
    key = parse_cookie(header.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")
    return key if re.fullmatch(r"[a-z0-9]{8,40}", key) else ""


def person_of(session_key: str):
    """Return the person signed in by a session, read afresh, or None once it has ended or the account is closed."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key) if session_key else {}
    backend = session.get(BACKEND_SESSION_KEY)
    if backend not in settings.AUTHENTICATION_BACKENDS:
        return None
    person = load_backend(backend).get_user(session.get(SESSION_KEY))
    return person if person and is_genuine(session.get(HASH_SESSION_KEY, ""), person) else None


def is_genuine(known: str, person) -> bool:
    """Whether a session was opened with the password that the person still has."""
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return any(constant_time_compare(known, expected) for expected in hashes)


def fingerprint(session_key: str) -> str:
    """A name for a session that can travel through the layer without opening it."""
    return salted_hmac("home.live.sessions", session_key, algorithm="sha256").hexdigest()
