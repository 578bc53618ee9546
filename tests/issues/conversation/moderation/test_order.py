"""Marks, locks and summaries: done, refused, recorded once, and nothing left behind."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.privacy.models import PersonalDataFound
from issues.conversation.discussions.queries import reading_of
from issues.conversation.moderation.actions.keeping_order import lock_thread, mark_post, summarise_strand, unlock_thread
from issues.conversation.moderation.models import Summary
from issues.conversation.threads.models import Post, Thread
from tests.committee.records import everything, recording
from tests.issues.steps import PHONE, say
from tests.issues.talking import EVERYBODY, LANES, MODERATORS


def mark(people, post, word, by="secretariat"):
    return mark_post(by=getattr(people, by), post=post, mark=word)


@pytest.mark.parametrize("lane", LANES)
def test_a_mark_is_the_next_change_of_the_strand_and_recorded_once(people, posts, lane):
    post, (moderator,) = posts[lane], MODERATORS[lane]
    before = post.change
    with recording() as records:
        for _twice in range(2):
            mark(people, post, "decision", by=moderator)
    assert [(entry.verb, entry.space) for entry in records] == [("post.marked", post.strand.space)]
    kept = Post.objects.get(pk=post.pk)
    assert (kept.mark, kept.change) == ("decision", before + 1)
    with recording() as records:
        mark(people, post, "", by=moderator)
    assert [entry.verb for entry in records] == ["post.unmarked"]
    assert Post.objects.get(pk=post.pk).mark == ""


@pytest.mark.parametrize("lane", LANES)
def test_nobody_else_marks_a_decision(people, posts, lane):
    before = everything()
    for name in set(EVERYBODY) - MODERATORS[lane]:
        with pytest.raises(PermissionDenied):
            mark(people, posts[lane], "decision", by=name)
    assert everything() == before


def test_the_administration_marks_answers_in_the_common_lane(people, posts):
    mark(people, posts["common"], "answer", by="spp_is")
    assert Post.objects.get(pk=posts["common"].pk).mark == "answer"
    with pytest.raises(PermissionDenied):
        mark(people, posts["administration"], "answer", by="spp_is")


def test_a_mark_that_is_none_is_refused(people, posts):
    with pytest.raises(ValueError):
        mark(people, posts["common"], "nonsense")


def test_a_locked_thread_takes_no_post_in_any_lane(people, posts, problem, spaces):
    with recording() as records:
        for _twice in range(2):
            lock_thread(by=people.secretariat, thread_id=problem.thread_id, reason="Tout est dit.")
    assert [(entry.verb, entry.space, entry.subjects) for entry in records] == [
        ("thread.locked", spaces.common, [problem.about, ("thread", str(problem.thread_id))])
    ]
    problem.refresh_from_db()
    assert problem.owner_of_thread.closed and problem.owner_of_thread.locked == "Tout est dit."
    for person, space in ((people.ixelles, spaces.common), (people.spp_is, spaces.administration)):
        with pytest.raises(PermissionDenied):
            say(person, problem, space=space)
        with pytest.raises(PermissionDenied):
            from issues.conversation.threads.actions.posts import add_post

            add_post(by=person, thread_id=problem.thread_id, space=space, text="Quand même.")


def test_an_unlocked_thread_takes_posts_again(people, posts, problem):
    lock_thread(by=people.secretariat, thread_id=problem.thread_id, reason="Tout est dit.")
    with recording() as records:
        for _twice in range(2):
            unlock_thread(by=people.secretariat, thread_id=problem.thread_id)
    assert [entry.verb for entry in records] == ["thread.unlocked"]
    problem.refresh_from_db()
    assert say(people.ixelles, problem).number == 2


@pytest.mark.parametrize(("reason", "refusal"), [(" ", Refused), (PHONE, PersonalDataFound)])
def test_a_lock_has_a_reason_without_personal_data(people, posts, problem, reason, refusal):
    before = everything()
    with pytest.raises(refusal):
        lock_thread(by=people.secretariat, thread_id=problem.thread_id, reason=reason)
    assert everything() == before


def test_nobody_else_locks(people, posts, problem):
    for name in set(EVERYBODY) - {"secretariat"}:
        with pytest.raises(PermissionDenied):
            lock_thread(by=getattr(people, name), thread_id=problem.thread_id, reason="Non.")
    assert Thread.objects.get(pk=problem.thread_id).locked_at is None


def summarise(people, posts, text, lane="common", by="secretariat"):
    facts = {"strand": posts[lane].strand, "text": text, "language": "fr"}
    return summarise_strand(by=getattr(people, by), **facts)


@pytest.mark.parametrize("lane", LANES)
def test_a_summary_stands_above_its_strand_and_is_recorded_in_its_lane(people, posts, problem, lane):
    (moderator,) = MODERATORS[lane]
    with recording() as records:
        for _twice in range(2):
            summarise(people, posts, "On **attend** le correctif.", lane, moderator)
    assert [(entry.verb, entry.space) for entry in records] == [("summary.written", posts[lane].strand.space)]
    summary = Summary.objects.get()
    assert "<strong>attend</strong>" in summary.html and summary.up_to == 1
    seen = reading_of(getattr(people, moderator), problem.thread_id).strands[posts[lane].strand_id].summary
    assert (seen.html, seen.pk) == (summary.html, summary.pk)


def test_earlier_summaries_are_kept_and_the_last_may_be_taken_away(people, posts):
    for text in ("Un.", "Deux.", ""):
        summarise(people, posts, text)
    assert [one.text for one in Summary.objects.all()] == ["", "Deux.", "Un."]
    strand = posts["common"].strand
    assert reading_of(people.secretariat, strand.thread_id).strands[strand.pk].summary is None
    with recording() as records:
        assert summarise(people, posts, " ") is None
    assert records == []


@pytest.mark.parametrize("lane", LANES)
def test_nobody_else_summarises(people, posts, lane):
    for name in set(EVERYBODY) - MODERATORS[lane]:
        with pytest.raises(PermissionDenied):
            summarise(people, posts, "Non.", lane, name)
    with pytest.raises(PersonalDataFound):
        summarise(people, posts, PHONE, lane, next(iter(MODERATORS[lane])))
    assert not Summary.objects.exists()


def test_a_summary_holds_no_markup_of_its_writer(people, posts):
    summary = summarise(people, posts, "<script>alert(1)</script> [x](javascript:alert(1))")
    assert "<script" not in summary.html and 'href="javascript' not in summary.html
