"""Every page about people and seats, by everybody: what is of another CPAS does not exist, and what one may not do is refused."""

import pytest

from committee.absences.actions import announce_absence
from committee.erasure.actions import ask_erasure
from committee.invitations.actions import invite_person
from committee.joining.actions import ask_to_join
from committee.joining.models import JoiningRequest
from committee.journal import clock
from committee.seats.actions import add_seat, begin_mandate
from tests.committee.records import organisation_of, unchanged

ROLES = (
    "ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "administrator", "spp_is", "observer", "stranger",
)  # fmt: skip
RUN = {"secretariat", "administrator"}
OWN = {"ixelles", "ixelles_coordination", *RUN}
MANAGE = {"ixelles_coordination", *RUN}
MEMBERS = set(ROLES) - {"stranger"}
READ = {
    "people/{person}/": (MEMBERS, 404),
    "people/{person}/change/": (OWN, 404),
    "people/{person}/absence/": (OWN, 404),
    "people/{person}/leave/": (MANAGE, 404),
    "people/requests/{asked}/": (MANAGE, 404),
    "committee/new/": (RUN, 403),
    "seats/new/": (RUN, 403),
    "seats/{seat}/": (MEMBERS, 404),
    "seats/{seat}/appoint/": ({"federation", *RUN}, 403),
    "seats/{seat}/close/": (RUN, 403),
    "seats/mandates/{mandate}/end/": ({"federation", *RUN}, 403),
    "seats/mandates/{mandate}/handover/": ({"federation", *RUN}, 403),
    "organisations/take-part/": (RUN, 403),
    "organisations/new/": (RUN, 403),
    "organisations/21009/rename/": (RUN, 403),
    "organisations/21009/merge/": (RUN, 403),
    "organisations/21009/software/": (MANAGE, 403),
}
"""Who is shown each page, and what another member is answered; whoever takes part in nothing is answered 404."""
WRITTEN = {
    "people/{person}/absence/{absence}/end/": (404, 403),
    "people/{person}/erasure/withdraw/": (404,),
    "people/{person}/erasure/now/": (404,),
    "people/invite/{invitation}/resend/": (404,),
    "people/invite/{invitation}/withdraw/": (404,),
    "people/requests/{asked}/": (404,),
    "people/{person}/leave/": (404,),
    "organisations/21009/close/": (403,),
}
"""What only a button asks for, and what whoever may not is answered."""


@pytest.fixture
def things(people, ground) -> dict[str, int]:
    place, here, today = organisation_of(people.federation), organisation_of(people.ixelles), clock.today()
    seat = add_seat(by=people.administrator, committee=ground.committee, organisation=place, bench="federations")
    mandate = begin_mandate(by=people.administrator, seat=seat, person=people.federation)
    facts = {"language": "fr", "organisation": here, "role": "member"}
    invitation = invite_person(by=people.ixelles_coordination, address="nouvelle@example.org", **facts)
    ask_to_join(address="autre@example.org", language="fr", organisation=here, function="Assistante sociale")
    absence = announce_absence(by=people.ixelles, person=people.ixelles, begins_on=today, ends_on=today)
    ask_erasure(by=people.ixelles, person=people.ixelles)
    return {
        "person": people.ixelles.pk,
        "seat": seat.pk,
        "mandate": mandate.pk,
        "invitation": invitation.pk,
        "asked": JoiningRequest.objects.get().pk,
        "absence": absence.pk,
    }


@pytest.mark.parametrize("role", ROLES)
def test_who_is_shown_which_page(people, things, client_of, role):
    browser = client_of(getattr(people, role))
    shown = {url: browser.get(f"/fr/{url.format(**things)}").status_code for url in READ}
    other = {url: 404 if role == "stranger" else refused for url, (_who, refused) in READ.items()}
    assert shown == {url: 200 if role in who else other[url] for url, (who, _refused) in READ.items()}


@pytest.mark.parametrize("role", ["molenbeek", "federation", "spp_is", "observer", "stranger"])
def test_a_button_of_another_cpas_does_nothing(people, things, client_of, role):
    browser = client_of(getattr(people, role))
    with unchanged():
        for url, expected in WRITTEN.items():
            answer = browser.post(f"/fr/{url.format(**things)}", {"answer": "invite"})
            assert answer.status_code in (*expected, 404), url


def test_a_passer_by_is_asked_to_sign_in(people, things, client):
    answers = {url: client.get(f"/fr/{url.format(**things)}") for url in READ}
    assert {answer.status_code for answer in answers.values()} == {302}
    assert all("/account/login/" in answer["Location"] for answer in answers.values())
