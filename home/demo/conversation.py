"""A discussion under way: answers, calls, reactions, a decision, a summary, a task; counted back from today."""

import json
import re
from datetime import timedelta
from pathlib import Path

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.journal import clock
from committee.people.models import Person
from home.demo.typography import typeset_all
from issues.conversation.bookmarks.actions import give_task, keep_bookmark
from issues.conversation.moderation.actions.keeping_order import mark_post, summarise_strand
from issues.conversation.moderation.actions.reporting import report_post
from issues.conversation.threads.actions.posts import add_post, react
from issues.conversation.threads.models import Mark, Post
from issues.problems.records.models import Problem

NAMED = re.compile(r"PB-\d{4}-\d{3}")
"""How the files name a problem, whose reference has the year in which it is loaded."""
SOURCE = Path(__file__).parent / "data" / "conversation.json"


def load_conversation(people: dict[str, Person], problems: dict[str, Problem]) -> None:
    """Say what the file says, and do with it what each person does."""
    rows = typeset_all(json.loads(SOURCE.read_text(encoding="utf-8")))
    for row in rows["posts"]:
        row["text"] = NAMED.sub(lambda found: problems[found[0]].reference, row["text"])
    thread = problems[rows["problem"]].thread_id
    posts: dict[str, Post] = {}
    for row in rows["posts"]:
        with days_ago(row):
            posts[row["name"]] = say(people[row["by"]], thread, row, posts.get(row.get("answers", "")))
    for row in rows["reactions"]:
        react(by=people[row["by"]], post=fresh(posts[row["to"]]), word=row["word"])
    order(rows, people, posts)
    keep(rows, people, posts)


def days_ago(row: dict):
    """The moment at which a row happens."""
    return clock.acting_at(clock.now() - timedelta(days=row["days_ago"]))


def fresh(post: Post) -> Post:
    """A post as it stands now."""
    return Post.objects.select_related("strand__space").get(pk=post.pk)


def say(person: Person, thread: int, row: dict, answered: Post | None) -> Post:
    """Post what one row says."""
    space = Space.objects.lane(Lane(row.get("lane", Lane.COMMON)))
    facts = {"language": row["lang"], "kind": row.get("kind", "comment"), "reply_to": answered}
    return add_post(by=person, thread_id=thread, space=space, text=row["text"], **facts)


def order(rows: dict, people: dict[str, Person], posts: dict[str, Post]) -> None:
    """What the secretariat marks and sums up, and what a reader reports."""
    decision, summary, report = rows["decision"], rows["summary"], rows["report"]
    mark_post(by=people[decision["by"]], post=fresh(posts[decision["post"]]), mark=Mark.DECISION)
    strand = fresh(posts[decision["post"]]).strand
    with days_ago(summary):
        words = {"text": summary["text"], "language": summary["lang"]}
        summarise_strand(by=people[summary["by"]], strand=strand, **words)
    with days_ago(report):
        reported = fresh(posts[report["post"]])
        report_post(by=people[report["by"]], post=reported, reason=report["reason"])


def keep(rows: dict, people: dict[str, Person], posts: dict[str, Post]) -> None:
    """The task that a post became, and what somebody wants to find again."""
    task, mark = rows["task"], rows["bookmark"]
    with days_ago(task):
        due_on = clock.today() + timedelta(days=task["days_ago"] + task["due_in_days"])
        asked = {"what": task["what"], "person": people[task["to"]], "due_on": due_on}
        give_task(by=people[task["by"]], post=fresh(posts[task["post"]]), **asked)
    keep_bookmark(by=people[mark["by"]], post=posts[mark["post"]], note=mark["note"])
