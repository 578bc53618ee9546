"""From one's own organisation to the committee: asked first, with who will read what."""

import pytest

from committee.access.lanes import Lane
from issues.attachments.actions import attach_files
from issues.attachments.inspection import inspect_upload
from issues.attachments.models import Attachment
from tests.committee.records import organisation_of, unchanged
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.pages import body, said
from tests.issues.steps import say


def url(problem, language="fr") -> str:
    return f"/{language}/problems/{problem.reference}/share/"


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_page_says_what_goes_and_what_stays(people, own, client_of, language, storage):  # noqa: F811
    say(people.ixelles, own, "Entre nous.")
    say(people.ixelles, own, "Encore entre nous.")
    place = organisation_of(people.ixelles)
    files = [inspect_upload(upload("scan.pdf", PDF))]
    own.attachments.add(*attach_files(by=people.ixelles, space=own.space, organisation_id=place.pk, files=files))
    with unchanged():
        page = client_of(people.ixelles_coordination).get(url(own, language))
    assert page.status_code == 200
    assert said(language, "Every bench will read") in body(page)
    assert "scan.pdf" in body(page)
    assert page.context["staying"] == 2 and page.context["declared"]


def test_sharing_leaves_what_was_said_behind(people, own, client_of, storage):  # noqa: F811
    post = say(people.ixelles, own, "Entre nous.")
    place = organisation_of(people.ixelles)
    files = [inspect_upload(upload("scan.pdf", PDF))]
    own.attachments.add(*attach_files(by=people.ixelles, space=own.space, organisation_id=place.pk, files=files))
    assert client_of(people.ixelles).post(url(own))["Location"] == f"/fr/problems/{own.reference}/"
    own.refresh_from_db()
    post.refresh_from_db()
    assert (own.space.lane, post.strand.space.organisation) == (Lane.COMMON, place)
    assert Attachment.objects.get().space.lane == Lane.COMMON
    shown = body(client_of(people.spp_is).get(f"/fr/problems/{own.reference}/"))
    assert "Entre nous." not in shown and "scan.pdf" in shown


def test_the_case_leads_there(people, own, client_of):
    assert f'href="{url(own)}"' in body(client_of(people.ixelles).get(f"/fr/problems/{own.reference}/"))


def test_what_is_shared_is_not_shared_again(people, problem, client_of):
    with unchanged():
        assert client_of(people.ixelles).get(url(problem)).status_code == 403
        assert client_of(people.ixelles).post(url(problem)).status_code == 403


@pytest.mark.parametrize("name", ["molenbeek", "secretariat", "spp_is", "observer"])
def test_for_others_it_does_not_exist(people, own, client_of, name):
    with unchanged():
        assert client_of(getattr(people, name)).get(url(own)).status_code == 404
        assert client_of(getattr(people, name)).post(url(own)).status_code == 404
