"""The rule that the committee decided: when a solution counts as verified."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.access.models import Space
from committee.access.policy import require
from committee.access.roles import Ability
from committee.access.standing import standing_of
from committee.access.versions import require_unchanged
from committee.journal import clock
from committee.journal.actions import record
from committee.journal.verbs import register_verb
from committee.people.models import Person
from committee.seats.models import Committee
from issues.resolution.verification.models import VerificationRule
from issues.resolution.verification.policy import may_set_rule
from issues.resolution.verification.queries import current_rule, forget_rule, rule_said
from issues.resolution.verification.rule import Rule

RULE_SET = register_verb(
    "verification.rule_set",
    _(
        "set the rule for “verified”: at least %(answered)s%% of the CPAS concerned answered, %(works)s%% of these say that it "
        "works. %(reason)s"
    ),
    _("Rule for “verified” set"),
)
"""Told in the common lane: everybody whose solutions are measured by it reads it."""


@transaction.atomic
def set_rule(
    *, by: Person, answered: int, works: int, risk: bool, reason: str, version: str | None = None
) -> VerificationRule:
    """Set the rule from now on. What was verified before stays so until something is said of it again.

    Raises PermissionDenied, PersonalDataFound, ChangedMeanwhile.
    """
    require(may_set_rule(by))
    committee = Committee.objects.select_for_update().first()
    if committee is None:
        raise PermissionDenied
    rule = Rule(answered, works, risk)
    require_unchanged(version, rule_said(current_rule()), rule_said(rule))
    facts: dict[str, Any] = {"answered": answered, "works": works, "risk": risk, "reason": reason}
    row = VerificationRule.objects.create(committee=committee, set_by=by, set_at=clock.now(), **facts)
    record(
        by=by,
        verb=RULE_SET,
        about=("verification_rule", str(row.pk)),
        space=Space.objects.lane(Lane.COMMON),
        organisation=standing_of(by).organisation_for(Ability.RECORD_ANSWER),
        **facts,
    )
    transaction.on_commit(forget_rule)
    return row
