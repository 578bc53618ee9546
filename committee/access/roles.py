"""The roles: what each may do and which lanes it reads and writes. Readable by a non-programmer."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from committee.access.lanes import Lane
from committee.organisations.models import Kind, MembershipRole


class Ability(StrEnum):
    """One thing that a role may do, beyond reading and writing in its lanes."""

    FILE_PROBLEM = "file_problem"
    DECLARE_IMPACT = "declare_impact"
    VERIFY_SOLUTION = "verify_solution"
    PROPOSE_SOLUTION = "propose_solution"
    STEER_SOLUTION = "steer_solution"
    TRIAGE = "triage"
    MODERATE = "moderate"
    KEEP_ORDER = "keep_order"
    CITE_EVIDENCE = "cite_evidence"
    RECORD_ANSWER = "record_answer"
    EDIT_PAGES = "edit_pages"
    APPROVE_PAGES = "approve_pages"
    MANAGE_MEMBERS = "manage_members"


class Role:
    """What a person is in one organisation. `kind` and `membership` say who holds it."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    kind: ClassVar[Kind]
    membership: ClassVar[MembershipRole]
    reads: ClassVar[tuple[Lane, ...]] = ()
    writes: ClassVar[tuple[Lane, ...]] = ()
    moderates: ClassVar[tuple[Lane, ...]] = ()
    abilities: ClassVar[frozenset[Ability]] = frozenset()

    @classmethod
    def includes(cls, other: type[Role]) -> bool:
        """Whether whoever holds this role has every right that another gives."""
        pairs = ((cls.reads, other.reads), (cls.writes, other.writes), (cls.moderates, other.moderates))
        return all(set(given) <= set(held) for held, given in (*pairs, (cls.abilities, other.abilities)))


class CpasMember(Role):
    """Staff of a centre: files problems, declares impact, verifies solutions."""

    code, label = "cpas_member", _("CPAS member")
    kind, membership = Kind.CPAS, MembershipRole.MEMBER
    reads = writes = (Lane.ORGANISATION, Lane.COMMON, Lane.FEDERATIONS)
    abilities = frozenset({Ability.FILE_PROBLEM, Ability.DECLARE_IMPACT, Ability.VERIFY_SOLUTION})


class CpasCoordinator(CpasMember):
    """The reference person of a centre: as a member, and answers for colleagues."""

    code, label = "cpas_coordinator", _("CPAS coordinator")
    membership = MembershipRole.COORDINATOR
    moderates = (Lane.ORGANISATION,)
    abilities = CpasMember.abilities | {Ability.KEEP_ORDER, Ability.MANAGE_MEMBERS}


class FederationMember(Role):
    """A federation's staff: discusses, triages, proposes, prepares positions, and lets colleagues in."""

    code, label = "federation_member", _("Federation")
    kind, membership = Kind.FEDERATION, MembershipRole.MEMBER
    reads = writes = (Lane.ORGANISATION, Lane.COMMON, Lane.FEDERATIONS)
    abilities = frozenset(
        {
            Ability.FILE_PROBLEM,
            Ability.PROPOSE_SOLUTION,
            Ability.STEER_SOLUTION,
            Ability.TRIAGE,
            Ability.CITE_EVIDENCE,
            Ability.MANAGE_MEMBERS,
        }
    )


class Secretariat(FederationMember):
    """Runs the queue, the meetings and the records, approves and publishes pages; held by a federation."""

    code, label = "secretariat", _("Secretariat")
    membership = MembershipRole.SECRETARIAT
    moderates = (Lane.COMMON, Lane.FEDERATIONS, Lane.ORGANISATION)
    abilities = FederationMember.abilities | {
        Ability.MODERATE, Ability.KEEP_ORDER, Ability.RECORD_ANSWER, Ability.APPROVE_PAGES
    }  # fmt: skip


class Editor(Role):
    """Writes opinions and news, and submits them for approval; cites evidence."""

    code, label = "editor", _("Editor")
    kind, membership = Kind.FEDERATION, MembershipRole.EDITOR
    reads = (Lane.ORGANISATION, Lane.COMMON, Lane.FEDERATIONS)
    writes = (Lane.ORGANISATION, Lane.FEDERATIONS)
    abilities = frozenset({Ability.CITE_EVIDENCE, Ability.RECORD_ANSWER, Ability.EDIT_PAGES})


class AdministrationMember(Role):
    """The federal administration: answers, commits to solutions and dates, delivers."""

    code, label = "administration_member", _("Administration")
    kind, membership = Kind.ADMINISTRATION, MembershipRole.MEMBER
    reads = writes = (Lane.ORGANISATION, Lane.COMMON, Lane.ADMINISTRATION)
    abilities = frozenset({Ability.FILE_PROBLEM, Ability.PROPOSE_SOLUTION, Ability.STEER_SOLUTION})


class AdministrationCoordinator(AdministrationMember):
    """The reference person of the administration: as a member, and keeps order in the administration's lane."""

    code, label = "administration_coordinator", _("Administration, coordination")
    membership = MembershipRole.COORDINATOR
    moderates = (Lane.ADMINISTRATION, Lane.ORGANISATION)
    abilities = AdministrationMember.abilities | {Ability.KEEP_ORDER, Ability.MANAGE_MEMBERS}


class Guest(Role):
    """A cabinet, an expert, a supplier: reads what a mandate as observer opens, and nothing else."""

    code, label = "guest", _("Observer or expert")
    kind, membership = Kind.GUEST, MembershipRole.MEMBER


ROLES = (
    CpasMember, CpasCoordinator, FederationMember, Secretariat, Editor, AdministrationMember, AdministrationCoordinator,
    Guest,
)  # fmt: skip
BY_CODE = {role.code: role for role in ROLES}
BY_FACTS = {(role.kind, role.membership): role for role in ROLES}


def role_of(kind: str, membership: str) -> type[Role] | None:
    """Return the role that a membership gives, or None where that combination means nothing."""
    return BY_FACTS.get((Kind(kind), MembershipRole(membership)))
