"""Files of these tests are stored in a folder of their own, and words are read as they are written in the code."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils.translation import override

from issues.attachments import actions
from issues.attachments.models import Attachment


@pytest.fixture
def storage(tmp_path, monkeypatch):
    """The private storage of this test."""
    own = FileSystemStorage(location=tmp_path, base_url=None)
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", own)
    monkeypatch.setattr(actions, "private_storage", lambda: own)
    return own


@pytest.fixture(autouse=True)
def _untranslated():
    with override("en"):
        yield
