"""Every lane × role × way out: nothing of a lane leaves to who does not read it, and each way is seen to carry something.

In each lane stand a problem, a solution, posts with files, a summary, a task, a report, a draft and a bookmark, each with
a word that no other lane has. Every way out is then asked as everybody; its answer may hold only the words of the lanes
that the person reads, and each lane's word must come out of it for somebody, so that a way that shows nothing fails.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from committee.inbox.actions.letters import collect_letter
from committee.inbox.actions.notices import notify
from committee.inbox.mails.news import write_letter
from committee.inbox.models import Duty, Notice
from committee.inbox.private_addresses import private_token
from committee.journal.models import Entry
from committee.organisations.actions import register_organisation
from committee.people.models import MailPace, Person
from home.live import publish
from home.live.topics import allowed_topics, topics_of
from home.search.queries.results import codes_found
from issues.attachments.actions import attach_files
from issues.attachments.inspection import inspect_upload
from issues.conversation.bookmarks.actions import give_task, keep_bookmark
from issues.conversation.discussions.actions import keep_post_draft
from issues.conversation.email_replies.addresses import reply_address
from issues.conversation.moderation.actions.keeping_order import summarise_strand
from issues.conversation.moderation.actions.reporting import report_post
from issues.conversation.threads.actions.posts import edit_post
from issues.conversation.threads.models import Follow
from issues.deliberation.questions.actions.replying import answer_question
from tests.committee.records import heard, organisation_of
from tests.conftest import filed
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, upload
from tests.issues.deliberation.table import ask as ask_bench
from tests.issues.deliberation.table import join, laid_table, seat_for
from tests.issues.steps import declare, propose, say
from tests.issues.talking import AUTHORS, EVERYBODY, LANES, MODERATORS, READERS, completed, space_in

SIGN = "qwx"
COMMON_WORD = "zygomatique"
"""A word of every text, looked for so that the question itself holds no canary."""
REPORTERS = {
    "common": "jette",
    "federations": "molenbeek",
    "administration": "spp_is_coordination",
    "own": "ixelles_coordination",
}
PROPOSERS = {"common": "spp_is", "federations": "federation", "administration": "spp_is"}


def canary(lane: str, item: str) -> str:
    """A word that stands in one lane only."""
    return f"{SIGN}{lane}{item}"


def found_in(text: str) -> set[str]:
    """The lanes whose words a text holds."""
    return {lane for lane in LANES if f"{SIGN}{lane}" in text.lower()}


class Ground(SimpleNamespace):
    """What stands in each lane: problems, solutions, posts, strands, entries, by lane."""


@pytest.fixture
def ground_of_lanes(people, spaces, storage, monkeypatch, django_capture_on_commit_callbacks) -> Ground:  # noqa: F811
    """One of everything in every lane, told to everybody, whoever they are."""
    completed(people)
    monkeypatch.setattr(publish, "languages_of", lambda _topic: ["fr", "nl"])
    with django_capture_on_commit_callbacks(execute=True):
        laid = lay(people, spaces)
    Person.objects.update(mail_pace=MailPace.AT_ONCE)
    everyone = heard([getattr(people, name) for name in EVERYBODY])
    for entry in laid.entries:
        notify(entry=entry, hearing=everyone)
    Notice.objects.update(mail_due_at=timezone.now() - timedelta(minutes=1))
    return laid


def lay(people, spaces) -> Ground:
    laid = Ground(people=people, spaces={}, problems={}, solutions={}, questions={}, posts={}, home={}, notes={})
    for lane in LANES:
        by = getattr(people, AUTHORS[lane])
        laid.spaces[lane] = space_in(people, spaces, lane)
        words = {"title": canary(lane, "title"), "description": f"{COMMON_WORD} {canary(lane, 'text')}"}
        impact = {"cases": 3, "minutes_likely": 5} if by.email.startswith(("ixelles", "molenbeek")) else {}
        laid.problems[lane] = filed(by, laid.spaces[lane], impact=impact, **words)
    for lane, name in PROPOSERS.items():
        words = {"title": canary(lane, "solution"), "text": f"{COMMON_WORD} {canary(lane, 'remedy')}"}
        laid.solutions[lane] = propose(getattr(people, name), laid.problems[lane], **words)
    lay_questions(laid)
    for lane in LANES:
        speak(laid, lane)
    names = " ".join(problem.reference for problem in laid.problems.values())
    say(people.ixelles, laid.problems["common"], f"Voir {names}.", laid.spaces["common"])
    declare(people.jette, laid.problems["common"], cases=2)
    laid.entries = list(Entry.objects.prefetch_related("subjects").order_by("pk"))
    laid.messages = [message for entry in laid.entries for message in publish.messages_of(entry)]
    laid.lane_of = {space.pk: lane for lane, space in laid.spaces.items()}
    return laid


def lay_questions(laid: Ground) -> None:
    """Ask in each shared lane somebody who reads it, and let it be answered."""
    people, table = laid.people, laid_table(laid.people)
    agency = register_organisation(kind="administration", name_fr="Agence", name_nl="Agentschap", position=95)
    holder = join(people, "agency", agency)
    seat = seat_for(people, agency, "administration", holder)
    for lane, (name, seat, answers) in {
        "common": ("federation", table.federal, people.spp_is),
        "federations": ("federation", table.walloon, table.walloon_holder),
        "administration": ("spp_is", seat, holder),
    }.items():
        words = {"title": canary(lane, "asked"), "text": f"{COMMON_WORD} {canary(lane, 'question')}"}
        laid.questions[lane] = ask_bench(getattr(people, name), seat, laid.spaces[lane], **words)
        answer_question(by=answers, question=laid.questions[lane], text=canary(lane, "answer"), language="fr")


def speak(laid: Ground, lane: str) -> None:
    """Say, correct, attach, summarise, give, report, keep and draft in one lane of the common problem, and at home."""
    people, problem, space = laid.people, laid.problems["common"], laid.spaces[lane]
    by, other = getattr(people, AUTHORS[lane]), getattr(people, REPORTERS[lane])
    place = organisation_of(by)
    file = [inspect_upload(upload(f"{canary(lane, 'file')}.pdf", PDF))]
    files = attach_files(by=by, space=space, organisation_id=place.pk, files=file)
    post = say(by, problem, f"{COMMON_WORD} {canary(lane, 'before')}", space, attachments=files)
    edit_post(by=by, post=post, text=f"{COMMON_WORD} {canary(lane, 'post')}")
    laid.posts[lane], laid.home[lane] = (
        post,
        say(by, laid.problems[lane], f"{COMMON_WORD} {canary(lane, 'home')}", space),
    )
    [moderator] = MODERATORS[lane]
    summarise_strand(by=getattr(people, moderator), strand=post.strand, text=canary(lane, "summary"), language="fr")
    due = timezone.localdate() + timedelta(days=9)
    give_task(by=by, post=post, what=canary(lane, "task"), person=other, due_on=due)
    report_post(by=other, post=post, reason=canary(lane, "report"))
    keep_bookmark(by=other, post=post, note=canary(lane, "note"))
    keep_post_draft(
        by=by, thread_id=laid.problems[lane].thread_id, text=canary(lane, "draft"), key=f"draft-{lane}", version=0,
        kind="comment", language="fr", space_id=space.pk, reply_to=None,
    )  # fmt: skip


class Asker:
    """Somebody who asks, and gathers everything that comes back: bodies, addresses and headers."""

    def __init__(self, person, laid: Ground) -> None:
        self.person, self.laid, self.browser = person, laid, Client()
        if person:
            self.browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])

    def get(self, *urls: str) -> str:
        return "".join(self.text(self.answer(url)) for url in urls)

    def answer(self, url: str):
        """What comes back, also from where a permanent address leads."""
        response = self.browser.get(url)
        there = response.get("Location", "")
        return self.browser.get(there) if there.startswith("/fr/threads/") else response

    def post(self, url: str, words: dict) -> str:
        return self.text(self.browser.post(url, words))

    def each(self, url: str, things: dict, key) -> str:
        return self.get(*(url.format(key(thing)) for thing in things.values()))

    @staticmethod
    def text(response) -> str:
        content = b"".join(response.streaming_content) if response.streaming else response.content
        if content[:2] == b"PK":
            with ZipFile(BytesIO(content)) as archive:
                content = b"\n".join(
                    [*(name.encode() for name in archive.namelist()), *map(archive.read, archive.namelist())]
                )
        return f"{response.headers}\n{content.decode(errors='replace')}\n"


def reference(problem) -> str:
    return problem.reference


def key(thing) -> str:
    return thing.key


def pk(thing) -> int:
    return thing.pk


def thread(problem) -> int:
    return problem.thread_id


def cases(ask: Asker) -> str:
    return ask.each("/fr/problems/{}/", ask.laid.problems, reference)


def threads(ask: Asker) -> str:
    return ask.each("/fr/threads/{}/", ask.laid.problems, thread)


def narrowed_threads(ask: Asker) -> str:
    common = ask.laid.problems["common"].thread_id
    lanes = ("common", "federations", "administration", "organisation")
    return ask.get(
        *(f"/fr/threads/{common}/?lane={lane}" for lane in lanes), f"/fr/threads/{common}/?bench=administration"
    )


def posts(ask: Asker) -> str:
    return ask.each("/fr/posts/{}/", ask.laid.posts, key)


def histories(ask: Asker) -> str:
    return ask.each("/fr/posts/{}/history/", ask.laid.posts, key)


def forms_on_posts(ask: Asker) -> str:
    deeds = ("edit", "report", "hide", "task")
    return "".join(ask.each(f"/fr/posts/{{}}/{deed}/", ask.laid.posts, key) for deed in deeds)


def composers(ask: Asker) -> str:
    common = ask.laid.problems["common"].thread_id
    return "".join(ask.get(f"/fr/threads/{common}/?reply={post.key}") for post in ask.laid.posts.values())


def catching_up(ask: Asker) -> str:
    return ask.each("/fr/strands/{}/after/0/", ask.laid.posts, lambda post: post.strand_id)


def summaries(ask: Asker) -> str:
    return ask.each("/fr/strands/{}/summary/", ask.laid.posts, lambda post: post.strand_id)


def moving(ask: Asker) -> str:
    thread_of = ask.laid.problems["common"].thread_id
    return ask.get(*(f"/fr/threads/{thread_of}/move/?strand={post.strand_id}" for post in ask.laid.posts.values()))


def stories(ask: Asker) -> str:
    return ask.each("/fr/problems/{}/timeline/?reactions=1", ask.laid.problems, reference)


def story_files(ask: Asker) -> str:
    urls = [f"/fr/problems/{problem.reference}/timeline/file/" for problem in ask.laid.problems.values()]
    urls += [f"/fr/solutions/{solution.pk}/timeline/file/" for solution in ask.laid.solutions.values()]
    return "".join(ask.post(url, {"form": form}) for url in urls for form in ("csv", "json"))


def audits(ask: Asker) -> str:
    return ask.each("/fr/audience/problem/{}/", ask.laid.problems, reference)


def versions(ask: Asker) -> str:
    return ask.each("/fr/problems/{}/versions/", ask.laid.problems, reference)


def dossiers(ask: Asker) -> str:
    urls = [f"/fr/problems/{problem.reference}/dossier/" for problem in ask.laid.problems.values()]
    return "".join(ask.post(url, {"lanes": scope}) for url in urls for scope in ("all", "common"))


def exported_lists(ask: Asker) -> str:
    return ask.post("/fr/problems/export/", {"form": "csv"})


def lists(ask: Asker) -> str:
    return ask.get(
        "/fr/problems/", "/fr/problems/?as=board", f"/fr/problems/?q={COMMON_WORD}", "/fr/problems/?state=filed"
    )


def solutions(ask: Asker) -> str:
    return ask.each("/fr/solutions/{}/", ask.laid.solutions, pk)


def questions(ask: Asker) -> str:
    return ask.each("/fr/questions/{}/", ask.laid.questions, pk) + ask.get(
        "/fr/questions/", f"/fr/questions/?q={COMMON_WORD}"
    )


def exported_questions(ask: Asker) -> str:
    return ask.post("/fr/questions/export/", {"form": "csv"})


def solution_stories(ask: Asker) -> str:
    return ask.each("/fr/solutions/{}/timeline/", ask.laid.solutions, pk)


def searches(ask: Asker) -> str:
    return ask.get(
        f"/fr/search/?q={COMMON_WORD}", *(f"/fr/search/?q={COMMON_WORD}&kind={kind}" for kind in codes_found())
    )


def likenesses(ask: Asker) -> str:
    return ask.post("/fr/problems/similar/", {"title": COMMON_WORD, "description": f"{COMMON_WORD} {COMMON_WORD}"})


def dashboards(ask: Asker) -> str:
    return ask.get("/fr/dashboard/")


def inboxes(ask: Asker) -> str:
    return ask.get("/fr/inbox/", "/fr/inbox/?show=all", "/fr/inbox/?shown=all", "/fr/inbox/badge/")


def letters(ask: Asker) -> str:
    letter = ask.person and collect_letter(ask.person.pk)
    mail = letter and write_letter(letter)
    return mail.message().as_string() + mail.body + "".join(part.content for part in mail.alternatives) if mail else ""


def subjects_of_letters(ask: Asker) -> str:
    letter = ask.person and collect_letter(ask.person.pk)
    mail = letter and write_letter(letter)
    return mail.subject if mail else ""


def feeds(ask: Asker) -> str:
    return ask.get(f"/private/{private_token(ask.person)}/inbox.atom") if ask.person else ""


def calendars(ask: Asker) -> str:
    text = ask.get(f"/private/{private_token(ask.person)}/dues.ics") if ask.person else ""
    return text.replace("\r\n ", "")


def live_messages(ask: Asker) -> str:
    """Everything that is pushed to the topics that one may follow."""
    followed = set(allowed_topics(ask.person, [topic for topic, _texts in ask.laid.messages])) if ask.person else set()
    return "".join(str(texts) for topic, texts in ask.laid.messages if topic in followed)


def live_topics(ask: Asker) -> str:
    told = [entry for entry in ask.laid.entries if not entry.verb.startswith("impact.")]
    told = [entry for entry in told if ask.person and allowed_topics(ask.person, topics_of(entry))]
    return " ".join(
        canary(ask.laid.lane_of[entry.space_id], "live") for entry in told if entry.space_id in ask.laid.lane_of
    )


def downloads(ask: Asker) -> str:
    return ask.each("/fr/files/{}/", ask.laid.posts, lambda post: post.attachments.get().key)


def suggestions(ask: Asker) -> str:
    """Who may ask whom one can call: the lane's canary stands for the names that came."""
    thread_of, text = ask.laid.problems["common"].thread_id, ""
    for lane, space in ask.laid.spaces.items():
        response = ask.browser.get(f"/fr/threads/{thread_of}/callable/?lane={space.pk}&q=")
        text += canary(lane, "callable") if response.status_code == 200 else ""
    return text


