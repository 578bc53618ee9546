"""Who answers requests to join: whoever may invite to the organisation that is asked for."""

from committee.access.policy import runs_the_committee
from committee.invitations.policy import may_invite, organisations_managed
from committee.joining.models import JoiningRequest, JoiningRequestQuerySet
from committee.organisations.models import MembershipRole
from committee.people.models import Reader


def may_answer(person: Reader, request: JoiningRequest) -> bool:
    """Whether a person may let somebody in as an ordinary member there."""
    return may_invite(person, request.organisation, MembershipRole.MEMBER)


def visible_to(person: Reader) -> JoiningRequestQuerySet:
    """The requests that a person may answer."""
    if runs_the_committee(person):
        return JoiningRequest.objects.all()
    return JoiningRequest.objects.filter(organisation__in=organisations_managed(person))
