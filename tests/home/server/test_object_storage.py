"""Files in a bucket: kept there and nowhere else, read by the site alone, and left out of backups, which say so."""

from __future__ import annotations

from types import SimpleNamespace

import boto3
import pytest
import requests
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from moto import mock_aws

from committee.access.lanes import Lane
from committee.access.models import Space
from home.backups.actions import Unsuitable, folders, require_place_for_files
from home.settings.environment import file_storage
from issues.attachments import actions
from issues.attachments.models import Attachment
from tests.issues.attachments.test_views import address, attach

URL = "s3://portal/site?region=eu-west-1"


@pytest.fixture
def bucket(monkeypatch):
    """A bucket, and the storage of private files in it, as FILES_URL says."""
    for name, value in {"FILES_URL": URL, "FILES_KEY": "key", "FILES_SECRET": "secret"}.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        place = {"LocationConstraint": "eu-west-1"}
        client = boto3.client("s3", region_name="eu-west-1")
        client.create_bucket(Bucket="portal", CreateBucketConfiguration=place)
        told = file_storage("private", private=True)
        own = import_string(told["BACKEND"])(**told["OPTIONS"])
        monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", own)
        monkeypatch.setattr(actions, "private_storage", lambda: own)
        yield SimpleNamespace(client=client, storage=own)


def test_a_file_is_kept_in_the_bucket_and_given_to_who_may_read_it(people, bucket, client_of):
    attachment = attach(people.ixelles, Space.objects.lane(Lane.FEDERATIONS))
    [kept] = bucket.client.list_objects_v2(Bucket="portal")["Contents"]
    assert kept["Key"] == f"site/private/{attachment.file.name}"
    answer = client_of(people.molenbeek).get(address(attachment))
    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200 and len(content) == kept["Size"] == attachment.size
    assert client_of(people.spp_is).get(address(attachment)).status_code == 404
    grants = bucket.client.get_object_acl(Bucket="portal", Key=kept["Key"])["Grants"]
    assert {grant["Grantee"]["Type"] for grant in grants} == {"CanonicalUser"}
    plain = f"https://portal.s3.eu-west-1.amazonaws.com/{kept['Key']}"
    assert requests.get(plain, timeout=5).status_code == 403


def test_a_file_that_is_gone_from_the_site_is_gone_from_the_bucket(people, bucket):
    attachment = attach(people.ixelles, Space.objects.lane(Lane.COMMON))
    attachment.file.delete(save=False)
    assert "Contents" not in bucket.client.list_objects_v2(Bucket="portal")


def test_without_an_address_files_stand_on_the_disk(monkeypatch):
    monkeypatch.delenv("FILES_URL", raising=False)
    assert file_storage("private", private=True)["BACKEND"].endswith("FileSystemStorage")


@pytest.mark.parametrize("url", ["https://bucket", "s3://", "s3://bucket?acl=public-read", "bucket"])
def test_another_address_is_refused(monkeypatch, url):
    monkeypatch.setenv("FILES_URL", url)
    with pytest.raises(ImproperlyConfigured, match="FILES_URL"):
        file_storage("private", private=True)


def test_every_part_of_the_address_is_read(monkeypatch):
    monkeypatch.setenv("FILES_URL", "s3://portal?endpoint=https://storage.example:9000&region=be")
    options = file_storage("media", private=False)["OPTIONS"]
    told = {name: options[name] for name in ("bucket_name", "location", "endpoint_url", "region_name")}
    assert told == {
        "bucket_name": "portal", "location": "media", "endpoint_url": "https://storage.example:9000", "region_name": "be",
    }  # fmt: skip


def test_a_backup_leaves_the_bucket_alone(settings):
    settings.FILES_IN_BUCKET = True
    assert folders() == {}
    with pytest.raises(Unsuitable, match="FILES_URL"):
        require_place_for_files(SimpleNamespace(files=3))
    require_place_for_files(SimpleNamespace(files=0))