def previews(ask: Asker) -> str:
    asked = "&".join(f"ref=problem {problem.reference}" for problem in ask.laid.problems.values())
    asked += "".join(f"&ref=solution {solution.pk}" for solution in ask.laid.solutions.values())
    return ask.get(f"/fr/threads/references/?{asked}")


def previewed_posts(ask: Asker) -> str:
    names = " ".join(problem.reference for problem in ask.laid.problems.values())
    common = ask.laid.problems["common"]
    return "".join(
        ask.post(
            "/fr/threads/preview/", {"thread": common.thread_id, "lane": space.pk, "text": names, "language": "fr"}
        )
        for space in ask.laid.spaces.values()
    )


def addresses_to_answer(ask: Asker) -> str:
    said = [entry for entry in ask.laid.entries if entry.verb == "post.added" and ask.person]
    return " ".join(canary(ask.laid.lane_of[e.space_id], "answer") for e in said if reply_address(ask.person, e))


def reports(ask: Asker) -> str:
    numbers = [
        int(subject.key) for entry in ask.laid.entries for subject in entry.subjects.all() if subject.kind == "report"
    ]
    return ask.get("/fr/reports/", *(f"/fr/reports/{number}/" for number in numbers))


def bookmarks(ask: Asker) -> str:
    return ask.get("/fr/bookmarks/")


