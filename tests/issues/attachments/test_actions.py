"""Files are kept, shared and withdrawn by those who may, and each time it is recorded."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.models import Space
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from issues.attachments.actions import attach_files, share_files, withdraw_files
from issues.attachments.inspection import inspect_upload
from issues.attachments.models import Attachment
from tests.issues.attachments.samples import PDF, upload


def files(*names):
    return [inspect_upload(upload(name, PDF)) for name in names or ["scan.pdf"]]


def organisation_of(person):
    return person.memberships.get().organisation


@pytest.fixture
def attachment(people, spaces, storage):
    """A file that Ixelles added in the common lane."""
    return attach(people.ixelles, spaces.common)[0]


def attach(person, space, *names):
    return attach_files(by=person, space=space, organisation_id=organisation_of(person).pk, files=files(*names))


def entries(verb):
    return Entry.objects.filter(verb=verb)


def test_files_are_stored_under_names_that_say_nothing(people, spaces, storage):
    first, second = attach(people.ixelles, spaces.federations, "scan.pdf", "lettre.pdf")
    assert [first.name, second.name] == ["scan.pdf", "lettre.pdf"]
    assert (first.space, first.added_by, first.organisation) == (
        spaces.federations,
        people.ixelles,
        organisation_of(people.ixelles),
    )
    assert first.file.name == f"attachments/{first.key[:2]}/{first.key}"
    with storage.open(first.file.name) as stored:
        assert stored.read() == PDF
    assert (first.size, first.content_type) == (len(PDF), "application/pdf")


def test_adding_is_recorded_once_in_the_lane(people, spaces, storage):
    kept = attach(people.ixelles, spaces.federations, "scan.pdf", "lettre.pdf")
    entry = entries("files.attached").get()
    assert (entry.actor, entry.space, entry.organisation) == (
        people.ixelles,
        spaces.federations,
        organisation_of(people.ixelles),
    )
    assert [(subject.kind, subject.key) for subject in entry.subjects.all()] == [("file", file.key) for file in kept]
    assert entry.sentence == "added the files: scan.pdf, lettre.pdf"


def test_no_file_is_no_entry(people, spaces, storage):
    place = organisation_of(people.ixelles).pk
    assert attach_files(by=people.ixelles, space=spaces.common, organisation_id=place, files=[]) == []
    assert not entries("files.attached").exists()


@pytest.mark.parametrize(
    ("name", "lane", "allowed"),
    [
        ("ixelles", "common", True),
        ("ixelles", "federations", True),
        ("ixelles", "administration", False),
        ("federation", "federations", True),
        ("spp_is", "administration", True),
        ("spp_is", "common", True),
        ("spp_is", "federations", False),
        ("editor", "federations", True),
        ("editor", "common", False),
        ("observer", "common", False),
    ],
)
def test_who_may_add_files_where(people, spaces, storage, name, lane, allowed):
    person, space = getattr(people, name), getattr(spaces, lane)
    if allowed:
        assert attach(person, space)[0].space == space
    else:
        with pytest.raises(PermissionDenied):
            attach(person, space)
        assert not Attachment.objects.exists()
        assert not entries("files.attached").exists()


def test_nobody_adds_files_for_an_organisation_of_others(people, spaces, storage):
    place = organisation_of(people.jette).pk
    with pytest.raises(PermissionDenied):
        attach_files(by=people.ixelles, space=spaces.common, organisation_id=place, files=files())


def test_a_failure_leaves_neither_rows_nor_files(people, spaces, storage, tmp_path):
    place = organisation_of(people.ixelles).pk
    bad = replace(files()[0], name="85.07.30-033.28.pdf")
    with pytest.raises(PersonalDataFound):
        attach_files(by=people.ixelles, space=spaces.common, organisation_id=place, files=[*files(), bad])
    assert not Attachment.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("ixelles", True), ("secretariat", True), ("molenbeek", False), ("federation", False), ("spp_is", False)],
)
def test_who_may_withdraw_a_file(people, attachment, name, allowed):
    person = getattr(people, name)
    if not allowed:
        with pytest.raises(PermissionDenied):
            withdraw_files(by=person, attachments=[attachment])
        assert Attachment.objects.visible_to(people.ixelles).get() == attachment
        return
    assert withdraw_files(by=person, attachments=[attachment]) == [attachment]
    assert entries("files.withdrawn").get().actor == person
    assert not Attachment.objects.visible_to(people.ixelles).exists()


def test_a_file_is_withdrawn_once(people, attachment):
    withdraw_files(by=people.ixelles, attachments=[attachment])
    assert withdraw_files(by=people.ixelles, attachments=[attachment]) == []
    assert entries("files.withdrawn").count() == 1


def test_a_shared_problem_takes_its_files_along(people, spaces, storage):
    own = Space.objects.own(organisation_of(people.ixelles))
    kept = attach(people.ixelles, own)
    assert not Attachment.objects.visible_to(people.molenbeek).exists()
    assert share_files(by=people.ixelles, attachments=kept, space=spaces.common) == kept
    assert Attachment.objects.visible_to(people.molenbeek).get() == kept[0]
    assert entries("files.shared").get().space == spaces.common
    assert share_files(by=people.ixelles, attachments=kept, space=spaces.common) == []


def test_nobody_shares_a_file_out_of_a_lane_or_into_one_where_they_do_not_write(people, spaces, storage):
    kept = attach(people.spp_is, spaces.administration)
    with pytest.raises(PermissionDenied):
        share_files(by=people.ixelles, attachments=kept, space=spaces.common)
    with pytest.raises(PermissionDenied):
        share_files(by=people.spp_is, attachments=kept, space=spaces.federations)
    assert Attachment.objects.get().space == spaces.administration
