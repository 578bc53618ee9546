"""Files that the page's script sends: the widget carries the server's limits, a redirect is told and not followed."""

import pytest
from django.http import HttpResponse, HttpResponseRedirect

from issues.attachments import forms
from issues.attachments.forms import AttachmentsField
from issues.attachments.inspection import KINDS, LARGEST
from issues.attachments.middleware import UploadAnswers
from issues.attachments.pictures import MOST_PIXELS
from tests.issues.attachments.test_forms import AnyForm

UPLOAD = {"headers": {"X-Upload": "1"}}


def test_the_page_reads_the_limits_that_the_server_keeps():
    html = str(AnyForm()["files"])
    for name, limit in (("most", forms.AT_MOST), ("largest", LARGEST), ("pixels", MOST_PIXELS)):
        assert f'data-{name}="{limit}"' in html
    assert all(f".{kind}" in html for kind in KINDS)
    assert str(AttachmentsField().help_text).startswith(f"At most {forms.AT_MOST} files of {LARGEST // 1024**2} MB")


def test_the_words_of_the_script_come_with_the_widget():
    html = str(AnyForm()["files"])
    assert "Only 5 files go along" in html and "Larger than 10 MB" in html
    assert html.count("<dialog") == 1 and 'role="status"' in html
    assert "<script" not in html and "style=" not in html and "onclick" not in html


def answered(rf, response, **options):
    return UploadAnswers(lambda _request: response)(rf.post("/fr/problems/file/", **options))


def test_a_redirect_is_told_with_its_cookies(rf):
    response = HttpResponseRedirect("/fr/problems/CO-2026-0001/")
    response.set_cookie("messages", "x")
    answer = answered(rf, response, **UPLOAD)
    assert (answer.status_code, answer["X-Location"]) == (204, "/fr/problems/CO-2026-0001/")
    assert not answer.has_header("Location")
    assert answer.cookies["messages"].value == "x"


@pytest.mark.parametrize("status", [200, 403, 404, 422, 500])
def test_other_answers_stay_as_they_are(rf, status):
    answer = answered(rf, HttpResponse("words", status=status), **UPLOAD)
    assert (answer.status_code, answer.content) == (status, b"words")


def test_a_plain_form_is_sent_on_as_ever(rf):
    assert answered(rf, HttpResponseRedirect("/fr/"))["Location"] == "/fr/"
