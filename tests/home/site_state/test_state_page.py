"""State of the site: for whom it is, what its buttons do, and what it reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.founding.actions.pages import lay_pages
from home.operations.actions import record_heartbeat
from home.pages.models import StatementPage
from home.site_state import actions
from home.site_state.queries import TROUBLE, backup_facts, known_trouble, state_of_site
from tests.scenes import scene

SEE = {"secretariat", "administrator"}
MEMBERS = {"ixelles", "ixelles_coordination", "federation", "editor", "spp_is", "observer"}
OTHERS = {"stranger"}


@scene
def laid(people) -> None:
    """The pages of a new site."""
    with disable_reference_index_auto_update():
        lay_pages(by=people.administrator)


@pytest.mark.parametrize("role", sorted(SEE | MEMBERS | OTHERS))
def test_who_sees_it(people, client_of, role):
    expected = 200 if role in SEE else 403 if role in MEMBERS else 404
    browser = client_of(getattr(people, role))
    assert browser.get("/fr/site/").status_code == expected
    sent = browser.post("/fr/site/", {"test": "mail"})
    assert (sent.status_code, len(mail.outbox)) == ((302, 1) if role in SEE else (expected, 0))


def test_a_passer_by_is_asked_to_sign_in(client, ground):
    assert client.get("/fr/site/")["Location"] == "/fr/account/login/?next=/fr/site/"


@pytest.mark.parametrize("action", [actions.queue_test, actions.mend_address])
def test_nobody_else_may_try(people, action):
    with pytest.raises(PermissionDenied):
        action(by=people.federation)


def test_a_new_site_says_what_it_lacks(laid, people, client_of, django_assert_max_num_queries):
    browser = client_of(people.secretariat)
    browser.get("/fr/site/")
    with django_assert_max_num_queries(24):
        rows = {row.code: row for row in browser.get("/fr/site/").context["rows"]}
    assert len(rows["statements"].links) == 8
    assert rows["languages"].level == "good"
    assert rows["worker"].level == rows["backup"].level == "wrong"
    page = browser.get(rows["statements"].links[0].url)
    assert page.status_code == 200  # the secretariat edits what the page leads to


def test_the_secretariat_writes_an_obligatory_page_alone(laid, people, client_of):
    page = StatementPage.objects.filter(purpose="contact", locale__language_code="fr").get()
    browser = client_of(people.secretariat)
    form = browser.get(f"/admin/pages/{page.pk}/edit/").context["form"]
    sent = {
        "title": "Contact", "slug": "contact", "action-publish": "1", "body-count": "1", "body-0-deleted": "",
        "body-0-order": "0", "body-0-type": "section", "body-0-id": "", "body-0-value-heading": "Le secrétariat",
        "body-0-value-body": json.dumps({"blocks": [{"text": "Rue Haute 1", "type": "unstyled", "key": "a", "depth": 0,
                                                     "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}),
    }  # fmt: skip
    assert form is not None
    response = browser.post(f"/admin/pages/{page.pk}/edit/", sent)
    assert response.status_code == 302
    assert "Rue Haute 1" in browser.get("/fr/contact/").content.decode()
    assert not StatementPage.objects.get(pk=page.pk).is_unfilled


def test_the_test_mail_arrives_in_ones_own_language(people, client_of):
    people.secretariat.language = "nl"
    people.secretariat.save()
    browser = client_of(people.secretariat)
    response = browser.post("/fr/site/", {"test": "mail"})
    assert response["Location"] == "/fr/site/#mail"
    [sent] = mail.outbox
    assert sent.to == [people.secretariat.email]
    assert "/nl/site/" in sent.body
    assert state_of_site().mail.tested_at is not None


def test_a_mail_server_that_refuses_is_told(people, client_of, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    client_of(people.secretariat).post("/fr/site/", {"test": "mail"})
    assert state_of_site().mail.error


def test_the_worker_does_a_task_and_is_heard(people):
    actions.queue_test(by=people.secretariat)
    record_heartbeat()
    worker = state_of_site().worker
    assert worker.tested is not None
    assert worker.heard is not None


def test_the_address_of_the_settings_is_followed(people, client_of, settings):
    settings.SITE_URL = "https://monitoring.example"
    Site.objects.get_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page_id": 1})
    client_of(people.administrator).post("/nl/site/", {"test": "address"})
    assert state_of_site().address.stored == "https://monitoring.example"


def test_a_test_that_is_none(people, client_of):
    assert client_of(people.secretariat).post("/fr/site/", {"test": "disk"}).status_code == 404


@pytest.mark.parametrize("note", [None, "", "{}", "[]", '{"at": "soon", "bytes": 1}', '{"at": null, "bytes": 1}'])
def test_no_backup_or_a_note_that_cannot_be_read(tmp_path, settings, note):
    settings.VAR = tmp_path
    leave(tmp_path, note)
    assert backup_facts(timezone.now()) is None


def test_the_last_backup(tmp_path, settings):
    settings.VAR = tmp_path
    leave(tmp_path, json.dumps({"at": "2026-06-02T03:00:00+02:00", "bytes": 70, "sha256": "ab"}))
    found = backup_facts(timezone.datetime(2026, 6, 2, 3, tzinfo=timezone.get_fixed_timezone(60)))
    assert (found.size, found.ago.total_seconds()) == (70, 3600)


def leave(folder: Path, note: str | None) -> None:
    (folder / "backups").mkdir()
    if note is not None:
        (folder / "backups" / "last.json").write_text(note, encoding="utf-8")


def test_who_runs_the_site_is_told_on_the_dashboard(people, client_of):
    cache.set(TROUBLE, 3)
    assert known_trouble() == 3
    for person in (people.secretariat, people.administrator):
        assert 'href="/fr/site/"' in client_of(person).get("/fr/dashboard/").content.decode()
    for person in (people.federation, people.ixelles, people.stranger):
        assert "/fr/site/" not in client_of(person).get("/fr/dashboard/").content.decode()
