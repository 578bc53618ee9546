"""Kinds of things, replaced for the length of a test."""

from dataclasses import replace
from types import MappingProxyType

from committee.journal import subjects
from committee.journal.subjects import SubjectKind


def with_kind(monkeypatch, kind: SubjectKind) -> SubjectKind:
    """Let a kind be stated first, or in the place of the one of its code."""
    known = dict(subjects.KINDS)
    kinds = known | {kind.code: kind} if kind.code in known else {kind.code: kind} | known
    monkeypatch.setattr(subjects, "KINDS", MappingProxyType(kinds))
    return kind


def changed_kind(monkeypatch, code: str, **facts) -> SubjectKind:
    """Let a kind have some things differently."""
    return with_kind(monkeypatch, replace(subjects.KINDS[code], **facts))
