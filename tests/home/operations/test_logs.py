"""Log lines are JSON with the request they belong to, and hold nothing of a person; errors are mailed the same way."""

import json
import logging
import threading

import pytest
from django.core import mail
from django.db import IntegrityError

from home.operations.logs import REQUEST, AdminMails, JsonFormatter, scrub

SAID = {
    "Forbidden: jan.janssens@ocmw.example tried": "Forbidden: [address] tried",
    "Not Found: /fr/search/?q=dupont+expulsion": "Not Found: /fr/search/?[…]",
    "call 0478 12 34 56 now": "call [number] now",
    "85.07.30-033.61 is wrong": "[number] is wrong",
    "GET /mail/stop/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.x/": "GET /mail/stop/[token]/",
    "entry 123456 was not told to open pages": "entry 123456 was not told to open pages",
    "/fr/problems/CO-2026-0012/": "/fr/problems/CO-2026-0012/",
}


@pytest.mark.parametrize("said", SAID)
def test_what_may_say_who_somebody_is_is_left_out(said):
    assert scrub(said) == SAID[said]


def record_of(error: Exception | None = None, message: str = "%s failed", *words) -> logging.LogRecord:
    try:
        if error:
            raise error
    except Exception:
        import sys

        return logging.LogRecord("home.x", logging.ERROR, "x.py", 7, message, words or ("this",), sys.exc_info())
    return logging.LogRecord("home.x", logging.ERROR, "x.py", 7, message, words or ("this",), None)


def test_a_line_is_one_json_object_with_its_request():
    token = REQUEST.set("abcdef0123456789")
    try:
        told = json.loads(JsonFormatter().format(record_of(message="two\nlines %s")))
    finally:
        REQUEST.reset(token)
    assert (told["level"], told["logger"], told["request"]) == ("error", "home.x", "abcdef0123456789")
    assert told["message"] == "two\nlines this"
    assert "\n" not in JsonFormatter().format(record_of(message="two\nlines %s"))


def test_an_error_is_told_by_its_class_and_place_never_by_its_words():
    line = JsonFormatter().format(record_of(IntegrityError("Key (email)=(jan@ocmw.example) exists")))
    told = json.loads(line)
    assert told["error"] == "django.db.utils.IntegrityError"
    assert told["trace"] == [
        f"tests/home/operations/test_logs.py:{told['trace'][0].split(':')[1].split()[0]} record_of"
    ]
    assert "ocmw" not in line and "Key" not in line


def wait_for_mails() -> None:
    for thread in threading.enumerate():
        if thread.name == "admins":
            thread.join()


def test_an_error_is_mailed_once_and_without_its_words(settings):
    settings.ADMINS = [("Duty", "duty@example.org")]
    handler = AdminMails()
    for _ in range(3):
        handler.handle(record_of(IntegrityError("Key (email)=(jan@ocmw.example) exists")))
        wait_for_mails()
    [sent] = mail.outbox
    assert sent.to == ["duty@example.org"]
    assert "IntegrityError" in sent.subject and "ocmw" not in sent.subject + sent.body
    handler.handle(record_of(ValueError("other")))
    wait_for_mails()
    assert len(mail.outbox) == 2


def test_every_answer_names_its_request_and_logs_no_address(client, db, caplog):
    with caplog.at_level(logging.INFO, "portal.requests"):
        answer = client.get("/fr/search/?q=dupont", headers={"X-Request-ID": "from-the-proxy-1"})
        made = client.get("/fr/nothing/", headers={"X-Request-ID": "<script>"})
    assert answer["X-Request-ID"] == "from-the-proxy-1"
    assert made["X-Request-ID"].isalnum() and len(made["X-Request-ID"]) == 32
    lines = [JsonFormatter().format(record) for record in caplog.records if record.name == "portal.requests"]
    assert json.loads(lines[0]).items() >= {"view": "home:search", "status": 200, "method": "GET"}.items()
    assert not any("dupont" in line for line in lines)


def test_a_request_under_another_name_is_answered_and_told_to_nobody(client, settings, db, caplog):
    settings.ALLOWED_HOSTS = ["portal.example"]
    answer = client.get("/fr/", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.content) == (400, b"Unknown host")
