"""Who hears of a request to join."""

from django.utils.translation import gettext_lazy as _

from committee.inbox.reasons import Hearing, register_reason
from committee.joining.answering import people_answering, secretariat_of
from committee.joining.models import JoiningRequest
from committee.journal.models import Entry

MANAGES = register_reason("manages", 11, _("You let people in."), own=True)


def hearing_of_joining(entry: Entry) -> Hearing:
    """Whoever lets people into the organisation, or the secretariat where it has nobody."""
    key = next(subject.key for subject in entry.subjects.all() if subject.kind == "joining")
    request = JoiningRequest.objects.select_related("organisation", "space__organisation").get(pk=key)
    here, asked = request.space.organisation, request.organisation
    people = people_answering(asked) if here == asked else secretariat_of(here)
    return [(person, MANAGES) for person in people]
