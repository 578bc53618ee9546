"""Filling an empty database with an invented site."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from committee.people.models import Person
from home.demo.scale.bulk import unhindered
from home.demo.scale.people import settle
from home.demo.scale.rebuilding import rebuild
from home.demo.scale.story import Sizes, write_story
from home.search.fulltext import drop_fulltext, make_fulltext
from issues.problems.records.models import Problem
from issues.problems.taxonomies.actions import load_taxonomy

Say = Callable[[str], None]
Progress = Callable[[int, int], None]


def refuse_what_is_real() -> None:
    """Raise ImproperlyConfigured on a production site, and where anybody or anything is there already."""
    if not settings.DEMONSTRATION:
        raise ImproperlyConfigured("Invented content never enters a production site.")
    if Person.objects.exists() or Problem.objects.exists():
        raise ImproperlyConfigured("This database is in use: give an empty one, fresh from `migrate`.")


def seed_scale(sizes: Sizes, say: Say, progress: Progress) -> None:
    """Fill an empty, migrated database. Raises ImproperlyConfigured (see `refuse_what_is_real`).

    Not one transaction: what broke off half-way is thrown away with its database.
    """
    refuse_what_is_real()
    with unhindered():
        say(f"{sizes.organisations} organisations, taxonomies and people")
        with transaction.atomic():
            load_taxonomy()
            ground = settle(sizes.organisations)
        say(f"{sizes.problems} problems, {sizes.posts} posts, {sizes.declarations} declarations")
        drop_fulltext(connection)
        with transaction.atomic():
            write_story(sizes, ground, progress)
        say("the full-text index")
        make_fulltext(connection)
        rebuild(say)
        say("statistics for the planner")
        analyse()
    cache.clear()


def analyse() -> None:
    """Let the database know what it holds, as its own housekeeping would within minutes."""
    with connection.cursor() as cursor:
        swept = connection.vendor == "postgresql" and not connection.in_atomic_block
        cursor.execute("VACUUM ANALYZE" if swept else "ANALYZE")