def tasks(ask: Asker) -> str:
    return ask.get("/fr/tasks/", "/fr/tasks/?list=given", "/fr/tasks/?list=all", "/fr/tasks/?list=done")


def queues(ask: Asker) -> str:
    return ask.get("/fr/problems/queue/", "/fr/problems/drafts/", "/fr/impact/", "/fr/pulse/")


def public_pages(ask: Asker) -> str:
    return ask.get("/fr/", "/nl/", "/sitemap.xml", "/fr/feed/")


ALL = frozenset(LANES)
SHARED = ALL - {"own"}
WAYS = {
    cases: ALL, threads: ALL, narrowed_threads: ALL, posts: ALL, histories: ALL, forms_on_posts: ALL, composers: ALL,
    catching_up: ALL, summaries: ALL, moving: ALL, stories: ALL, story_files: ALL, audits: ALL, versions: ALL, dossiers: ALL,
    exported_lists: ALL, lists: ALL, solutions: SHARED, questions: SHARED, exported_questions: SHARED, solution_stories: SHARED, searches: ALL, likenesses: ALL,
    dashboards: frozenset(), inboxes: ALL, letters: ALL, subjects_of_letters: frozenset(), feeds: ALL, calendars: ALL,
    live_messages: ALL, live_topics: ALL, downloads: ALL, suggestions: ALL, previews: ALL, previewed_posts: ALL,
    addresses_to_answer: ALL, reports: ALL, bookmarks: ALL, tasks: ALL, queues: {"common", "federations"},
    public_pages: frozenset(),
}  # fmt: skip
"""Each way out with the lanes whose words somebody must find there."""
ALONE = {"draft": AUTHORS, "note": REPORTERS}
"""What only one person may ever find, by the end of its word, with who that is in each lane."""
MODERATED = {"report": {lane: MODERATORS[lane] | {REPORTERS[lane]} for lane in LANES}}


