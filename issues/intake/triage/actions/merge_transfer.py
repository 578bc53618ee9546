"""What goes along when a problem is merged into another, and how it comes back.

The rule for declarations. Where only the source has one from a CPAS, it goes along with its revisions and its pulse.
Where both have one, the later stands on the target, and the other is kept there as a revision; the source keeps its
own, out of every count. Undone, all of it is as it was, but for what a CPAS itself revised after the merge: that stays
with the target, and the source gets back what was declared there before.

Everything else goes along once: whoever follows both problems, or is linked to both, is not doubled; and what has been
taken away from the target since does not come back to the source from it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from committee.journal.subjects import Carrier, kinds_with
from issues.conversation.threads.models import Follow, Post
from issues.fieldwork.impacts.actions.declaring import keep_revision
from issues.fieldwork.impacts.models import FACTS, Declaration, Revision
from issues.intake.triage.models import Relation, RelationKind
from issues.problems.records.models import Problem

SAID = (*FACTS, "declared_by_id", "declared_at")


def carry_declarations(source: Problem, target: Problem) -> dict[str, Any]:
    """Take declarations along by the rule above."""
    there = {row.organisation_id: row for row in Declaration.objects.select_for_update().filter(problem=target)}
    carried: dict[str, list[Any]] = {"moved": [], "met": []}
    for row in Declaration.objects.select_for_update().filter(problem=source).order_by("pk"):
        if row.organisation_id in there:
            carried["met"].append(merge_declarations(row, there[row.organisation_id]))
        else:
            carried["moved"].append(move_declaration(row, target))
    return carried


def move_declaration(row: Declaration, target: Problem) -> dict[str, Any]:
    """Take one declaration along, and remember which revisions and answers to the pulse it brought."""
    row.problem = target
    row.save(update_fields=["problem"])
    return {"pk": row.pk, "revisions": sorted_keys(row.revisions), "pulse": sorted_keys(row.pulse)}


def merge_declarations(row: Declaration, other: Declaration) -> dict[str, Any]:
    """Let the later of two declarations of one CPAS stand on the target; the earlier is kept there as a revision."""
    later = row.declared_at > other.declared_at
    kept = revision_of(other if later else row, on=other)
    if later:
        for name in SAID:
            setattr(other, name, getattr(row, name))
        other.save()
    return {"pk": other.pk, "kept": kept.pk, "replaced": later, "revisions": sorted_keys(other.revisions)}


def revision_of(row: Declaration, *, on: Declaration) -> Revision:
    """Keep what a declaration says among the revisions of one of the same CPAS."""
    keep_revision(row)
    kept = row.revisions.order_by("-pk")[0]
    if on.pk != row.pk:
        kept.declaration = on
        kept.save(update_fields=["declaration"])
    return kept


def sorted_keys(rows: Any) -> list[int]:
    """The keys of related rows, in their order."""
    return list(rows.order_by("pk").values_list("pk", flat=True))


def restore_declarations(source: Problem, target: Problem, carried: dict[str, Any]) -> None:
    """Bring declarations back by the rule above."""
    rows = {row.pk: row for row in Declaration.objects.select_for_update().filter(problem=target)}
    for one in carried["moved"]:
        if row := rows.get(one["pk"]):
            restore_declaration(row, source, one)
    for one in carried["met"]:
        if row := rows.get(one["pk"]):
            restore_target_declaration(row, one)


def restore_declaration(row: Declaration, source: Problem, one: dict[str, Any]) -> None:
    """Bring a declaration back; where its CPAS revised it since, a declaration as it was, and the revised one stays."""
    since = revised_since(row, one)
    if since is None:
        row.problem = source
        row.save(update_fields=["problem"])
        return
    as_it_was = Declaration(problem=source, organisation_id=row.organisation_id)
    restore_revision(as_it_was, since)
    row.revisions.filter(pk__in=one["revisions"]).update(declaration=as_it_was)
    row.pulse.filter(pk__in=one["pulse"]).update(declaration=as_it_was)


def restore_target_declaration(row: Declaration, one: dict[str, Any]) -> None:
    """Give the target's declaration back what it said before two met, unless its CPAS has revised it since."""
    kept = Revision.objects.get(pk=one["kept"])
    untouched = revised_since(row, one) is None
    if one["replaced"] and untouched:
        restore_revision(row, kept)
    if untouched or not one["replaced"]:
        kept.delete()


