"""Who asks for erasure, and who may carry it out before its day."""

from committee.access.policy import runs_the_committee
from committee.erasure.models import ErasureRequest
from committee.people.models import Person, Reader


def may_ask_erasure(by: Reader, person: Person) -> bool:
    """One's own, while one can sign in; of a closed account the secretariat, which was asked by letter.

    The technical administrator's own account is closed first by another one: a site is never left without.
    """
    if by.pk == person.pk:
        return person.is_active and not person.is_superuser
    return not person.is_active and runs_the_committee(by)


def may_withdraw(by: Reader, request: ErasureRequest) -> bool:
    """Whoever could ask, until it is carried out."""
    return by.pk == request.person_id or runs_the_committee(by)


def may_erase(by: Reader, request: ErasureRequest, due: bool) -> bool:
    """The secretariat and the technical administrator once its day has come; before that, the administrator alone."""
    return runs_the_committee(by) and (due or bool(getattr(by, "is_superuser", False)))