def reads(name: str | None) -> set[str]:
    return {lane for lane in LANES if name in READERS[lane]}


@contextmanager
def undone():
    """What asking changes (notices read, letters begun) is taken back, so that each way is asked of the same ground."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)


def asked(ways, laid: Ground) -> tuple[dict, dict]:
    """What leaks by some ways, with where it stood, and the lanes that each way showed to somebody."""
    leaks, seen = {}, {way: set() for way in ways}
    for name in (None, *EVERYBODY):
        ask = Asker(getattr(laid.people, name) if name else None, laid)
        for way in ways:
            with undone():
                text = way(ask).lower()
            seen[way] |= (found := found_in(text))
            leaks |= {(way.__name__, name, lane): context_of(text, lane) for lane in found - reads(name)}
            leaks |= {(way.__name__, name, word): "private" for word in private_words(text, name)}
    return leaks, seen


GROUPS = {
    "pages": [cases, threads, narrowed_threads, posts, histories, forms_on_posts],
    "ways in": [
        composers,
        catching_up,
        summaries,
        moving,
        stories,
        audits,
        versions,
        solutions,
        solution_stories,
        questions,
    ],
    "files": [story_files, dossiers, exported_lists, exported_questions, downloads],
    "looking": [lists, searches, likenesses, previews, previewed_posts, suggestions, public_pages],
    "mail": [letters, subjects_of_letters, feeds, calendars, addresses_to_answer, live_messages, live_topics],
    "desk": [dashboards, inboxes, reports, bookmarks, tasks, queues],
}


def test_every_way_is_asked():
    assert sorted(way.__name__ for ways in GROUPS.values() for way in ways) == sorted(way.__name__ for way in WAYS)


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_leaves_a_lane_but_to_its_readers(ground_of_lanes, settings, group):
    settings.MAIL_REPLY_DOMAIN = "reply.example.org"
    leaks, seen = asked(GROUPS[group], ground_of_lanes)
    assert leaks == {}
    assert {way.__name__: WAYS[way] - lanes for way, lanes in seen.items() if WAYS[way] - lanes} == {}


def context_of(text: str, lane: str) -> str:
    place = text.index(f"{SIGN}{lane}")
    return text[max(0, place - 120) : place + 60]


def private_words(text: str, name: str | None) -> list[str]:
    """The words found that are one person's own, or only for who moderates and who reported."""
    alone = [canary(lane, item) for item, who in ALONE.items() for lane in LANES if who[lane] != name]
    kept = [canary(lane, item) for item, who in MODERATED.items() for lane in LANES if name not in who[lane]]
    return [word for word in (*alone, *kept) if word in text]


