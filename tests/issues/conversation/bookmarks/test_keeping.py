"""Bookmarks and tasks: what is kept, whom it awaits, who hears, and that no other lane learns of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import activate

from committee.access.refusals import Refused
from committee.inbox.models import Duty, Notice
from committee.inbox.queries import open_duties
from committee.journal import clock
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from committee.seats.actions import add_seat, begin_mandate, end_membership
from committee.seats.models import Bench
from issues.conversation.bookmarks.actions import drop_bookmark, finish_task, give_task, keep_bookmark, take_task_back
from issues.conversation.bookmarks.models import Bookmark, Task
from issues.conversation.bookmarks.queries import seats_in
from issues.conversation.threads.models import Post
from tests.committee.records import everything, organisation_of, recording
from tests.issues.steps import PHONE, say
from tests.issues.talking import EVERYBODY, LANES, READERS, WRITERS

pytestmark = pytest.mark.column


@pytest.fixture
def seats(people, ground):
    """A seat of the federations and one of the administration, both held."""
    made = {}
    for bench, holder in ((Bench.FEDERATIONS, people.federation), (Bench.ADMINISTRATION, people.spp_is)):
        made[bench.value] = add_seat(
            by=people.administrator, committee=ground.committee, organisation=organisation_of(holder), bench=bench
        )
        begin_mandate(by=people.administrator, seat=made[bench.value], person=holder)
    return made


def give(people, post, by="federation", **facts):
    facts = {"what": "Vérifier le flux.", **facts}
    return give_task(by=getattr(people, by), post=post, **facts)


@pytest.mark.parametrize("lane", LANES)
def test_who_reads_a_post_keeps_it(people, posts, lane):
    for name in EVERYBODY:
        if name in READERS[lane]:
            assert keep_bookmark(by=getattr(people, name), post=posts[lane])
        else:
            with pytest.raises(PermissionDenied):
                keep_bookmark(by=getattr(people, name), post=posts[lane])


def test_a_bookmark_is_kept_once_with_its_last_note_and_no_journal_knows(people, posts):
    with recording() as records:
        for note in ("Un", "Deux", "Deux"):
            keep_bookmark(by=people.ixelles, post=posts["common"], note=note)
    assert records == [] and Bookmark.objects.get().note == "Deux"
    with pytest.raises(PersonalDataFound):
        keep_bookmark(by=people.ixelles, post=posts["common"], note=PHONE)
    assert not drop_bookmark(by=people.jette, post=posts["common"])
    assert drop_bookmark(by=people.ixelles, post=posts["common"])
    assert not drop_bookmark(by=people.ixelles, post=posts["common"])


@pytest.mark.parametrize("lane", LANES)
def test_who_writes_in_a_lane_gives_tasks_to_who_reads_it(people, posts, lane):
    post = posts[lane]
    givers = {name for name in EVERYBODY if gives(people, post, name, person=post.author)}
    assert givers == WRITERS[lane]
    takers = {
        name for name in EVERYBODY if gives(people, post, post.author.email.split("@")[0], person=getattr(people, name))
    }
    assert takers == READERS[lane]


def gives(people, post, by, **facts) -> bool:
    try:
        return bool(give(people, post, by, **facts))
    except PermissionDenied:
        return False


@pytest.mark.parametrize(("lane", "benches"), [
    ("common", {"federations", "administration", "observers"}), ("federations", {"federations"}),
    ("administration", {"administration"}), ("own", set()),
])  # fmt: skip
def test_the_seats_to_which_a_post_can_be_given_are_those_of_its_lane(people, posts, seats, lane, benches):
    assert {seat.bench for seat in seats_in(posts[lane].strand.space)} == benches
    for bench, seat in seats.items():
        assert gives(people, posts[lane], posts[lane].author.email.split("@")[0], seat=seat) is (bench in benches)


def test_a_task_awaits_a_person_by_its_date_and_is_recorded_in_the_lane(people, posts, problem):
    due = clock.today() + timedelta(days=7)
    change = posts["federations"].change
    with recording() as records:
        tasks = [give(people, posts["federations"], person=people.jette, due_on=due) for _twice in range(2)]
    assert tasks[0] == tasks[1]
    (entry,) = records
    post = Post.objects.get(pk=posts["federations"].pk)
    assert (entry.verb, entry.space) == ("task.given", post.strand.space)
    assert {problem.about, ("task", str(tasks[0].pk)), ("post", str(post.pk))} <= set(entry.subjects)
    assert post.change == change + 1
    assert not [name for name in EVERYBODY if awaits(getattr(people, name))]
    (duty,) = [duty for duty in open_duties(people.jette) if duty.code == "duty.task"]
    activate("fr")
    assert (duty.due_on, duty.person, duty.url) == (due, people.jette, f"/fr/tasks/{tasks[0].pk}/")
    assert "Vérifier le flux." in duty.sentence


def awaits(person) -> list[str]:
    return [duty.key for duty in open_duties(person) if duty.code == "duty.task"]


def test_a_task_of_a_seat_awaits_its_organisation(people, posts, seats):
    give(people, posts["common"], seat=seats["administration"])
    assert {name for name in EVERYBODY if awaits(getattr(people, name))} == {"spp_is", "spp_is_coordination"}


@pytest.mark.parametrize("which", ["person", "seat"])
def test_only_whom_it_awaits_finishes_a_task_and_once(people, posts, seats, which):
    whom = {"person": people.spp_is} if which == "person" else {"seat": seats["administration"]}
    task = give(people, posts["common"], **whom)
    allowed = {"spp_is"} | ({"spp_is_coordination"} if which == "seat" else set())
    for name in set(EVERYBODY) - allowed:
        with pytest.raises(PermissionDenied):
            finish_task(by=getattr(people, name), task=task)
    with recording() as records:
        for _twice in range(2):
            finish_task(by=people.spp_is, task=task)
    assert [entry.verb for entry in records] == ["task.done"]
    assert Task.objects.get().done_by == people.spp_is
    assert not Duty.objects.filter(code="duty.task", done_at=None).exists()


def test_who_gave_a_task_or_moderates_takes_it_back(people, posts):
    for name in EVERYBODY:
        task = give(people, posts["common"], person=people.jette, what=f"Pour {name}.")
        if name in ("federation", "secretariat"):
            for _twice in range(2):
                assert take_task_back(by=getattr(people, name), task=task).taken_back
            with pytest.raises(PermissionDenied):
                finish_task(by=people.jette, task=task)
        else:
            with pytest.raises(PermissionDenied):
                take_task_back(by=getattr(people, name), task=task)


def test_who_hears_of_a_task(people, posts, seats, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        task = give(people, posts["common"], seat=seats["administration"])
        finish_task(by=people.spp_is, task=task)
        back = give(people, posts["common"], person=people.jette)
        take_task_back(by=people.secretariat, task=back)
    told = Notice.objects.filter(entry__verb__startswith="task.").order_by("pk")
    assert list(told.values_list("entry__verb", "person", "reason")) == [
        ("task.given", people.spp_is.pk, "tasked"),
        ("task.done", people.federation.pk, "gave"),
        ("task.given", people.jette.pk, "tasked"),
        ("task.taken_back", people.jette.pk, "tasked"),
    ]


@pytest.mark.parametrize(("facts", "refusal"), [
    ({"what": "  "}, Refused), ({"what": PHONE}, PersonalDataFound),
    ({"due_on": clock.today() - timedelta(days=1)}, Refused),
])  # fmt: skip
def test_what_is_refused_leaves_nothing_behind(people, posts, facts, refusal):
    before = everything()
    with pytest.raises(refusal):
        give(people, posts["common"], person=people.jette, **facts)
    with pytest.raises(PermissionDenied):
        give(people, posts["common"])
    assert everything() == before


@pytest.mark.parametrize("lane", LANES)
def test_nothing_of_a_task_reaches_who_does_not_read_its_lane(people, posts, client_of, problem, lane):
    author = posts[lane].author
    task = give(
        people, posts[lane], author.email.split("@")[0], person=author, what=f"Tâche {lane}", due_on=clock.today()
    )
    for name in set(EVERYBODY) - READERS[lane] - {"stranger", "administrator"}:
        person = getattr(people, name)
        assert not Task.objects.visible_to(person).exists()
        assert not Entry.objects.visible_to(person).filter(verb="task.given").exists()
        browser = client_of(person)
        assert browser.get(f"/fr/tasks/{task.pk}/").status_code == 404
        for page in (
            "/fr/tasks/?list=ours",
            "/fr/dashboard/",
            "/fr/inbox/",
            f"/fr/problems/{problem.reference}/timeline/",
        ):
            assert f"Tâche {lane}" not in browser.get(page).content.decode(), (name, page)


def test_the_pages_of_tasks(people, posts, client_of):
    task = give(people, posts["common"], person=people.jette, what="Relire <b>tout</b>", due_on=clock.today())
    giver, taker = client_of(people.federation), client_of(people.jette)
    lists = {
        which: "Relire" in taker.get(f"/fr/tasks/?list={which}").content.decode()
        for which in ("mine", "ours", "given", "done")
    }
    assert lists == {"mine": True, "ours": True, "given": False, "done": False}
    assert "Relire &lt;b&gt;tout" in giver.get("/fr/tasks/?list=given").content.decode()
    page = f"/fr/tasks/{task.pk}/"
    assert giver.post(page).status_code == 403
    assert taker.post(page)["Location"] == page
    assert "Relire" in giver.get("/fr/tasks/?list=done").content.decode()
    assert giver.post(f"{page}back/").status_code == 403


def test_a_task_is_given_from_the_page_after_looking_for_who_does_it(people, posts, client_of):
    url, browser = f"/fr/posts/{posts['common'].key}/task/", client_of(people.federation)
    assert f"person:{people.jette.pk}" not in browser.get(url).content.decode()
    found = browser.get(f"{url}?find=cpas+jette").content.decode()
    assert f"person:{people.jette.pk}" in found and f"person:{people.ixelles.pk}" not in found
    facts = {"who": f"person:{people.jette.pk}", "what": "Relire.", "due_on": ""}
    assert browser.post(f"{url}?find=cpas+jette", facts).status_code == 302
    assert Task.objects.get().person == people.jette
    refused = browser.post(f"{url}?find=cpas+jette", {**facts, "what": PHONE})
    assert refused.status_code == 422 and PHONE in refused.content.decode()
    among = f"/fr/posts/{posts['federations'].key}/task/?find=SPP"
    assert f"person:{people.spp_is.pk}" not in browser.get(among).content.decode()


def test_the_pages_of_bookmarks(people, posts, client_of):
    browser, url = client_of(people.ixelles), f"/fr/posts/{posts['common'].key}/bookmark/"
    assert browser.post(url, {"note": "À <i>relire</i>"}).status_code == 302
    page = browser.get("/fr/bookmarks/").content.decode()
    assert "Mots common." in page and "À &lt;i&gt;relire" in page
    assert "Mots common." not in client_of(people.ixelles_coordination).get("/fr/bookmarks/").content.decode()
    assert browser.post(url, {"drop": "1"}).status_code == 302
    assert not Bookmark.objects.exists()


def test_what_is_no_longer_readable_stands_in_no_list(people, posts, client_of):
    keep_bookmark(by=people.jette, post=posts["federations"])
    give(people, posts["federations"], person=people.jette)
    end_membership(by=people.administrator, membership=people.jette.memberships.get())
    assert not Bookmark.objects.visible_to(people.jette).exists()
    assert open_duties(people.jette) == []


@pytest.mark.parametrize("many", [1, 3])
def test_lists_cost_the_same_for_one_and_for_many(
    people, posts, problem, client_of, django_assert_max_num_queries, many
):
    for n in range(many):
        post = say(people.molenbeek, problem, f"{n}.")
        keep_bookmark(by=people.jette, post=post)
        give(people, post, person=people.jette)
    browser = client_of(people.jette)
    for page in ("/fr/bookmarks/", "/fr/tasks/"):
        browser.get(page)
        with django_assert_max_num_queries(6):
            browser.get(page)


def test_bookmarks_are_paged(people, problem, client_of):
    for n in range(32):
        keep_bookmark(by=people.jette, post=say(people.ixelles, problem, f"Texte {n}."))
    browser = client_of(people.jette)
    first = browser.get("/fr/bookmarks/")
    older = first.context["older"]
    assert len(first.context["rows"]) == 30 and older
    assert [row["line"] for row in browser.get(f"/fr/bookmarks/{older}").context["rows"]] == ["Texte 1.", "Texte 0."]
