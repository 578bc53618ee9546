"""Moving posts: what goes along, what stays, whose place is kept, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.inbox.models import Notice
from home.search.models import SearchRow
from issues.conversation.moderation.actions.keeping_order import lock_thread
from issues.conversation.moderation.actions.moving import move_posts
from issues.conversation.threads.actions.posts import choose_following, mark_read
from issues.conversation.threads.models import Departure, Follow, Post, ReadMark, Strand
from tests.committee.records import everything, recording
from tests.conftest import filed
from tests.issues.steps import propose, say
from tests.issues.talking import EVERYBODY, LANES, MODERATORS
from tests.scenes import scene

pytestmark = pytest.mark.column


@scene
def target(people, spaces):
    return filed(people.molenbeek, spaces.common, title="Ailleurs")


def move(people, problem, target, *posts, by="secretariat"):
    ends = {"source_id": problem.thread_id, "target_id": target.thread_id}
    return move_posts(by=getattr(people, by), posts=list(posts), **ends)


def numbers(problem, space) -> list[tuple[str, int]]:
    posts = Post.objects.filter(strand__thread=problem.thread_id, strand__space=space).order_by("number")
    return list(posts.values_list("text", "number"))


def test_posts_keep_their_key_and_date_and_go_to_the_end(people, problem, target, spaces):
    first, second, third = (say(people.ixelles, problem, f"{n}.") for n in range(3))
    say(people.jette, target, "Avant.")
    moved = move(people, problem, target, third, second)
    assert numbers(problem, spaces.common) == [("0.", 1)]
    assert numbers(target, spaces.common) == [("Avant.", 1), ("1.", 2), ("2.", 3)]
    now = Post.objects.get(key=second.key)
    assert (now.written_at, now.strand.thread_id, now.text) == (second.written_at, target.thread_id, "1.")
    assert [post.pk for post in moved] == [second.pk, third.pk]
    assert say(people.ixelles, problem, "Encore.").number == 4


def test_open_pages_learn_which_posts_left_and_which_came(people, problem, target):
    first, second = (say(people.ixelles, problem, f"{n}.") for n in range(2))
    move(people, problem, target, first, second)
    here, there = (Strand.objects.get(thread=one.thread_id, space=problem.space) for one in (problem, target))
    assert list(Departure.objects.values_list("strand", "key", "change")) == [
        (here.pk, first.key, 3),
        (here.pk, second.key, 4),
    ]
    assert (here.last_change, there.last_change, there.last_number) == (4, 2, 2)
    assert list(Post.objects.filter(strand=there).values_list("change", flat=True)) == [1, 2]
    move(people, target, problem, first)
    assert not Departure.objects.filter(strand=here, key=first.key).exists()


def test_a_move_is_recorded_once_about_both_ends(people, problem, target, spaces):
    post = say(people.ixelles, problem)
    with recording() as records:
        for _twice in range(2):
            move(people, problem, target, post)
    (entry,) = records
    assert (entry.verb, entry.actor, entry.space) == ("post.moved", people.secretariat, spaces.common)
    assert {problem.about, target.about, ("post", str(post.pk))} <= set(entry.subjects)


def test_answers_that_go_stay_below_and_those_that_stay_stand_alone(people, problem, target):
    root = say(people.ixelles, problem, "Racine.")
    goes = say(people.jette, problem, "Part.", reply_to=root)
    stays = say(people.molenbeek, problem, "Reste.", reply_to=root)
    below = say(people.ixelles, problem, "Dessous.", reply_to=stays)
    change = below.change
    move(people, problem, target, root, goes)
    depths = dict(Post.objects.values_list("text", "depth"))
    assert depths == {"Racine.": 0, "Part.": 1, "Reste.": 0, "Dessous.": 1}
    assert Post.objects.get(pk=stays.pk).reply_to_id == root.pk
    assert Post.objects.get(pk=stays.pk).change > change


def test_nobodys_place_is_lost(people, problem, target):
    posts = [say(people.ixelles, problem, f"{n}.") for n in range(4)]
    strand = posts[0].strand_id
    old = say(people.ixelles, target, "Vieux.")
    mark_read(by=people.jette, numbers={strand: 4, old.strand_id: 1})
    mark_read(by=people.molenbeek, numbers={strand: 2, old.strand_id: 1})
    mark_read(by=people.federation, numbers={strand: 4})
    move(people, problem, target, *posts[2:])
    places = {
        name: place(getattr(people, name), strand, old.strand_id) for name in ("jette", "molenbeek", "federation")
    }
    assert places == {"jette": (4, 3), "molenbeek": (4, 1), "federation": (4, None)}


def place(person, *strands) -> tuple:
    known = dict(ReadMark.objects.filter(person=person).values_list("strand", "number"))
    return tuple(known.get(pk) for pk in strands)


def test_authors_follow_where_their_posts_went_as_they_chose(people, problem, target):
    posts = [say(people.ixelles, problem), say(people.jette, problem)]
    choose_following(by=people.jette, thread=problem.thread_id, level="none")
    move(people, problem, target, *posts)
    levels = dict(Follow.objects.filter(thread=target.thread_id).values_list("person", "level"))
    assert levels[people.ixelles.pk] == "all" and levels[people.jette.pk] == "none"


def test_authors_are_told_and_search_follows(people, problem, target, django_capture_on_commit_callbacks):
    posts = [say(people.ixelles, problem, "Trouvable."), say(people.jette, problem, "Aussi.")]
    with django_capture_on_commit_callbacks(execute=True):
        move(people, problem, target, *posts)
    told = Notice.objects.filter(entry__verb="post.moved", reason="wrote")
    assert set(told.values_list("person", flat=True)) == {people.ixelles.pk, people.jette.pk}
    assert SearchRow.objects.get(kind="post", key=posts[0].key).page_key == target.reference


def test_posts_go_to_a_solution_as_well(people, problem):
    post = say(people.ixelles, problem)
    solution = propose(people.spp_is, problem)
    move_posts(
        by=people.secretariat, posts=[post], source_id=problem.thread_id, target_id=solution.thread_id
    )  # fmt: skip
    assert Post.objects.get(pk=post.pk).strand.thread_id == solution.thread_id


@pytest.mark.parametrize("lane", LANES)
def test_only_who_moderates_the_lane_moves(people, posts, problem, target, lane):
    before = everything()
    for name in set(EVERYBODY) - MODERATORS[lane]:
        with pytest.raises(PermissionDenied):
            move(people, problem, target, posts[lane], by=name)
    assert everything() == before
    (moderator,) = MODERATORS[lane]
    move(people, problem, target, posts[lane], by=moderator)
    assert Post.objects.get(pk=posts[lane].pk).strand.space_id == posts[lane].strand.space_id


def test_posts_never_go_where_their_lane_does_not(people, posts, problem, spaces):
    among = filed(people.federation, spaces.federations, title="Entre nous", impact={})
    with pytest.raises(PermissionDenied):
        move(people, problem, among, posts["common"])
    move(people, problem, among, posts["federations"])
    lock_thread(by=people.secretariat, thread_id=problem.thread_id, reason="Fini.")
    problem.refresh_from_db()
    with pytest.raises(PermissionDenied):
        move(people, among, problem, posts["federations"])


def test_what_was_moved_meanwhile_is_not_moved_on_blindly(people, problem, target, spaces):
    posts = [say(people.ixelles, problem), say(people.ixelles, problem)]
    third = filed(people.ixelles, spaces.common, title="Tiers")
    move(people, problem, target, posts[0])
    with pytest.raises(Refused):
        move(people, problem, third, *posts)
    assert Post.objects.get(pk=posts[1].pk).strand.thread_id == problem.thread_id


def test_at_most_fifty_and_never_to_itself(people, problem, target):
    post = say(people.ixelles, problem)
    with pytest.raises(PermissionDenied):
        move(people, problem, target, *[post] * 51)
    with pytest.raises(PermissionDenied):
        move(people, problem, target)
    with pytest.raises(PermissionDenied):
        move(people, problem, problem, post)
