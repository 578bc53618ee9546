"""Reporting a post to those who moderate its lane, and what they decide.

Nobody but them learns who reported: nothing of a report is recorded in the lane, nor about the thread or what it is
about. That it was made stands in the own space of the organisation that moderates, what was decided in the own space of
the reporter's; both name the report alone, which has no page for anybody else.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.models import Space
from committee.access.policy import require
from committee.access.refusals import Refused
from committee.access.roles import Ability
from committee.access.standing import SpaceFacts, standing_of
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.people.models import Person
from issues.conversation.moderation.models import Report
from issues.conversation.moderation.policy import may_keep_post, may_report_post
from issues.conversation.moderation.recipients import moderating_organisations
from issues.conversation.threads.actions.posts import default_organisation, lock_post_for
from issues.conversation.threads.extension_points import Owner
from issues.conversation.threads.models import Post

MADE = register_verb("report.made", _("reported a message about “%(title)s” to those who moderate its lane"))
KEPT = register_verb("report.kept", _("decided on a report: the message about “%(title)s” stays"))
HIDDEN = register_verb("report.hidden", _("decided on a report: the message about “%(title)s” was hidden"))
DECIDE = register_verb("duty.report", _("Decide on a message about “%(title)s” that was reported"))
TOLD = {Report.Outcome.KEPT: KEPT, Report.Outcome.HIDDEN: HIDDEN}


@transaction.atomic
def report_post(*, by: Person, post: Post, reason: str) -> Report:
    """Report a post; those who moderate its lane owe a decision. Once per person, as long as it is open.

    Raises PermissionDenied, PersonalDataFound, Refused without a reason.
    """
    owner = lock_post_for(by, post)
    known: Report | None = Report.objects.open().filter(post=post, reporter=by).first()
    if known:
        return known
    require(may_report_post(by, post))
    if not reason.strip():
        raise Refused(_("Say what is wrong with the message."))
    who = {"reporter": by, "organisation_id": default_organisation(by, post.strand.space)}
    report = Report.objects.create(post=post, reason=reason, reported_at=clock.now(), **who)
    for organisation in moderating_organisations(post.strand.space):
        place = Space.objects.own(organisation)
        facts: dict[str, Any] = {"space": place, "organisation": report.organisation_id, "title": owner.titles}
        entry = record(by=by, verb=MADE, about=report.about, **facts)
        what: dict[str, Any] = {"ability": Ability.KEEP_ORDER, "code": DECIDE, "about": report.about, "entry": entry}
        owe_duty(organisation=organisation, **what)
    return report


@transaction.atomic
def keep_post(*, by: Person, post: Post, words: str) -> list[Report]:
    """Decide that a reported post stays as it is; all that reported it read the words. Twice is once.

    Raises PermissionDenied, PersonalDataFound, Refused without words.
    """
    owner = lock_post_for(by, post)
    require(may_keep_post(by, post))
    if not words.strip():
        raise Refused(_("Say why the message stays: who reported it reads this."))
    return settle_reports(by=by, post=post, owner=owner, outcome=Report.Outcome.KEPT, words=words)


def settle_reports(*, by: Person, post: Post, owner: Owner, outcome: str, words: str) -> list[Report]:
    """Close the open reports of a post that is held, each with its own record; nobody owes a decision any longer."""
    settled = list(Report.objects.open().filter(post=post).select_related("organisation").order_by("pk"))
    for report in settled:
        report.outcome, report.settled_words = outcome, words
        report.settled_by, report.settled_at = by, clock.now()
        report.save(update_fields=["outcome", "settled_words", "settled_by", "settled_at"])
        discharge_duties(code=DECIDE, about=report.about)
        facts: dict[str, Any] = {"organisation": keeping_order_for(by, post.strand.space), "title": owner.titles}
        record(
            by=by,
            verb=TOLD[Report.Outcome(outcome)],
            about=report.about,
            space=Space.objects.own(report.organisation),
            **facts,
        )
    return settled


def keeping_order_for(person: Person, space: Space | SpaceFacts) -> int | None:
    """The organisation on whose behalf a person keeps order in a space."""
    return space.organisation_id or standing_of(person).organisation_for(Ability.KEEP_ORDER)
