"""A file reaches those who read its space, harmless, and nobody else."""

import asyncio

import pytest
from django.test import AsyncRequestFactory
from django.urls import reverse
from django.utils.translation import override

from committee.access.models import Space
from issues.attachments.actions import attach_files, withdraw_files
from issues.attachments.inspection import inspect_upload
from issues.attachments.views import download
from tests.issues.attachments.samples import PDF, picture, upload


def attach(person, space, name="scan.pdf", content=PDF):
    place = person.memberships.get().organisation_id
    files = [inspect_upload(upload(name, content))]
    return attach_files(by=person, space=space, organisation_id=place, files=files)[0]


def address(attachment):
    return f"/fr/files/{attachment.key}/"


def test_the_address_has_a_name(people, spaces, storage):
    attachment = attach(people.ixelles, spaces.common)
    with override("fr"):
        assert reverse("issues:file_download", args=[attachment.key]) == address(attachment)


def test_a_reader_downloads_the_file_as_it_is(people, spaces, storage, client_of):
    response = client_of(people.molenbeek).get(address(attach(people.ixelles, spaces.common, "Écran “a”.pdf")))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(PDF))
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%89cran%20%E2%80%9Ca%E2%80%9D.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


def test_an_image_may_show_in_its_tab_without_any_right(people, spaces, storage, client_of):
    response = client_of(people.molenbeek).get(address(attach(people.ixelles, spaces.common, "a.png", picture("PNG"))))
    assert response["Content-Disposition"] == 'inline; filename="a.png"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "common", "federations", "administration", "own"),
    [
        ("ixelles", 200, 200, 404, 200),
        ("molenbeek", 200, 200, 404, 404),
        ("federation", 200, 200, 404, 404),
        ("secretariat", 200, 200, 404, 404),
        ("spp_is", 200, 404, 200, 404),
        ("observer", 200, 404, 404, 404),
        ("stranger", 404, 404, 404, 404),
        ("administrator", 404, 404, 404, 404),
    ],
)
def test_who_gets_files_of_which_lane(
    people, spaces, storage, client_of, name, common, federations, administration, own
):
    browser = client_of(getattr(people, name))
    place = people.ixelles.memberships.get().organisation
    given = [
        attach(people.ixelles, spaces.common),
        attach(people.ixelles, spaces.federations),
        attach(people.spp_is, spaces.administration),
        attach(people.ixelles, Space.objects.own(place)),
    ]
    codes = [browser.get(address(attachment)).status_code for attachment in given]
    assert codes == [common, federations, administration, own]


def test_a_passer_by_is_sent_to_sign_in_whether_the_file_exists_or_not(people, spaces, storage, client):
    for key in (attach(people.ixelles, spaces.common).key, "00000000-0000-4000-8000-000000000000"):
        response = client.get(f"/fr/files/{key}/")
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next=/fr/files/{key}/")


def test_a_withdrawn_file_is_served_to_nobody(people, spaces, storage, client_of):
    attachment = attach(people.ixelles, spaces.common)
    withdraw_files(by=people.ixelles, attachments=[attachment])
    assert client_of(people.ixelles).get(address(attachment)).status_code == 404


@pytest.mark.parametrize("key", ["x", "..%2f..%2fetc%2fpasswd", "00000000-0000-4000-8000-000000000000"])
def test_an_address_that_is_none_is_not_found(people, storage, client_of, key):
    assert client_of(people.ixelles).get(f"/fr/files/{key}/").status_code == 404


def test_only_reading_is_allowed(people, spaces, storage, client_of):
    url = address(attach(people.ixelles, spaces.common))
    assert client_of(people.ixelles).post(url).status_code == 405
    assert client_of(people.ixelles).head(url).status_code == 200


def test_the_web_server_in_front_sends_the_bytes_where_it_can(people, spaces, storage, client_of, settings):
    settings.PRIVATE_ACCEL = "/protected/"
    attachment = attach(people.ixelles, spaces.common)
    response = client_of(people.molenbeek).get(address(attachment))
    assert response["X-Accel-Redirect"] == f"/protected/{attachment.file.name}"
    assert (response.content, response["Content-Type"]) == (b"", "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="scan.pdf"'
    assert client_of(people.stranger).get(address(attachment)).status_code == 404


def test_the_file_streams_piece_by_piece_in_an_asynchronous_server(people, spaces, storage):
    attachment = attach(people.ixelles, spaces.common)
    request = AsyncRequestFactory().get(address(attachment))
    request.user = people.molenbeek
    response = download(request, attachment.key)

    async def received() -> bytes:
        return b"".join([piece async for piece in response])

    assert response.is_async
    assert asyncio.run(received()) == PDF
