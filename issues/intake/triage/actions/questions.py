"""Asking the organisation that filed a problem for what it lacks: one question at a time, in the problem's lane."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.conversation.threads.actions.posts import choose_following
from issues.conversation.threads.markup import excerpt
from issues.conversation.threads.models import Level
from issues.intake.triage.models import InformationRequest
from issues.intake.triage.policy import may_answer_request, may_ask_reporter, may_run_queue, may_withdraw_request
from issues.intake.triage.queries import open_requests_of
from issues.problems.records.actions.lifecycle import lock_problem, save_last_fact
from issues.problems.records.models import Problem

ASKED = register_verb("request.asked", _("asked who filed “%(title)s”: “%(excerpt)s”"), _("Question to the reporter"))
ANSWERED = register_verb(
    "request.answered", _("answered about “%(title)s”: “%(excerpt)s”"), _("Answer to the secretariat")
)
WITHDRAWN = register_verb("request.withdrawn", _("withdrew the question about “%(title)s”"), _("Question withdrawn"))
NOTED = register_verb("request.noted", _("took note of the answer about “%(title)s”"))
ANSWER = register_verb("duty.answer", _("Answer the question about “%(title)s”"))


@transaction.atomic
def ask_reporter(*, by: Person, problem: Problem, question: str) -> InformationRequest:
    """Ask the organisation that filed a problem; it owes an answer. The same question twice is one.

    Raises PermissionDenied, PersonalDataFound, Refused where another question is open.
    """
    problem = lock_problem(problem)
    require(may_ask_reporter(by, problem))
    open_one: InformationRequest | None = problem.information_requests.open().first()
    if open_one and open_one.question == question:
        return open_one
    if open_one:
        raise Refused(_("A question is open already: wait for its answer, or withdraw it."))
    take_note(problem)
    asked = {"question": question, "asked_by": by, "asked_at": clock.now()}
    request = InformationRequest.objects.create(problem=problem, organisation_id=problem.organisation_id, **asked)
    owe_answer(request, record_request(ASKED, by, request, excerpt=excerpt(question, 120)))
    return request


@transaction.atomic
def answer_request(*, by: Person, request: InformationRequest, answer: str) -> InformationRequest:
    """Answer for the organisation that was asked; once. Raises PermissionDenied, PersonalDataFound, Refused."""
    request = locked_request(request)
    if request.answered_by_id == by.pk and request.answer == answer:
        return request
    require(may_answer_request(by, request))
    if not answer.strip():
        raise Refused(_("An answer needs words."))
    request.answer, request.answered_by = answer, by
    close_request(request, "answer", "answered_by")
    record_request(ANSWERED, by, request, excerpt=excerpt(answer, 120))
    return request


@transaction.atomic
def withdraw_request(*, by: Person, request: InformationRequest) -> InformationRequest:
    """Take a question back that is open; twice is once. Raises PermissionDenied, also where it was answered."""
    request = locked_request(request)
    if request.closed_at and not request.answer and may_run_queue(by, request.problem):
        return request
    require(may_withdraw_request(by, request))
    close_request(request)
    record_request(WITHDRAWN, by, request)
    return request


@transaction.atomic
def note_answer(*, by: Person, problem: Problem) -> None:
    """Take note of the answers about a problem: they leave the queue. Raises PermissionDenied."""
    problem = lock_problem(problem)
    require(may_run_queue(by, problem))
    request = problem.information_requests.to_note().last()
    if request and take_note(problem):
        record_request(NOTED, by, request)


def take_note(problem: Problem) -> int:
    """Mark the answers about a problem as read by the secretariat. Returns how many were not."""
    return problem.information_requests.to_note().update(noted_at=clock.now())


def drop_open_request(by: Person, problem: Problem) -> list[int]:
    """Withdraw the question that is open about a problem, if there is one, and take note of answers: it is over.

    Returns the keys of what was withdrawn, for `ask_again`.
    """
    take_note(problem)
    dropped = []
    for request in problem.information_requests.open():
        request.problem = problem
        close_request(request)
        record_request(WITHDRAWN, by, request)
        dropped.append(request.pk)
    return dropped


def ask_again(by: Person, problem: Problem, dropped: list[int]) -> None:
    """Open questions again that were dropped, where none was asked since: the organisation owes its answer as before."""
    for request in problem.information_requests.filter(pk__in=dropped, answered_by=None).order_by("pk"):
        if problem.information_requests.open().exists():
            return
        request.problem, request.closed_at = problem, None
        request.save(update_fields=["closed_at"])
        owe_answer(request, record_request(ASKED, by, request, excerpt=excerpt(request.question, 120)))


def owe_answer(request: InformationRequest, entry: Entry) -> None:
    """Let the organisation that was asked owe its answer."""
    who: dict[str, Any] = {"organisation": request.organisation_id, "ability": Ability.FILE_PROBLEM}
    owe_duty(**who, code=ANSWER, about=request.about, entry=entry)


def locked_request(request: InformationRequest) -> InformationRequest:
    """Return a question with its row locked until the transaction ends."""
    rows = InformationRequest.objects.select_for_update(of=("self",)).select_related("problem__space")
    return rows.get(pk=request.pk)


def close_request(request: InformationRequest, *fields: str) -> None:
    """Close a question; nobody owes its answer any longer."""
    request.closed_at = clock.now()
    request.save(update_fields=["closed_at", *fields])
    discharge_duties(code=ANSWER, about=request.about)


def record_request(what: str, by: Person, request: InformationRequest, **data: Any) -> Entry:
    """Record what happened to a question, for itself and its problem, in the problem's lane."""
    problem = request.problem
    save_last_fact(problem, what)
    mine = standing_of(by).organisation_ids
    return record(
        by=by,
        verb=what,
        about=request.about,
        also=[problem.about],
        space=problem.space_id,
        organisation=min(mine & {request.organisation_id} or mine, default=None),
        title=problem.titles,
        reference=problem.reference,
        **data,
    )


@transaction.atomic
def pass_requests_on(person: Person, to: Person, keys: Collection[str]) -> list[str]:
    """Let a colleague hear of open questions that somebody who leaves would have heard of."""
    read = open_requests_of(person).filter(pk__in=keys, problem__space__in=standing_of(to).readable_ids)
    open_ones = list(read.select_related("problem"))
    for request in open_ones:
        choose_following(by=to, thread=request.problem.thread_id, level=Level.ALL)
    return [str(request.pk) for request in open_ones]