def revised_since(row: Declaration, one: dict[str, Any]) -> Revision | None:
    """What a declaration said when the problems were merged, where it was revised afterwards."""
    return row.revisions.exclude(pk__in=one["revisions"]).order_by("pk").first()


def restore_revision(row: Declaration, revision: Revision) -> None:
    """Let a declaration say again what a revision kept."""
    for name in FACTS:
        value = revision.facts.get(name)
        setattr(row, name, date.fromisoformat(value) if value and name.endswith("_on") else value)
    row.declared_by_id, row.declared_at = revision.declared_by_id, revision.declared_at
    row.save()


def carry_followers(source: Problem, target: Problem) -> list[int]:
    """Let whoever hears of the source hear of the target, too, unless they have chosen silence there."""
    known = Follow.objects.filter(thread=target.thread_id).values("person")
    new = keys_of(Follow.objects.hearing().filter(thread=source.thread_id).exclude(person__in=known), "person_id")
    Follow.objects.bulk_create(Follow(thread_id=target.thread_id, person_id=pk) for pk in new)
    return new


def restore_followers(source: Problem, target: Problem, carried: list[int]) -> None:
    """Let those who were taken along hear of the target no longer, but for those who took part there or chose silence."""
    taking_part = Post.objects.filter(strand__thread=target.thread_id, author__in=carried).values("author")
    declaring = Declaration.objects.filter(problem=target, declared_by__in=carried).values("declared_by")
    gone = Follow.objects.hearing().filter(thread=target.thread_id, person__in=carried)
    gone.exclude(person__in=taking_part).exclude(person__in=declaring).delete()


def keys_of(rows: Any, name: str) -> list[int]:
    """The values of one column, in their order."""
    return list(rows.order_by(name).values_list(name, flat=True))


def carry_attachments(source: Problem, target: Problem) -> list[int]:
    """Show the source's files on the target, too."""
    new = keys_of(source.attachments.exclude(problems=target), "pk")
    target.attachments.add(*new)
    return new


def restore_attachments(source: Problem, target: Problem, carried: list[int]) -> None:
    """Show them on the source alone again."""
    target.attachments.remove(*carried)


def relations_of(problem: Problem) -> QuerySet[Relation]:
    """The relations of a problem, but for where it was split from, which stays its own history."""
    rows = Relation.objects.filter(Q(source=problem) | Q(target=problem))
    return rows.exclude(kind=RelationKind.SPLIT_FROM).order_by("pk")


def carry_relations(source: Problem, target: Problem) -> list[dict[str, Any]]:
    """Let what was related to the source be related to the target, unless it is the target or related already."""
    known = {(row.source_id, row.target_id, row.kind) for row in relations_of(target)}
    known |= {(there, here, kind) for here, there, kind in known if kind == RelationKind.RELATED}
    carried = []
    for row in relations_of(source):
        end = "source" if row.source_id == source.pk else "target"
        setattr(row, end, target)
        ends = (row.source_id, row.target_id, row.kind)
        if row.source_id != row.target_id and ends not in known:
            row.save(update_fields=[end])
            carried.append({"pk": row.pk, "end": end})
    return carried


def restore_relations(source: Problem, target: Problem, carried: list[dict[str, Any]]) -> None:
    """Let those that still stand be the source's again."""
    for one in carried:
        end = one["end"]
        Relation.objects.filter(pk=one["pk"], **{end: target}).update(**{end: source})


OWN = (
    Carrier(
        "declarations",
        _("Declarations"),
        lambda one: one.declarations.count(),
        carry_declarations,
        restore_declarations,
    ),
    Carrier(
        "followers",
        _("People who follow it"),
        lambda one: Follow.objects.hearing().filter(thread=one.thread_id).count(),
        carry_followers,
        restore_followers,
    ),
    Carrier(
        "attachments", _("Attachments"), lambda one: one.attachments.count(), carry_attachments, restore_attachments
    ),
    Carrier("relations", _("Relations"), lambda one: relations_of(one).count(), carry_relations, restore_relations),
)


def carriers() -> list[Carrier]:
    """Everything that goes along, and comes back, in its order: declarations say who took part, so they are first."""
    return [*OWN, *(carrier for kind in reversed(kinds_with("carriers")) for carrier in kind.carriers)]
