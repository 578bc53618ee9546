"""The addresses that the site says follow the port at which it is served."""

import os
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from wagtail.models import Site

from committee.people.models import Person
from home.server.embedded import follow_port
from home.settings.environment import database, replying, sender, site_url
from publications.pages.actions import name_site


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"PORT": "9000", "SITE_URL": "https://monitoring.example/"}, "https://monitoring.example"),
    ],
)
def test_the_public_address_follows_the_port_unless_it_is_given(monkeypatch, environment, address):
    for name in ("PORT", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert site_url() == address


@pytest.mark.parametrize(
    ("environment", "port", "begins"),
    [
        ({}, 8000, False),
        ({}, 9000, True),
        ({"PORT": "9000"}, 9000, False),
        ({"SITE_URL": "https://x.example"}, 9, False),
    ],
)
def test_a_process_that_is_served_elsewhere_begins_again(monkeypatch, environment, port, begins):
    for name in ("PORT", "SITE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    begun = []
    monkeypatch.setattr(os, "execv", lambda program, words: begun.append((program, os.environ["PORT"])))
    follow_port(port)
    assert begun == ([(sys.executable, str(port))] if begins else [])


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("http://127.0.0.1:9000", ("127.0.0.1", 9000, "http://127.0.0.1:9000")),
        ("https://monitoring.example", ("monitoring.example", 443, "https://monitoring.example")),
        ("http://monitoring.example", ("monitoring.example", 80, "http://monitoring.example")),
    ],
)
def test_previews_and_feeds_say_the_public_address(db, settings, address, named):
    settings.SITE_URL = address
    name_site()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port, site.root_url) == named


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("portail@example.org", '"Comité" <portail@example.org>'),
        ("Le portail <portail@example.org>", '"Le portail" <portail@example.org>'),
    ],
)
def test_the_sender_has_a_name(monkeypatch, written, shown):
    monkeypatch.setenv("MAIL_FROM", written)
    assert sender("Comité") == shown


@pytest.mark.parametrize(("mode", "domain"), [("demo", "reply.example.org"), ("production", ""), ("test", "")])
def test_mails_of_the_demonstration_can_be_answered(monkeypatch, mode, domain):
    monkeypatch.delenv("MAIL_REPLY_DOMAIN", raising=False)
    monkeypatch.setenv("PORTAL_MODE", mode)
    assert replying() == domain


@pytest.mark.parametrize(("word", "after"), [("", 3), ("on", 3), ("off", None)])
def test_statements_are_prepared_unless_a_pooler_forbids_it(monkeypatch, word, after):
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@127.0.0.1/portal")
    monkeypatch.setenv("DATABASE_PREPARE", word)
    options = database()["OPTIONS"]
    assert options.get("prepare_threshold") == after
    assert options.get("server_side_binding", False) is bool(after)


def test_another_word_than_on_or_off_is_refused(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@127.0.0.1/portal")
    monkeypatch.setenv("DATABASE_PREPARE", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_PREPARE"):
        database()


@pytest.mark.column
def test_a_connection_keeps_the_plan_of_what_it_is_asked_again(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its own")
    for key in range(5):
        assert not Person.objects.filter(pk=-key - 1).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%committee_person%'")
        assert cursor.fetchone()[0]
