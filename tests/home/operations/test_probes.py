"""What machines ask: alive, ready, counted; before hosts, TLS and sessions are asked for, and telling nothing to strangers."""

from datetime import timedelta

import pytest
from django.db import connection

from committee.journal import clock
from home.operations import queries
from home.operations.actions import record_heartbeat
from home.operations.backup_note import last_backup
from home.operations.models import Recurrence

pytestmark = pytest.mark.column


@pytest.fixture
def probe(client, db):
    """Ask as a machine does: by number, without TLS."""
    return lambda path, **told: client.get(path, headers={"Host": "10.0.0.7:8001"}, **told)


@pytest.mark.parametrize("path", ["/health/", "/ready/", "/metrics/"])
def test_machines_are_answered_under_any_name_and_without_tls(probe, settings, path):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["portal.example"], True
    answer = probe(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_health_asks_nothing_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/health/").content == b"ok"


def test_ready_says_what_is_there(probe):
    assert probe("/ready/").json() == {"database": "ok", "cache": "ok", "migrations": "ok", "worker": "late"}
    record_heartbeat()
    assert probe("/ready/").json()["worker"] == "ok"


def test_a_worker_that_is_late_keeps_no_page_from_being_read(probe):
    record_heartbeat()
    assert probe("/ready/worker/").status_code == 200
    Recurrence.objects.update(begun_at=clock.now() - timedelta(minutes=10))
    assert (probe("/ready/").status_code, probe("/ready/worker/").status_code) == (200, 503)


def test_not_ready_before_the_last_migration(probe, monkeypatch):
    monkeypatch.setattr(queries, "migrated", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'home'")
    answer = probe("/ready/")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "failing")


def test_not_ready_without_a_cache(probe, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    answer = probe("/ready/")
    assert (answer.status_code, answer.json()["cache"]) == (503, "failing")


def test_nobody_else_reads_what_is_counted(probe):
    assert probe("/metrics/", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert probe("/metrics/", REMOTE_ADDR="::ffff:127.0.0.1").status_code == 200


def test_what_is_counted(probe, client):
    record_heartbeat()
    client.get("/fr/search/?q=dupont")
    client.get("/fr/nothing/like-this/")
    told = probe("/metrics/").content.decode()
    assert 'portal_requests_total{method="GET",status="200",view="home:search"}' in told
    assert 'portal_tasks{status="failed"} 0.0' in told
    assert "portal_worker_heartbeat_age_seconds" in told
    assert "portal_sockets" in told
    assert "dupont" not in told and "like-this" not in told


def test_nothing_is_told_of_a_backup_that_never_was_or_cannot_be_read(tmp_path, settings):
    settings.VAR = tmp_path
    assert last_backup() is None
    (tmp_path / "backups").mkdir()
    for broken in ("", "{}", '{"at": 1}', "[]"):
        (tmp_path / "backups/last.json").write_text(broken)
        assert last_backup() is None
    (tmp_path / "backups/last.json").write_text('{"at": "2026-11-28T02:00:00+00:00", "bytes": 7, "sha256": "a"}')
    assert last_backup().bytes == 7
