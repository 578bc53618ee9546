"""What mail servers report, and what is no report; the addresses to which they do."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from committee.bounces.addresses import bounce_address, is_current, read_bounce_address
from committee.bounces.reports import read_report

TODAY = date(2026, 6, 2)


def report(*groups: str, kind: str = "multipart/report; report-type=delivery-status") -> bytes:
    """A report as mail servers write it; each group is the lines about one recipient."""
    told = "\r\n\r\n".join(("Reporting-MTA: dns; mx.example.org", *groups))
    return (
        f"From: MAILER-DAEMON@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: {kind}; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nfailed\r\n"
        f"--B\r\nContent-Type: message/delivery-status\r\n\r\n{told}\r\n--B--\r\n"
    ).encode()


@pytest.mark.parametrize(
    ("groups", "read"),
    [
        (["Action: failed\r\nStatus: 5.1.1"], ("5.1.1", True)),
        (["Action: failed\r\nStatus: 5.1.1 (no such user)"], ("5.1.1", True)),
        (["Final-Recipient: rfc822; a@example.org\r\naction: FAILED\r\nSTATUS: 5.2.1"], ("5.2.1", True)),
        (["Action: failed\r\nStatus: 5.2.2"], ("5.2.2", False)),
        (["Action: failed\r\nStatus: 5.7.1"], ("5.7.1", False)),
        (["Action: delayed\r\nStatus: 4.4.1"], ("4.4.1", False)),
        (["Action: failed\r\nStatus: 4.4.7"], ("4.4.7", False)),
        (["Action: failed\r\nStatus: 5.7.1", "Action: failed\r\nStatus: 5.1.1"], ("5.1.1", True)),
        (["Action: delivered\r\nStatus: 2.0.0"], None),
        (["Action: relayed\r\nStatus: 5.1.1"], None),
        (["Action: failed\r\nStatus: nonsense"], None),
        (["Action: failed"], None),
        ([], None),
    ],
)
def test_a_report_is_read(groups, read):
    assert read_report(report(*groups)) == read


def test_a_report_of_few_words():
    """As in the field: no action, no recipient, and one group of lines alone."""
    raw = (
        b"Subject: Undelivered\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\n\n"
        b"--B\nContent-Type: text/plain\n\nfailed\n--B\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--B--\n"
    )
    assert read_report(raw) == ("5.1.1", True)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe", b"Subject: 5.1.1\n\nStatus: 5.1.1", report("Status: 5.1.1", kind="multipart/mixed"),
     b"Content-Type: multipart/report\n\nno parts"],
)  # fmt: skip
def test_anything_else_reports_nothing(raw):
    assert read_report(raw) is None


def test_an_address_says_whom_and_when_and_is_signed(settings):
    settings.MAIL_REPLY_DOMAIN = "Reply.example.org"
    person = SimpleNamespace(pk=7, email="ixelles@example.org")
    address = bounce_address(person, TODAY)
    read = read_bounce_address(f"<{address.upper()}>")
    assert read is not None and read.person_id == 7 and len(address.partition("@")[0]) <= 64
    assert is_current(read, person, TODAY) and is_current(read, person, TODAY + timedelta(31))
    assert not is_current(read, person, TODAY + timedelta(32)) and not is_current(read, person, TODAY - timedelta(1))
    assert not is_current(read, SimpleNamespace(pk=7, email="other@example.org"), TODAY)
    local, _at, domain = address.partition("@")
    wrong = local[:-2] + ("aa" if local[-2:] != "aa" else "bb")
    for told in (f"{wrong}@{domain}", f"{local}@elsewhere.example", f"r+{local[2:]}@{domain}", "b+@reply.example.org"):
        assert read_bounce_address(told) is None
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert read_bounce_address(address) == read


def test_without_a_way_in_there_is_no_way_back(settings):
    settings.MAIL_REPLY_DOMAIN = ""
    assert bounce_address(SimpleNamespace(pk=7, email="a@example.org"), TODAY) == ""
