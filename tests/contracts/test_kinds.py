"""A kind of thing is said once: one that is invented here appears everywhere, and no code outside a feature names a kind."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from committee.access.lanes import Lane
from committee.access.standing import SpaceFacts, standing_of
from committee.inbox.mails.sending import send_letters
from committee.inbox.models import Notice
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.subjects import KINDS, Carrier, Description, Findable, Stay, SubjectKind, Trace, address_of
from committee.people.models import MailPace
from home.live.topics import allowed_topics, topics_of
from home.search.queries.results import search
from issues.conversation.discussions.presentation.references import fill_references
from issues.conversation.moderation.queries import thread_named
from issues.conversation.threads.actions.posts import add_post, open_thread
from issues.conversation.threads.extension_points import Owner
from issues.intake.triage.actions.merging import merge_problem, undo_merge
from tests.conftest import filed
from tests.contracts.sources import by_type, place_of, python_files, text_of
from tests.subjects import with_kind

TITLE = "Le formulaire reste muet"


@pytest.fixture
def invented(monkeypatch, people, spaces):
    """Remarks, of which there is one: REM-7, in the common lane, with a thread."""
    space, thread, carried = spaces.common, open_thread(), []

    def mine(person, keys=("7",)) -> set[str]:
        return {"7"} & set(keys) if space.pk in standing_of(person).readable_ids else set()

    def owners(person, threads=(), keys=()) -> dict[int, Owner]:
        asked = mine(person) and (thread.pk in threads or "7" in keys)
        here = SpaceFacts(space.pk, Lane.COMMON, None)
        return {thread.pk: Owner(thread.pk, ("remark", "7"), here, TITLE, "fr")} if asked else {}

    found = Findable("7", ("remark", "7"), timezone.now(), space.pk, "fr", title=TITLE, body="Rien ne se passe.")
    trace = Trace(TITLE, "fr", "/here/", "7", [Stay(space, timezone.now())], thread.pk)
    with_kind(monkeypatch, SubjectKind(
        code="remark", label="Remark", plural="Remarks", address="issues:solution", visible_to=mine,
        reference=re.compile(r"\bREM-(\d+)\b"),
        describe=lambda person, keys: {key: Description(TITLE, "fr", "open", "Ouverte") for key in mine(person, keys)},
        threads=lambda keys: {"7": thread.pk} if "7" in keys else {},
        holders=lambda threads: {thread.pk: ("7", space.pk)} if thread.pk in threads else {},
        owners=owners, recipients=lambda entry: [(people.jette, "calls")], searched=lambda keys: iter([found]),
        spaces=lambda keys: dict.fromkeys(keys, space.pk), trace=lambda person, key: trace if mine(person, [key]) else None,
        carriers=(Carrier("remarks", "Remarks", lambda one: 1, lambda *ends: carried.append(ends) or ["7"],
                          lambda *ends: carried.clear()),),
    ))  # fmt: skip
    return thread, space, carried


@pytest.fixture
def entry(invented, people, django_capture_on_commit_callbacks) -> Entry:
    """Somebody did something to it."""
    _thread, space, _carried = invented
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        return record(by=people.ixelles, verb="remark.made", about=("remark", "7"), space=space, title=TITLE)


def test_it_has_an_address_and_a_timeline_that_is_taken_along(entry, people, client_of):
    assert address_of("remark", "7") == "/fr/solutions/7/"
    page = client_of(people.jette).get("/fr/timeline/remark/7/")
    assert [line.fact for line in page.context["lines"]] == [entry]
    assert TITLE in page.content.decode()
    taken = client_of(people.secretariat).post("/fr/timeline/remark/7/file/", {"form": "csv"})
    assert "remark.made" in b"".join(taken.streaming_content).decode()
    assert client_of(people.stranger).get("/fr/timeline/remark/7/").status_code == 404


def test_its_entries_are_told_in_the_inbox_and_by_mail(entry, people, client_of):
    assert [notice.person for notice in Notice.objects.filter(entry=entry)] == [people.jette]
    assert TITLE in client_of(people.jette).get("/fr/inbox/").content.decode()
    type(people.jette).objects.filter(pk=people.jette.pk).update(mail_pace=MailPace.AT_ONCE)
    Notice.objects.update(mail_due_at=timezone.now())
    send_letters()
    assert [TITLE in message.body for message in mail.outbox if people.jette.email in message.to] == [True]


def test_it_is_searched(entry, people):
    (found,) = search(people.ixelles, "formulaire muet").rows
    assert (found.kind, found.url, found.lane) == ("remark", "/fr/solutions/7/", "common")
    assert search(people.stranger, "formulaire muet").rows == ()


def test_a_post_in_its_thread_is_found_on_its_page(invented, people, django_capture_on_commit_callbacks):
    thread, space, _carried = invented
    with django_capture_on_commit_callbacks(execute=True):
        add_post(by=people.ixelles, thread_id=thread.pk, space=space, text="Chez nous, bouton grisâtre.")
    (found,) = search(people.jette, "grisâtre").rows
    assert (found.kind, TITLE in found.title or found.title) == ("post", "7")


def test_a_text_refers_to_it(invented, people, problem):
    post = add_post(by=people.ixelles, thread_id=problem.thread_id, space=problem.space, text="Comme REM-7.")
    assert TITLE in fill_references(people.jette, [post.html])[0]
    assert TITLE not in fill_references(people.stranger, [post.html])[0]


def test_messages_can_be_moved_to_it(invented, people):
    thread, _space, _carried = invented
    assert thread_named(people.secretariat, "vers REM-7") == thread.pk
    assert thread_named(people.stranger, "vers REM-7") is None


def test_it_follows_a_merge_and_comes_back(invented, people, spaces):
    _thread, _space, carried = invented
    source, target = filed(people.ixelles, spaces.common), filed(people.jette, spaces.common, "Un autre")
    merge = merge_problem(by=people.secretariat, source=source, target=target, reason="Même cause.")
    assert merge.carried["remarks"] == ["7"]
    assert len(carried) == 1
    undo_merge(by=people.secretariat, merge=merge, reason="Deux causes.")
    assert carried == []


def test_who_could_see_it_is_answered(entry, people, client_of):
    page = client_of(people.secretariat).get("/fr/audience/remark/7/")
    assert page.context["title"] == TITLE
    assert page.context["people"] > 0
    assert client_of(people.stranger).get("/fr/audience/remark/7/").status_code == 404


def test_open_pages_hear_of_it(entry, people, spaces):
    topics = [f"remark:7:{spaces.common.pk}", f"remarks:{spaces.common.pk}"]
    assert topics_of(entry) == topics
    assert allowed_topics(people.jette, topics) == topics
    assert allowed_topics(people.stranger, topics) == []


MOST_FILES = 8
EXCEPTIONS = {
    "problem": {
        "home/search/queries/problem_filter.py": "the words of the register's filter",
        "home/search/queries/results.py": "problems are suggested where nothing is found",
        "home/search/queries/similar.py": "similar problems while one files",
        "issues/overview/case/queries.py": "the case page is a problem's",
        "issues/overview/case/views.py": "the case page is a problem's",
        "issues/overview/timeline/urls.py": "addresses that people have kept",
        "issues/intake/triage/queries.py": "the queue and what stands beside a problem in it",
        "publications/opinions/actions/publishing.py": "evidence is a problem",
    },
    "solution": {
        "issues/overview/timeline/urls.py": "addresses that people have kept",
        "home/search/queries/problem_filter.py": "the words of the register's filter look into solutions",
    },
    "question": {"issues/conversation/threads/models.py": "a sort of post has the same word"},
    "pulse": {"committee/inbox/models.py": "a sort of letter has the same word"},
    "post": {
        "home/live/publish.py": "a thread topic pushes the post itself",
        "issues/overview/timeline/queries.py": "posts stand in a story themselves",
        "issues/overview/timeline/presentation/rows.py": "posts stand in a story themselves",
    },
}
"""Files outside a kind's own group that name it, each with its reason."""


