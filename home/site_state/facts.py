"""What is known of a site, as plain values from which sentences follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Linked:
    """Something that is named, and where one goes to mend it; empty where nowhere."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Mail:
    """Where mail goes, the last test of it, and how many mails wait."""

    server: bool
    tested_at: datetime | None = None
    error: str = ""
    undelivered: int = 0
    unreachable: tuple[Linked, ...] = ()


@dataclass(frozen=True)
class Worker:
    """When the worker was last heard, how old the oldest waiting task is, and how many failed for good."""

    heard: timedelta | None
    waiting: int = 0
    oldest: timedelta = timedelta()
    failed: int = 0
    tested: timedelta | None = None


@dataclass(frozen=True)
class Memory:
    """What processes share: whether it gave back what was put in, and whether they share it at all."""

    answers: bool
    shared: bool


@dataclass(frozen=True)
class Backup:
    """The last backup: how long ago, and its size in bytes."""

    ago: timedelta
    size: int


@dataclass(frozen=True)
class Disk:
    """Bytes where files are kept."""

    free: int
    total: int


@dataclass(frozen=True)
class Texts:
    """Public pages: languages without a home, pages in one language alone, obligatory pages that are missing or unfilled."""

    homeless: tuple[str, ...] = ()
    alone: tuple[Linked, ...] = ()
    missing: tuple[str, ...] = ()
    unfilled: tuple[Linked, ...] = ()


@dataclass(frozen=True)
class People:
    """Who keeps the secretariat, which seats nobody holds, who may much and signs in with a password alone."""

    secretariat: int
    centres: int
    vacant: tuple[str, ...] = ()
    without_factor: tuple[str, ...] = ()


@dataclass(frozen=True)
class Address:
    """The public address by the settings and by the database, and how this very page came."""

    told: str
    stored: str
    host_allowed: bool = True
    secure: bool = True
    sender: str = ""


@dataclass(frozen=True)
class Settings:
    """What an attacker would look for."""

    production: bool
    debug: bool
    secret_length: int
    proxies: bool = True


@dataclass(frozen=True)
class State:
    """Everything that is known at one moment."""

    mail: Mail
    worker: Worker
    memory: Memory
    backup: Backup | None
    disk: Disk
    texts: Texts
    people: People
    address: Address
    settings: Settings
    now: datetime = field(compare=False)
