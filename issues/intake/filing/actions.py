"""What can be done with a draft. Drafts are their author's alone: the journal, which others read, knows nothing of them.

The actions on one person's drafts happen one after another, so that a draft saved late never outlives its filing.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from committee.access.models import Space
from committee.access.policy import require
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.organisations.models import Organisation
from committee.people.models import Person
from issues.attachments.actions import attach_files
from issues.attachments.inspection import Inspected
from issues.conversation.threads.actions.posts import add_post, default_organisation
from issues.conversation.threads.models import Post
from issues.fieldwork.impacts.actions.declaring import declare_impact, file_with_impact
from issues.fieldwork.impacts.models import Answer, Declaration
from issues.intake.filing.models import Draft
from issues.intake.filing.policy import may_have_too, may_keep_draft
from issues.problems.records.models import Problem

TITLE = 140


class Sheet(NamedTuple):
    """A filing form as an open page sends it: the words of its fields, the version that was read, and which page it is.

    The version is None where no form was read.
    """

    facts: dict[str, str]
    version: str | None = None
    window: str = ""


@transaction.atomic
def save_draft(*, by: Person, key: str, sheet: Sheet) -> Draft | None:
    """Keep a filing form as it stands. None where that key was filed or discarded already.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile where another window saved what this one never read.
    """
    lock_drafts_of(by)
    draft = Draft.objects.filter(key=key).first()
    require(may_keep_draft(by, draft))
    if Problem.objects.filter(submission=key).exists() or (draft and draft.discarded_at):
        return None
    require_read(draft, sheet)
    moment = clock.now()
    draft = draft or Draft(key=key, person=by, begun_at=moment)
    draft.title, draft.facts = sheet.facts.get("title", "").strip()[:TITLE], sheet.facts
    draft.window, draft.saved_at = sheet.window, moment
    draft.save()
    return draft


def require_read(draft: Draft | None, sheet: Sheet) -> None:
    """Raise ChangedMeanwhile where a draft was saved last by another window, as this one never read it."""
    if draft and not (sheet.window and sheet.window == draft.window):
        require_unchanged(sheet.version, draft.facts, sheet.facts)


@transaction.atomic
def discard_draft(*, by: Person, draft: Draft) -> None:
    """Throw a draft away, with everything that was written in it. Raises PermissionDenied."""
    lock_drafts_of(by)
    kept = Draft.objects.filter(pk=draft.pk).first()
    require(may_keep_draft(by, kept))
    if kept:
        kept.title, kept.facts, kept.discarded_at = "", {}, clock.now()
        kept.save()


@transaction.atomic
def file_draft(
    *,
    by: Person,
    submission: str,
    space: Space,
    impact: dict[str, Any],
    files: Iterable[Inspected] = (),
    sheet: Sheet | None = None,
    **facts: Any,
) -> Problem:
    """File what was drafted, with one's own volumes and its files, once for one key; the draft is gone with it.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile where another window saved what this one never read.
    """
    lock_drafts_of(by)
    if sheet:
        require_read(Draft.objects.visible_to(by).filter(key=submission).first(), sheet)
    problem = file_with_impact(by=by, space=space, impact=impact, submission=submission, **facts)
    if files and not problem.attachments.exists():
        place = problem.organisation_id
        problem.attachments.add(*attach_files(by=by, space=space, organisation_id=place, files=files))
    Draft.objects.filter(person=by, key=submission).delete()
    return problem


@transaction.atomic
def turn_draft_into_declaration(
    *, by: Person, draft: Draft, problem: Problem, organisation: Organisation, **facts: Any
) -> Declaration:
    """“We have this too”: declare for a CPAS what was drafted. The draft stays as long as its text is not settled.

    `facts` as in `declare_impact`. Raises PermissionDenied, PersonalDataFound.
    """
    lock_drafts_of(by)
    draft = held_draft(draft)
    require(may_keep_draft(by, draft) and may_have_too(by, problem))
    facts = {"answer": Answer.AFFECTED, **facts}
    declaration = declare_impact(by=by, problem=problem, organisation=organisation, **facts)
    if not draft.text:
        discard_draft(by=by, draft=draft)
    return declaration


@transaction.atomic
def turn_draft_into_post(*, by: Person, draft: Draft, problem: Problem, space: Space, text: str) -> Post:
    """Say what was drafted in the discussion of a problem, once; the draft is gone with it.

    Raises PermissionDenied, PersonalDataFound.
    """
    lock_drafts_of(by)
    draft = held_draft(draft)
    require(may_keep_draft(by, draft))
    post = add_post(
        by=by,
        thread_id=problem.thread_id,
        space=space,
        text=text,
        key=draft.key,
        organisation_id=default_organisation(by, space),
    )
    discard_draft(by=by, draft=draft)
    return post


def held_draft(draft: Draft) -> Draft:
    """A draft as it stands now. Raises PermissionDenied where it was filed meanwhile."""
    found = Draft.objects.filter(pk=draft.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def lock_drafts_of(person: Person) -> None:
    """Wait for what the person does elsewhere with drafts; the lock lasts until the transaction ends."""
    Person.objects.select_for_update(no_key=True).filter(pk=person.pk).first()


@transaction.atomic
def pass_drafts_on(person: Person, to: Person, keys: Collection[str]) -> list[str]:
    """Put drafts of somebody who leaves into the hands of a colleague who may file them."""
    mine = Draft.objects.visible_to(person).filter(pk__in=keys)
    passed = list(mine.values_list("pk", flat=True)) if may_keep_draft(to) else []
    Draft.objects.filter(pk__in=passed).update(person=to)
    return [str(pk) for pk in passed]
