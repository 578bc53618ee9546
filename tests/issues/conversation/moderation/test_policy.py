"""Who may keep order where: every role, every lane, every deed."""

import pytest

from issues.conversation.moderation import policy
from issues.conversation.threads.models import Mark, Post
from tests.issues.talking import AUTHORS, EVERYBODY, LANES, MODERATORS, READERS, WRITERS, about

ADMINISTRATION = {"spp_is", "spp_is_coordination"}


def allowed(people, question) -> set[str]:
    return {name for name in EVERYBODY if question(getattr(people, name))}


@pytest.mark.parametrize("lane", LANES)
def test_who_writes_in_a_lane_reports_what_others_say_there(people, posts, lane):
    reporters = allowed(people, lambda person: policy.may_report_post(person, posts[lane]))
    assert reporters == WRITERS[lane] - {AUTHORS[lane]}


@pytest.mark.parametrize("lane", LANES)
def test_who_moderates_a_lane_hides_marks_summarises_and_moves(people, posts, lane):
    post = posts[lane]
    space_id = post.strand.space_id
    hidden = Post(author=post.author, strand=post.strand, hidden_at=post.written_at, hidden_reason="x")
    deeds = {
        "hide": lambda person: policy.may_hide_post(person, post),
        "show": lambda person: policy.may_show_post_again(person, hidden),
        "decide": lambda person: policy.may_mark_post(person, post, Mark.DECISION),
        "summarise": lambda person: policy.may_summarise(person, space_id),
        "move": lambda person: policy.may_move_posts(person, space_id),
        "keep": lambda person: policy.may_keep_post(person, post),
    }
    assert {name: allowed(people, deed) for name, deed in deeds.items()} == dict.fromkeys(deeds, MODERATORS[lane])


@pytest.mark.parametrize("lane", LANES)
def test_answers_are_marked_by_the_administration_as_well_in_the_common_lane(people, posts, lane):
    marking = allowed(people, lambda person: policy.may_mark_post(person, posts[lane], Mark.ANSWER))
    assert marking == MODERATORS[lane] | (ADMINISTRATION if lane == "common" else set())


def test_the_administration_does_not_undo_a_decision(people, posts):
    Post.objects.filter(pk=posts["common"].pk).update(mark=Mark.DECISION)
    posts["common"].refresh_from_db()
    assert allowed(people, lambda person: policy.may_mark_post(person, posts["common"])) == {"secretariat"}


@pytest.mark.parametrize("lane", LANES)
def test_who_reads_the_words_of_a_hidden_post(people, posts, lane):
    post = posts[lane]
    post.hidden_at = post.written_at
    readers = allowed(people, lambda person: policy.may_read_hidden(person, post))
    assert readers == MODERATORS[lane] | {AUTHORS[lane]}
    assert readers <= READERS[lane]
    post.withdrawn_at = post.written_at
    assert allowed(people, lambda person: policy.may_read_hidden(person, post)) == set()


def test_a_thread_is_locked_by_who_moderates_the_lane_of_what_it_is_about(people, posts, own):
    common, internal = about(posts["administration"]), own.owner_of_thread
    assert allowed(people, lambda person: policy.may_lock_thread(person, common)) == {"secretariat"}
    assert allowed(people, lambda person: policy.may_lock_thread(person, internal)) == {"ixelles_coordination"}


def test_who_moderates_anywhere_reads_the_list_of_reports(people, ground):
    moderators = {"secretariat", "ixelles_coordination", "spp_is_coordination"}
    assert allowed(people, policy.may_read_reports) == moderators


def test_a_moderator_does_not_decide_that_their_own_post_stays(people, problem):
    from tests.issues.steps import say

    post = say(people.secretariat, problem)
    assert not policy.may_keep_post(people.secretariat, post)
    assert policy.may_hide_post(people.secretariat, post)


@pytest.mark.parametrize("lane", LANES)
def test_a_policy_costs_no_query(people, posts, lane, django_assert_num_queries):
    post = Post.objects.select_related("strand__space").get(pk=posts[lane].pk)
    policy.may_hide_post(people.secretariat, post)
    with django_assert_num_queries(0):
        policy.may_hide_post(people.secretariat, post)
        policy.marks_for(people.secretariat, post)
