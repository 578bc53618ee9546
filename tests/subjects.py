"""Kinds of things, added or replaced for the length of a test."""

from dataclasses import replace

from committee.journal.subjects import KINDS, SubjectKind


def with_kind(monkeypatch, kind: SubjectKind) -> SubjectKind:
    """Let a kind be stated first, or in the place of the one of its code."""
    known = dict(KINDS)
    monkeypatch.setattr(KINDS, "_items", known | {kind.code: kind} if kind.code in known else {kind.code: kind} | known)
    return kind


def changed_kind(monkeypatch, code: str, **facts) -> SubjectKind:
    """Let a kind have some things differently."""
    return with_kind(monkeypatch, replace(KINDS[code], **facts))
