"""The addresses that the site says follow the port at which it is served."""

import os
import sys

import pytest
from wagtail.models import Site

from home.server.embedded import follow_port
from home.settings.environment import replying, sender, site_url
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
