"""One row for each thing that can be found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Lookup, Q
from django.utils.translation import get_language

from committee.access.models import Space
from committee.access.standing import standing_of
from home.search.search_query import expression


class StemsField(models.TextField):
    """Stems with spaces between, kept in a full-text index; `stems__match=Asked(...)` asks it."""


@StemsField.register_lookup
class Match(Lookup):
    """Rows that answer an `asked.Asked`. The index is made by `fulltext`."""

    lookup_name = "match"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        """Ask the FTS5 table that stands beside the rows."""
        key = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.id"
        asked = "(SELECT rowid FROM home_search_fts WHERE home_search_fts MATCH %s AND rowid >= %s)"
        return f"{key} IN {asked}", [f"{{{self.lhs.target.column}}} : ({self.rhs.in_fts5()})", self.rhs.since]

    def as_postgresql(self, compiler, connection):
        """Ask the GIN index on the same expression; the one on titles leaves out what has none."""
        column, alias = self.lhs.target.column, compiler.quote_name_unless_alias(self.lhs.alias)
        titled = f"""{alias}.title_stems <> '' AND """ if column == "title_stems" else ""
        return f"({titled}{expression(column, alias)} @@ %s::tsquery)", [self.rhs.in_tsquery()]


@StemsField.register_lookup
class Holds(Lookup):
    """Whether one row that is at hand anyway answers an `asked.Asked`: reads its text, asks no index."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        """Look for each word between spaces."""
        sql, _params = self.process_lhs(compiler, connection)
        groups = [" OR ".join([f"instr(' ' || {sql} || ' ', %s) > 0"] * len(group)) for group in self.rhs.groups]
        return " AND ".join(f"({one})" for one in groups), [f" {stem} " for group in self.rhs.groups for stem in group]

    def as_postgresql(self, compiler, connection):
        """Compare arrays of words."""
        sql, _params = self.process_lhs(compiler, connection)
        groups = [f"string_to_array({sql}, ' ') && %s::text[]"] * len(self.rhs.groups)
        return " AND ".join(f"({one})" for one in groups), [list(group) for group in self.rhs.groups]


PAGE = "page"
"""The kind of public pages; every other kind is stated by its feature."""
IS_PUBLIC = Q(kind=PAGE) | Q(kind__startswith="public_")
"""What has no lane: pages, and the kinds that features state for everybody, whose codes say so."""


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

    kind = models.CharField(max_length=30)
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
                condition=Q(IS_PUBLIC, space=None) | Q(~IS_PUBLIC, space__isnull=False),
                name="only_what_is_public_is_found_by_all",
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


class Stem(models.Model):
    """A stem that some row holds, and about how many rows and how many titles do, as they were last counted.

    Kinds of rows are counted as well, as `!problem`. Which text holds a stem, and who may know that, rows say.
    """

    stem = models.CharField(max_length=80, primary_key=True)
    rows = models.PositiveIntegerField(default=1)
    titles = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("stem",)

    def __str__(self) -> str:
        return self.stem
