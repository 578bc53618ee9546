"""Reporting a post: who hears, who decides, and that nobody else ever learns of it."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.inbox.models import Duty, Notice
from committee.inbox.queries import open_duties
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from issues.conversation.moderation.actions.keeping_order import hide_post
from issues.conversation.moderation.actions.reporting import keep_post, report_post
from issues.conversation.moderation.models import Report
from issues.conversation.threads.models import Post
from tests.committee.records import everything, organisation_of, recording
from tests.issues.steps import PHONE
from tests.issues.talking import EVERYBODY, LANES, MODERATORS

REPORTERS = {
    "common": "ixelles", "federations": "editor", "administration": "spp_is_coordination", "own": "ixelles_coordination",
}  # fmt: skip


def report(people, posts, lane="common", by=None, reason="Hors sujet."):
    reporter = getattr(people, by or REPORTERS[lane])
    return report_post(by=reporter, post=posts[lane], reason=reason)


@pytest.mark.parametrize("lane", LANES)
def test_a_report_awaits_those_who_moderate_its_lane(people, posts, lane):
    made = report(people, posts, lane)
    owing = {name for name in EVERYBODY if duties(getattr(people, name))}
    assert owing == MODERATORS[lane]
    assert Duty.objects.get(code="duty.report").key == str(made.pk)


def duties(person) -> list[str]:
    return [duty.code for duty in open_duties(person) if duty.code == "duty.report"]


@pytest.mark.parametrize("lane", LANES)
def test_nothing_of_a_report_is_told_about_the_thread_or_in_a_shared_lane(people, posts, spaces, problem, lane):
    with recording() as records:
        report(people, posts, lane)
    (entry,) = records
    assert entry.verb == "report.made"
    assert entry.subjects == [("report", str(Report.objects.get().pk))]
    assert entry.space.organisation is not None
    assert not Entry.objects.about(*problem.about).filter(verb__startswith="report.").exists()


@pytest.mark.parametrize("lane", ["common", "federations"])
def test_readers_of_the_lane_see_nothing_of_a_report_or_its_decision(people, posts, lane, client_of, problem):
    made = report(people, posts, lane, reason="Motif secret")
    keep_post(by=people.secretariat, post=posts[lane], words="Il reste.")
    organisations = {organisation_of(people.secretariat), made.organisation}
    outsiders = [name for name in ("ixelles", "molenbeek", "jette", "spp_is") if name != REPORTERS[lane]]
    for name in outsiders:
        person = getattr(people, name)
        if organisation_of(person) in organisations:
            continue
        assert not Entry.objects.visible_to(person).filter(verb__startswith="report.").exists(), name
        assert not Notice.objects.filter(person=person, entry__verb__startswith="report.").exists(), name
        browser = client_of(person)
        assert browser.get(f"/fr/reports/{made.pk}/").status_code == 404
        page = browser.get(f"/fr/problems/{problem.reference}/timeline/").content.decode()
        assert "Motif secret" not in page and people.ixelles.function + ", signal" not in page


def test_those_who_moderate_hear_of_a_report_and_who_reported_of_the_decision(
    people, posts, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        report(people, posts)
    assert told("report.made") == {(people.secretariat.pk, "moderates")}
    with django_capture_on_commit_callbacks(execute=True):
        keep_post(by=people.secretariat, post=posts["common"], words="Il reste.")
    assert told("report.kept") == {(people.ixelles.pk, "reported")}


def told(verb: str) -> set[tuple[int, str]]:
    return set(Notice.objects.filter(entry__verb=verb).values_list("person_id", "reason"))


def test_a_second_report_of_one_reader_is_the_first_while_it_is_open(people, posts):
    first = report(people, posts)
    with recording() as records:
        assert report(people, posts, reason="Encore.") == first
    assert records == []
    keep_post(by=people.secretariat, post=posts["common"], words="Il reste.")
    assert report(people, posts, reason="Encore.") != first


def test_a_decision_settles_every_open_report_of_the_post_with_its_words(people, posts):
    report(people, posts)
    report(people, posts, by="federation")
    settled = keep_post(by=people.secretariat, post=posts["common"], words="Il reste.")
    assert {one.reporter for one in settled} == {people.ixelles, people.federation}
    assert {(one.outcome, one.settled_words) for one in Report.objects.all()} == {("kept", "Il reste.")}
    assert not Report.objects.open().exists() and not Duty.objects.filter(done_at=None, code="duty.report").exists()
    again = keep_post(by=people.secretariat, post=posts["common"], words="Il reste.")
    assert again == []


def test_hiding_settles_reports(people, posts):
    report(people, posts)
    hide_post(by=people.secretariat, post=posts["common"], reason="Hors sujet.")
    settled = Report.objects.get()
    assert (settled.outcome, settled.settled_by, settled.settled_words) == ("hidden", people.secretariat, "Hors sujet.")
    assert not Duty.objects.filter(done_at=None, code="duty.report").exists()


@pytest.mark.parametrize("by", ["molenbeek", "editor", "observer", "stranger", "administrator"])
def test_who_wrote_it_or_does_not_write_there_cannot_report(people, posts, by):
    before = everything()
    with pytest.raises(PermissionDenied):
        report(people, posts, by=by)
    assert everything() == before


@pytest.mark.parametrize(("reason", "refusal"), [("  ", Refused), (PHONE, PersonalDataFound)])
def test_a_report_has_a_reason_without_personal_data(people, posts, reason, refusal):
    before = everything()
    with pytest.raises(refusal):
        report(people, posts, reason=reason)
    assert everything() == before


def test_what_is_withdrawn_is_not_reported(people, posts):
    Post.objects.update(withdrawn_at=posts["common"].written_at)
    with pytest.raises(PermissionDenied):
        report(people, posts)
