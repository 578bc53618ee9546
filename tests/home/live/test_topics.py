"""Who may follow what: each role in each lane, and nothing learnt from a refusal."""

import pytest

from committee.journal.models import Entry
from home.live.publish import messages_of
from home.live.topics import allowed_topics, strands_with_more, topics_of
from issues.conversation.threads.actions.posts import edit_post, withdraw_post
from issues.conversation.threads.models import Strand
from tests.home.live.lanes import say

pytestmark = pytest.mark.column

READS = {
    "ixelles": {"common", "federations"},
    "ixelles_coordination": {"common", "federations"},
    "jette": {"common", "federations", "jette"},
    "federation": {"common", "federations"},
    "secretariat": {"common", "federations"},
    "editor": {"common", "federations"},
    "spp_is": {"common", "administration"},
    "observer": {"common"},
    "administrator": set(),
    "stranger": set(),
}


def strand_topic(committee, lane: str) -> str:
    return f"strand:{Strand.objects.get(thread=committee.problems[lane].thread, space=committee.spaces[lane]).pk}"


def topics_in(committee, lane: str) -> list[str]:
    space, problem = committee.spaces[lane].pk, committee.problems[lane]
    return [strand_topic(committee, lane), f"problems:{space}", f"problem:{problem.reference}:{space}"]


@pytest.mark.parametrize("role", READS)
def test_a_role_follows_exactly_the_lanes_that_it_reads(committee, role):
    person = committee.people[role]
    for lane in committee.problems:
        topics = topics_in(committee, lane)
        assert allowed_topics(person, topics) == (topics if lane in READS[role] else []), (role, lane)


@pytest.mark.parametrize("role", READS)
def test_a_person_follows_no_inbox_but_their_own(committee, role):
    person = committee.people[role]
    inboxes = [f"inbox:{other.pk}" for other in committee.people.values()]
    assert allowed_topics(person, inboxes) == ([f"inbox:{person.pk}"] if READS[role] else [])


def test_a_lane_of_a_readable_case_is_closed_to_who_does_not_read_that_lane(committee):
    case = f"problem:{committee.problems['common'].reference}"
    federations = committee.spaces["federations"].pk
    assert allowed_topics(committee.people["federation"], [f"{case}:{federations}"])
    assert not allowed_topics(committee.people["spp_is"], [f"{case}:{federations}"])


@pytest.mark.parametrize(
    "topic",
    [
        "",
        "strand",
        "strand:",
        "strand:0",
        "strand:007",
        "strand:1 or 1=1",
        "strand:9999999",
        "strand:" + "9" * 30,
        "strand:1:2",
        "STRAND:1",
        "problems:999999",
        "problems:x",
        "problem:CO-2026-9999:1",
        "problem::1",
        "inbox:0",
        "inbox:-1",
        "rights:1",
        "strand:١",
        "problem:CO-2026-0001:1\n",
    ],
)
def test_what_is_no_topic_or_does_not_exist_is_refused(committee, topic):
    assert not allowed_topics(committee.people["federation"], [topic])


def test_asking_for_many_topics_costs_one_query_a_kind(committee, django_assert_num_queries):
    person = committee.people["federation"]
    topics = [topic for lane in committee.problems for topic in topics_in(committee, lane)]
    allowed_topics(person, topics)
    with django_assert_num_queries(2):
        allowed_topics(person, topics)


def test_a_post_touches_its_strand_and_its_thread_in_its_own_lane_only(committee):
    problem, federations = committee.problems["common"], committee.spaces["federations"]
    post = say(committee.people["federation"], problem, "Entre nous.", federations)
    entry = Entry.objects.last()
    assert topics_of(entry) == [f"strand:{post.strand_id}", f"thread:{problem.thread_id}:{federations.pk}"]


def test_what_happens_to_a_problem_touches_its_case_and_the_list_of_its_lane(committee):
    problem, common = committee.problems["common"], committee.spaces["common"].pk
    entry = Entry.objects.get(verb="problem.filed", subjects__key=problem.reference)
    assert topics_of(entry) == [f"problem:{problem.reference}:{common}", f"problems:{common}"]


def test_a_correction_and_a_withdrawal_touch_the_strand(committee):
    person, problem = committee.people["federation"], committee.problems["common"]
    post = say(person, problem, "Ici.")
    edit_post(by=person, post=post, text="Là.")
    assert f"strand:{post.strand_id}" in topics_of(Entry.objects.last())
    withdraw_post(by=person, post=post)
    assert f"strand:{post.strand_id}" in topics_of(Entry.objects.last())


def test_a_change_of_place_touches_no_topic(committee):
    entry = Entry.objects.filter(verb="membership.began").first()
    assert topics_of(entry) == []


def test_a_declaration_touches_its_problem_in_the_lane_where_its_sums_are_read(committee):
    """It is told among federations and CPAS, because it names the CPAS; pages of the common lane hear “changed”."""
    problem, common = committee.problems["common"], committee.spaces["common"].pk
    entry = Entry.objects.get(verb="impact.declared", subjects__key=problem.reference)
    assert entry.space == committee.spaces["federations"]
    assert topics_of(entry) == [f"problem:{problem.reference}:{common}", f"problems:{common}"]
    assert allowed_topics(committee.people["spp_is"], topics_of(entry)) == topics_of(entry)


def test_pages_hear_of_a_declaration_that_something_changed_and_nothing_else(committee):
    entry = Entry.objects.get(verb="impact.declared", subjects__key=committee.problems["common"].reference)
    told = [[topic, {"": f'{{"topic":"{topic}","changed":true}}'}] for topic in topics_of(entry)]
    assert messages_of(entry) == told != []


def test_a_declaration_in_a_lane_of_its_own_is_heard_there_alone(committee):
    problem, jette = committee.problems["jette"], committee.spaces["jette"].pk
    entry = Entry.objects.get(verb="impact.declared", subjects__key=problem.reference)
    assert topics_of(entry) == [f"problem:{problem.reference}:{jette}", f"problems:{jette}"]


def test_nobody_who_reads_less_than_an_entry_can_follow_a_topic_that_it_touches(committee):
    """But for declarations, whose topics say no more than that sums changed."""
    for entry in Entry.objects.exclude(verb__startswith="impact.").prefetch_related("subjects"):
        for role, person in committee.people.items():
            if not Entry.objects.visible_to(person).filter(pk=entry.pk).exists():
                assert allowed_topics(person, topics_of(entry)) == [], (role, entry)


def test_a_page_is_behind_where_a_strand_holds_more_than_it_has(committee):
    topic = strand_topic(committee, "common")
    assert strands_with_more({topic: 0, "problems:1": 0}) == {topic: 1}
    assert strands_with_more({topic: 1}) == {}
