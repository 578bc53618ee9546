"""The taxonomies: how the site begins with them, and how the secretariat edits them afterwards.

Terms are written into the journal in the common lane, where everybody who files chooses among them. None is ever
deleted: one that is retired keeps its history.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import bilingual, register_verb
from committee.people.models import Person
from issues.problems.taxonomies.models import Term
from issues.problems.taxonomies.policy import may_edit_taxonomies
from issues.problems.taxonomies.queries import forget_terms

SOURCE = Path(__file__).parent / "data" / "taxonomy.json"
CODE = 40
WORDS = ("label_fr", "label_nl", "definition_fr", "definition_nl")
ADDED = register_verb("term.added", _("added “%(title)s” to: %(scheme)s"), _("Term added"))
CHANGED = register_verb("term.changed", _("reworded “%(title)s” of: %(scheme)s"), _("Term reworded"))
MOVED = register_verb("term.moved", _("moved “%(title)s” in: %(scheme)s"), _("Term moved"))
RETIRED = register_verb("term.retired", _("retired “%(title)s” from: %(scheme)s"), _("Term retired"))
RESTORED = register_verb("term.restored", _("brought “%(title)s” back to: %(scheme)s"), _("Term brought back"))


@transaction.atomic
def load_taxonomy() -> int:
    """Add the terms of `data/taxonomy.json` that are not there yet; never touches one that is. Returns how many."""
    schemes = json.loads(SOURCE.read_text(encoding="utf-8"))
    added = sum(
        load_term(scheme, position, term) for scheme, terms in schemes.items() for position, term in enumerate(terms)
    )
    transaction.on_commit(forget_terms)
    return added


def load_term(scheme: str, position: int, term: dict[str, Any]) -> bool:
    """Load one term unless its code is known."""
    facts = {
        "label_fr": term["fr"],
        "label_nl": term["nl"],
        "definition_fr": term.get("def_fr", ""),
        "definition_nl": term.get("def_nl", ""),
        "position": position,
    }
    return Term.objects.get_or_create(scheme=scheme, code=term["code"], defaults=facts)[1]


@transaction.atomic
def add_term(*, by: Person, scheme: str, label_fr: str, label_nl: str, **definitions: str) -> Term:
    """Add a term at the end of a taxonomy; its code is made from the French label and never changes.

    `definitions`: definition_fr, definition_nl. Raises PermissionDenied, PersonalDataFound.
    """
    require(may_edit_taxonomies(by))
    terms = lock_terms(scheme)
    facts = {"label_fr": label_fr, "label_nl": label_nl, **definitions}
    position = max((term.position for term in terms), default=-1) + 1
    term = Term.objects.create(scheme=scheme, code=new_code(label_fr, terms), position=position, **facts)
    record_term(ADDED, by, term)
    return term


@transaction.atomic
def change_term(*, by: Person, term: Term, version: str | None = None, **words: str) -> Term:
    """Reword a term: label_fr, label_nl, definition_fr, definition_nl. Problems that have it show the new words.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    require(may_edit_taxonomies(by) and words.keys() <= set(WORDS))
    term = held_term(term)
    before = {name: getattr(term, name) for name in words}
    require_unchanged(version, before, words)
    if before == words:
        return term
    for name, value in words.items():
        setattr(term, name, value)
    term.save(update_fields=list(words))
    record_term(CHANGED, by, term)
    return term


@transaction.atomic
def move_term(*, by: Person, term: Term, down: bool) -> None:
    """Move a term one place down, or up, among those that may be chosen; at the end of the row nothing happens.

    Raises PermissionDenied.
    """
    require(may_edit_taxonomies(by))
    term = held_term(term)
    terms = lock_terms(term.scheme)
    chosen = [one.pk for one in terms if one.retired_on is None]
    place = chosen.index(term.pk) if term.pk in chosen else -1
    other = place + (1 if down else -1)
    if place < 0 or not 0 <= other < len(chosen):
        return
    order = [one.pk for one in terms]
    here, there = order.index(term.pk), order.index(chosen[other])
    order[here], order[there] = order[there], order[here]
    for one in terms:
        one.position = order.index(one.pk)
    Term.objects.bulk_update(terms, ["position"])
    record_term(MOVED, by, term)


@transaction.atomic
def retire_term(*, by: Person, term: Term) -> Term:
    """Let a term be chosen no more. Problems that have it keep it, and filters still find them.

    Raises PermissionDenied.
    """
    require(may_edit_taxonomies(by))
    term = held_term(term)
    if term.retired_on is None:
        term.retired_on = clock.today()
        term.save(update_fields=["retired_on"])
        record_term(RETIRED, by, term)
    return term


@transaction.atomic
def restore_term(*, by: Person, term: Term) -> Term:
    """Let a retired term be chosen again. Raises PermissionDenied."""
    require(may_edit_taxonomies(by))
    term = held_term(term)
    if term.retired_on is not None:
        term.retired_on = None
        term.save(update_fields=["retired_on"])
        record_term(RESTORED, by, term)
    return term


def held_term(term: Term) -> Term:
    """A term as it stands now, its row locked until the transaction ends."""
    return Term.objects.select_for_update().get(pk=term.pk)


def lock_terms(scheme: str) -> list[Term]:
    """The terms of a taxonomy in their order, their rows locked until the transaction ends."""
    return list(Term.objects.select_for_update().of(scheme))


def new_code(label: str, terms: list[Term]) -> str:
    """A code from a label that no term of the taxonomy has."""
    taken = {term.code for term in terms}
    base = slugify(label).replace("-", "_")[: CODE - 4].strip("_") or "term"
    return next(code for n in range(1, len(taken) + 2) if (code := base if n == 1 else f"{base}_{n}") not in taken)


def record_term(what: str, by: Person, term: Term) -> None:
    """Record what was done to a term; every process reads the taxonomies again."""
    record(
        by=by,
        verb=what,
        about=("term", str(term.pk)),
        space=Space.objects.lane(Lane.COMMON),
        organisation=standing_of(by).organisation_for(Ability.MODERATE),
        title={"fr": term.label_fr, "nl": term.label_nl},
        scheme=bilingual(Term.Scheme(term.scheme).label),
    )
    transaction.on_commit(forget_terms)