@cache
def own_group(code: str) -> str:
    """The folder of the group, or of the feature in an app without groups, that states a kind."""
    stating = f'code="{code}"'
    (path,) = (path for path in python_files() if path.name == "subject.py" and stating in text_of(path))
    return "/".join(place_of(path.parent).split("/")[:2])


def named_by_pair(node: ast.Tuple) -> set[str]:
    """A kind and a key."""
    return strings(node.elts[0]) if len(node.elts) == 2 and isinstance(node.ctx, ast.Load) else set()


def named_by_word(node: ast.keyword) -> set[str]:
    """What is given as a kind, or first as arguments of an address."""
    if node.arg == "args" and isinstance(node.value, ast.List):
        return {word for one in node.value.elts[:1] for word in strings(one)}
    return strings(node.value) if node.arg and node.arg.endswith("kind") else set()


def named_by_comparison(node: ast.Compare) -> set[str]:
    """What a kind is compared with."""
    said = {word for one in (node.left, *node.comparators) for word in strings(one)}
    return said if said & set(KINDS) and "kind" in ast.dump(node).lower() else set()


def named_by_filter(node: ast.Dict) -> set[str]:
    """What stands for a kind in a dictionary."""
    pairs = zip(node.keys, node.values, strict=True)
    return {
        word for key, value in pairs if key and {"kind", "subjects__kind"} & strings(key) for word in strings(value)
    }


def named_by_call(node: ast.Call) -> set[str]:
    """What a thing is looked up by."""
    if getattr(node.func, "attr", getattr(node.func, "id", "")) not in ("about", "address_of"):
        return set()
    return {word for one in node.args[:1] for word in strings(one)}


def named_by_import(node: ast.ImportFrom) -> set[str]:
    """A kind that is imported itself."""
    return {name.name.lower() for name in node.names} if (node.module or "").endswith(".subject") else set()


NAMES = {
    ast.Tuple: named_by_pair,
    ast.keyword: named_by_word,
    ast.Compare: named_by_comparison,
    ast.Dict: named_by_filter,
    ast.Call: named_by_call,
    ast.ImportFrom: named_by_import,
}


def named_in(path: Path) -> set[str]:
    """The kinds that a file names where a kind is meant."""
    known = by_type(path)
    return set(KINDS) & {word for one, names in NAMES.items() for node in known.get(one, ()) for word in names(node)}


def strings(node: ast.AST) -> set[str]:
    """The texts in an expression."""
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_no_code_outside_a_feature_names_a_kind():
    named: dict[str, set[str]] = {}
    for path in python_files():
        place = place_of(path)
        if place == "home/wiring.py" or place.startswith("home/demo/"):
            continue
        for code in named_in(path):
            if not place.startswith(own_group(code) + "/"):
                named.setdefault(code, set()).add(place)
    assert {code: sorted(places) for code, places in named.items()} == {c: sorted(p) for c, p in EXCEPTIONS.items()}


def test_the_exceptions_are_few():
    assert max(Counter({code: len(places) for code, places in EXCEPTIONS.items()}).values()) <= MOST_FILES
