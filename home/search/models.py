"""One row for each thing that can be found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Lookup, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.standing import standing_of
from home.search.text import Query


class StemsField(models.TextField):
    """Stems with spaces between, kept in a full-text index; `stems__match=Query(...)` asks it."""


@StemsField.register_lookup
class Match(Lookup):
    """Rows in which every term of a `text.Query` is found. The index is made by `fulltext`."""

    lookup_name = "match"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        """Ask the FTS5 table that stands beside the rows."""
        key = f"{connection.ops.quote_name(self.lhs.alias)}.id"
        asked = "(SELECT rowid FROM home_search_fts WHERE home_search_fts MATCH %s)"
        return f"{key} IN {asked}", [f"{{{self.lhs.target.column}}} : ({in_fts5(self.rhs)})"]

    def as_postgresql(self, compiler, connection):
        """Ask the GIN index on the same expression."""
        sql, params = self.process_lhs(compiler, connection)
        return f"to_tsvector('simple', {sql}) @@ to_tsquery('simple', %s)", [*params, in_tsquery(self.rhs)]


def in_fts5(query: Query) -> str:
    """A query in the words of SQLite. Stems hold letters and figures only, so that nothing needs escaping."""
    return " AND ".join(f"({one})" for one in (" OR ".join(either(term, '"%s"', '"%s" *')) for term in query.terms))


def in_tsquery(query: Query) -> str:
    """A query in the words of PostgreSQL."""
    return " & ".join(f"({one})" for one in (" | ".join(either(term, "'%s'", "'%s':*")) for term in query.terms))


def either(term, exact: str, prefix: str) -> list[str]:
    """What a term may be found by, written in a database's way."""
    return [exact % stem for stem in term.stems] + ([prefix % term.prefix] if term.prefix else [])


class Kind(models.TextChoices):
    """What can be found."""

    PROBLEM = "problem", _("Problems")
    POST = "post", _("Posts")
    SOLUTION = "solution", _("Solutions")
    PAGE = "page", _("Publications")


class SearchRowQuerySet(models.QuerySet):
    """Vocabulary for sets of rows."""

    def visible_to(self, person) -> SearchRowQuerySet:
        """Keep the public rows, and those of spaces that the person reads, on pages that the person reads."""
        readable = standing_of(person).readable_ids
        return self.filter(
            Q(space=None) | Q(space__in=readable),
            Q(within=None) | Q(within__in=readable),
        )


class SearchRow(models.Model):
    """A thing that can be found. Its texts come from fields that refuse personal data, and are never edited here.

    `space` is its lane, None for what is public. It is shown on the page of (`page_kind`, `page_key`), which stands in
    the lane `within`: who may not read that page finds nothing of what is written on it. The `_other` texts are in the
    other language.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=80)
    space = models.ForeignKey(Space, models.CASCADE, null=True, related_name="+")
    within = models.ForeignKey(Space, models.CASCADE, null=True, related_name="+")
    page_kind = models.CharField(max_length=30)
    page_key = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=255, blank=True)
    title_other = models.CharField(max_length=255, blank=True)
    body = models.TextField(blank=True)
    body_other = models.TextField(blank=True)
    title_stems = StemsField(blank=True)
    stems = StemsField(blank=True)
    at = models.DateTimeField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["kind", "key"], name="a_thing_is_found_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.PAGE, space=None) | (~Q(kind=Kind.PAGE) & Q(space__isnull=False)),
                name="only_pages_are_found_by_all",
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["page_kind", "page_key"], name="found_on_page")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def other_language(self) -> str:
        """The language of the `_other` texts."""
        return "nl" if self.language == "fr" else "fr"

    @property
    def title_here(self) -> tuple[str, str]:
        """The title in the reader's language where it is known, with the language that it is in."""
        if self.title_other and get_language() == self.other_language:
            return self.title_other, self.other_language
        return self.title, self.language