def numbers(ask: Asker) -> dict[str, object]:
    """What counters tell a person."""
    lists_seen = ask.browser.get("/fr/problems/export/").context
    found = ask.browser.get(f"/fr/search/?q={COMMON_WORD}").context
    common = ask.laid.problems["common"]
    story = ask.browser.get(f"/fr/problems/{common.reference}/timeline/?what=messages").context
    audit = ask.browser.get(f"/fr/audience/problem/{common.reference}/").context
    return {
        "problems": lists_seen["count"],
        "found": found["results"].counts["problem"].number,
        "posts": sum(line.is_post for line in story["lines"]),
        "lanes": {row["space"].lane for row in audit["today"]},
    }


def test_counters_count_what_one_reads(ground_of_lanes):
    told, expected = {}, {}
    for name in sorted(READERS["common"]):
        with undone():
            told[name] = numbers(Asker(getattr(ground_of_lanes.people, name), ground_of_lanes))
        n, lanes = len(reads(name)), {"organisation" if lane == "own" else lane for lane in reads(name)}
        expected[name] = {"problems": n, "found": n, "posts": n + 2, "lanes": lanes}
    assert told == expected


def test_suggestions_name_readers_of_the_lane_alone(ground_of_lanes):
    thread_of = ground_of_lanes.problems["common"].thread_id
    for lane, space in ground_of_lanes.spaces.items():
        ask = Asker(getattr(ground_of_lanes.people, AUTHORS[lane]), ground_of_lanes)
        for name in EVERYBODY:
            words = getattr(ground_of_lanes.people, name).function
            url = f"/fr/threads/{thread_of}/callable/?lane={space.pk}&q={words}"
            named = {one["name"] for one in json.loads(ask.browser.get(url).content)["found"] if not one["together"]}
            listed = any(one == words or one.startswith(f"{words} (") for one in named)
            assert listed is (name in READERS[lane]), (lane, name, named)


def test_the_ground_is_what_it_says(ground_of_lanes):
    """Everybody was told of everything, follows nothing they do not read, and something awaits in every lane."""
    assert Notice.objects.filter(person=ground_of_lanes.people.observer).count() >= len(ground_of_lanes.entries) - 1
    assert {ground_of_lanes.lane_of.get(duty.entry.space_id) for duty in Duty.objects.select_related("entry")} >= ALL
    assert Follow.objects.exists()
