"""A story as a file: a table for a spreadsheet, or data; exactly what is filtered, at most 5,000 facts, and it says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from issues.conversation.discussions.fragments.discussion import address_of_owner, title_of
from issues.conversation.threads.models import Post
from issues.overview.import_export.safe_tables import fresh_file, write_csv
from issues.overview.timeline.kinds import What, what_of
from issues.overview.timeline.presentation.rows import Line, caption_of, line_of
from issues.overview.timeline.queries import Story

LIMIT = 5000
FORMS = ("csv", "json")


def file_of(story: Story, form: str, total: int, site: str) -> IO[bytes]:
    """The file, in the active language. `total` is how many facts there are; `site` begins every address."""
    target = fresh_file()
    if form == "csv":
        write_csv(target, table_of(story, total, site))
    else:
        write_json(target, story, total, site)
    target.seek(0)
    return target


def facts_of(story: Story, site: str) -> Iterator[dict]:
    """The facts as plain data."""
    for fact, posts in story.all_facts(LIMIT):
        yield plain_text_file(line_of(story.person, fact, posts), site)


def plain_text_file(line: Line, site: str) -> dict:
    """A fact as plain data; a post that was withdrawn or hidden says nothing."""
    post = line.fact if isinstance(line.fact, Post) else None
    what = What.MESSAGES if isinstance(line.fact, Post) else what_of(line.fact.verb)
    return {
        "at": timezone.localtime(line.moment).isoformat(timespec="seconds"),
        "what": str(what.label) if what else "",
        "lane": str(line.lane_label),
        "organisation": line.organisation,
        "function": line.function,
        "words": words_of(line),
        "language": post.language if post else get_language(),
        "kind": str(line.mark or line.kind),
        "corrected_at": corrected_at(post),
        "files": [name for _url, name in line.files],
        "address": f"{site}{line.url}" if line.url else "",
    }


def words_of(line: Line) -> str:
    """What a fact says, as text."""
    if not isinstance(line.fact, Post):
        told = {"words": line.words, "reason": line.reason}
        return _("%(words)s. Reason: %(reason)s") % told if line.reason else line.words
    if line.fact.withdrawn_at:
        return _("This post was withdrawn.")
    if line.fact.hidden_at:
        return _("This post was hidden by those who moderate this lane:") + f" {line.fact.hidden_reason}"
    return line.fact.text


def corrected_at(post) -> str:
    """When a post that still stands was last corrected."""
    shown = post is not None and post.edited_at and not post.is_silent
    return timezone.localtime(post.edited_at).isoformat(timespec="seconds") if shown else ""


def header() -> list[str]:
    """The names of the columns, in the reader's language."""
    return [
        _("Moment"), _("What"), _("Lane"), _("Organisation"), _("Function"), _("Words"), _("Language"), _("Kind"),
        _("Corrected on"), _("Files"), _("Address"),
    ]  # fmt: skip


def table_of(story: Story, total: int, site: str) -> Iterator[list]:
    """The rows of the table; the last one says what is missing where there are too many facts."""
    yield header()
    for fact in facts_of(story, site):
        yield [", ".join(value) if isinstance(value, list) else value for value in fact.values()]
    if total > LIMIT:
        yield [left_out(total)]


def left_out(total: int) -> str:
    """That a file holds only a part."""
    words = _(
        "Only the first %(limit)s of %(total)s facts are in this file. Narrow the period to take the others along."
    )
    return words % {"limit": LIMIT, "total": total}


def write_json(target: IO[bytes], story: Story, total: int, site: str) -> None:
    """Write the facts one after another, so that a long story does not stand in memory whole."""
    text = TextIOWrapper(target, encoding="utf-8", write_through=True)
    head = json.dumps(about(story, total, site), ensure_ascii=False, indent=1)
    text.write(f'{head[:-2]},\n "facts": [')
    for number, fact in enumerate(facts_of(story, site)):
        text.write((",\n" if number else "\n") + json.dumps(fact, ensure_ascii=False))
    text.write("\n]}\n")
    text.detach()


def about(story: Story, total: int, site: str) -> dict:
    """What a file is of, and whether all of it is inside."""
    kind, key = story.owner.about
    return {
        "kind": kind,
        "key": key,
        "title": title_of(story.owner, get_language()),
        "address": f"{site}{address_of_owner(story.owner)}",
        "filters": caption_of(story),
        "written_at": timezone.localtime().isoformat(timespec="seconds"),
        "total": total,
        "complete": total <= LIMIT,
        "note": "" if total <= LIMIT else left_out(total),
    }
