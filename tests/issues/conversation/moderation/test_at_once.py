"""Movers, writers and readers at the same posts at once: one succeeds, nothing is half done, nobody waits forever."""

from issues.conversation.moderation.actions.keeping_order import hide_post
from issues.conversation.moderation.actions.moving import move_posts
from issues.conversation.moderation.actions.reporting import report_post
from issues.conversation.moderation.models import Report
from issues.conversation.threads.actions.posts import edit_post, react
from issues.conversation.threads.models import Post, Strand
from tests.at_once import at_once, several_writers
from tests.conftest import filed
from tests.issues.steps import say

pytestmark = several_writers


def moving(people, source, target, posts):
    ends = {"source_id": source.thread_id, "target_id": target.thread_id}
    return lambda: move_posts(by=people.secretariat, posts=posts, **ends)


def gapless(strand: Strand) -> bool:
    """Whether no two changes of a strand are one, and none is beyond its count."""
    changes = [*strand.posts.values_list("change", flat=True), *strand.departures.values_list("change", flat=True)]
    return len(set(changes)) == len(changes) and max(changes, default=0) <= strand.last_change


def test_two_movers_of_the_same_posts(people, spaces):
    source, one, two = (filed(people.ixelles, spaces.common, title) for title in ("Source", "Un", "Deux"))
    posts = [say(people.ixelles, source, f"{n}.") for n in range(5)]
    results = at_once(moving(people, source, one, posts), moving(people, source, two, posts))
    assert sorted(type(result).__name__ for result in results) == ["Refused", "list"]
    assert Post.objects.values("strand").distinct().count() == 1
    assert all(gapless(strand) for strand in Strand.objects.all())


def test_moves_in_both_directions_do_not_wait_for_each_other(people, spaces):
    one, two = (filed(people.ixelles, spaces.common, title) for title in ("Un", "Deux"))
    ours, theirs = ([say(people.ixelles, problem, f"{n}.") for n in range(5)] for problem in (one, two))
    results = at_once(moving(people, one, two, ours), moving(people, two, one, theirs))
    assert [type(result).__name__ for result in results] == ["list", "list"]
    assert all(gapless(strand) for strand in Strand.objects.all())


def test_a_move_against_new_posts_corrections_and_words(people, spaces):
    source, target = (filed(people.ixelles, spaces.common, title) for title in ("Source", "Cible"))
    posts = [say(people.ixelles, source, f"{n}.") for n in range(5)]
    deeds = [
        moving(people, source, target, posts),
        lambda: say(people.jette, source, "Neuf.", reply_to=posts[0]),
        lambda: say(people.jette, target, "Neuf là."),
        lambda: edit_post(by=people.ixelles, post=posts[1], text="Corrigé."),
        lambda: react(by=people.jette, post=posts[2], word="agree"),
        lambda: hide_post(by=people.secretariat, post=posts[3], reason="Hors sujet."),
    ]
    results = at_once(*deeds)
    assert not [result for result in results if isinstance(result, Exception)]
    assert Post.objects.filter(strand__thread=target.thread_id).count() == 6
    assert Post.objects.get(pk=posts[1].pk).text == "Corrigé."
    for strand in Strand.objects.all():
        assert gapless(strand)
        assert strand.last_number >= strand.posts.count()


def test_a_double_click_reports_and_hides_once(people, problem):
    post = say(people.ixelles, problem)
    facts = {"post": post, "reason": "Hors sujet."}
    reports = at_once(*[lambda: report_post(by=people.jette, **facts)] * 3)
    assert reports == [Report.objects.get()] * 3
    hidden = at_once(*[lambda: hide_post(by=people.secretariat, **facts)] * 3)
    assert hidden == [post] * 3
    assert Strand.objects.get(pk=post.strand_id).last_change == 2
