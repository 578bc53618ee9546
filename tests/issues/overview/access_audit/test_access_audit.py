"""Who could see a problem, a solution or a post, and when."""

import csv
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committee.access.grants import readers_of
from committee.access.models import Space
from committee.inbox.models import Letter, Notice
from committee.journal import clock
from committee.organisations.models import Membership, Organisation
from committee.people.models import Person
from committee.seats import actions as seats
from committee.seats import queries as rights
from committee.seats.models import Mandate
from committee.seats.queries import rights_on
from issues.conversation.threads.actions.posts import withdraw_post
from issues.conversation.threads.models import Post
from issues.fieldwork.impacts.actions.declaring import share_with_impact
from issues.overview.access_audit.policy import may_audit
from issues.overview.access_audit.queries import audited
from issues.overview.import_export.actions import record_dossier
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import MEMBERS, filed
from tests.issues.pages import body
from tests.issues.steps import propose, say

pytestmark = pytest.mark.column

BRUSSELS = ZoneInfo("Europe/Brussels")
BENCH = MEMBERS - {"spp_is", "observer"}


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=BRUSSELS)


def since(moment: datetime) -> None:
    """Let every membership and mandate be older than a moment."""
    for model in (Membership, Mandate):
        model.objects.update(began_on=(moment - timedelta(days=30)).date())


def names(people, readings) -> set[str]:
    """The cast among those who could read."""
    known = {getattr(people, name).pk: name for name in MEMBERS}
    return {known[reading.right.person_id] for reading in readings}


def seen_on(people, thing, day: date) -> set[str]:
    return names(people, [reading for reading in thing.readings if reading.covers(day)])


def url_of(kind: str, key) -> str:
    return f"/fr/audience/{kind}/{key}/"


def page_of(browser, kind, key, query=""):
    return browser.get(f"{url_of(kind, key)}{query}")


def test_the_verbs_of_rights_are_those_that_are_recorded():
    for name in ("MEMBERSHIP_BEGAN", "MEMBERSHIP_ENDED", "MANDATE_BEGAN", "MANDATE_ENDED"):
        assert getattr(rights, name) == getattr(seats, name)


@pytest.mark.parametrize("lane", ["common", "federations", "administration", "own"])
def test_the_rights_that_last_are_those_that_are_given(people, spaces, lane):
    """Two derivations of one thing: facts over time, and what guardian holds now."""
    seat = seats.add_seat(by=people.administrator, committee=Mandate.objects.get().seat.committee,
                          organisation=organisation_of(people.federation), bench="federations")  # fmt: skip
    seats.begin_mandate(by=people.administrator, seat=seat, person=people.federation)
    seats.end_membership(by=people.administrator, membership=people.molenbeek.memberships.get())
    space = Space.objects.own(organisation_of(people.ixelles)) if lane == "own" else getattr(spaces, lane)
    lasting = {right.person_id for right in rights_on([space]) if right.until is None and not right.closed}
    assert lasting == set(readers_of(space.pk).values_list("pk", flat=True))


def test_who_reads_each_lane(people, spaces, problem):
    found = audited(people.secretariat, "problem", problem.reference)
    assert names(people, found.readings) == MEMBERS
    post = say(people.federation, problem, space=spaces.federations)
    assert names(people, audited(people.secretariat, "post", post.key).readings) == BENCH
    hidden = say(people.spp_is, problem, space=spaces.administration)
    assert names(people, audited(people.spp_is, "post", hidden.key).readings) == {"spp_is"}


def test_a_post_of_the_federations_never_lists_the_administration(people, spaces, problem, client_of):
    post = say(people.federation, problem, space=spaces.federations)
    page = body(page_of(client_of(people.secretariat), "post", post.key))
    assert "SPP Int" not in page and "Function of spp_is" not in page
    assert "Function of molenbeek" in page


def test_a_membership_that_ended_yesterday_is_told_and_not_for_today(people, problem):
    since(problem.filed_at)
    with clock.acting_at(timezone.now() - timedelta(days=1)):
        type(problem).objects.update(filed_at=timezone.now() - timedelta(days=3))
        seats.end_membership(by=people.administrator, membership=people.molenbeek.memberships.get())
    thing = audited(people.secretariat, "problem", problem.reference)
    today = timezone.localdate()
    [gone] = [reading for reading in thing.readings if reading.right.person_id == people.molenbeek.pk]
    assert (timezone.localtime(gone.until).date(), gone.lasts) == (today - timedelta(days=1), False)
    assert "molenbeek" in seen_on(people, thing, today - timedelta(days=1))
    assert "molenbeek" not in seen_on(people, thing, today)


def test_the_exact_moment_is_that_of_the_journal(people, problem):
    type(problem).objects.update(filed_at=at(1))
    since(at(1))
    with clock.acting_at(at(4, 15)):
        seats.end_membership(by=people.administrator, membership=people.jette.memberships.get())
    thing = audited(people.secretariat, "problem", problem.reference)
    assert {r.until for r in thing.readings if r.right.person_id == people.jette.pk} == {at(4, 15)}


def test_what_is_known_by_its_day_lasts_the_whole_day(people, problem):
    type(problem).objects.update(filed_at=at(1))
    since(at(1))
    Membership.objects.filter(person=people.jette).update(ended_on=date(2026, 3, 4))
    thing = audited(people.secretariat, "problem", problem.reference)
    [gone] = [reading for reading in thing.readings if reading.right.person_id == people.jette.pk]
    assert gone.until == datetime(2026, 3, 5, tzinfo=BRUSSELS)


def test_who_came_later_sees_from_then_on(people, problem):
    type(problem).objects.update(filed_at=at(1))
    since(at(1))
    newcomer = Person.objects.create_user("late@example.org", function_fr="Late")
    with clock.acting_at(at(9)):
        place = organisation_of(people.jette)
        seats.begin_membership(by=people.administrator, person=newcomer, organisation=place, role="member")
    thing = audited(people.secretariat, "problem", problem.reference)
    [late] = [reading for reading in thing.readings if reading.right.person_id == newcomer.pk]
    assert late.since == at(9)
    assert not late.covers(date(2026, 3, 8)) and late.covers(date(2026, 3, 9))


def test_an_observer_reads_by_mandate_while_it_lasts(people, problem, client_of):
    type(problem).objects.update(filed_at=at(1))
    since(at(1))
    with clock.acting_at(at(6)):
        seats.end_mandate(by=people.administrator, mandate=Mandate.objects.get())
    thing = audited(people.secretariat, "problem", problem.reference)
    [reading] = [reading for reading in thing.readings if reading.right.person_id == people.observer.pk]
    assert (reading.right.mandate, reading.right.by, reading.until) == (True, "observers", at(6))
    browser = client_of(people.secretariat)
    assert "Mandat" in body(page_of(browser, "problem", problem.reference, "?on=2026-03-05"))
    assert "Observer" not in body(page_of(browser, "problem", problem.reference, "?on=2026-03-07"))


def test_a_problem_that_was_shared_stood_in_its_own_space_before(people, own, client_of):
    type(own).objects.update(filed_at=at(1))
    since(at(1))
    with clock.acting_at(at(5)):
        share_with_impact(by=people.ixelles, problem=own)
    thing = audited(people.secretariat, "problem", own.reference)
    assert [(period.space.lane, period.since, period.until) for period in thing.trace.stays] == [
        ("organisation", at(1), at(5)), ("common", at(5), None),
    ]  # fmt: skip
    assert seen_on(people, thing, date(2026, 3, 4)) == {"ixelles", "ixelles_coordination"}
    assert seen_on(people, thing, date(2026, 3, 5)) == MEMBERS
    page = body(page_of(client_of(people.secretariat), "problem", own.reference, "?on=2026-03-04"))
    assert "Function of ixelles" in page and "Function of jette" not in page


def test_a_post_withdrawn_or_hidden_is_read_no_more(people, problem):
    since(at(1))
    with clock.acting_at(at(2)):
        posts = [say(people.ixelles, problem), say(people.ixelles, problem)]
    with clock.acting_at(at(3)):
        withdraw_post(by=people.ixelles, post=posts[0])
        from issues.conversation.moderation.actions.keeping_order import hide_post, show_post

        hide_post(by=people.secretariat, post=posts[1], reason="Hors sujet")
    with clock.acting_at(at(5)):
        show_post(by=people.secretariat, post=Post.objects.get(pk=posts[1].pk))
    gone, back = (audited(people.secretariat, "post", post.key) for post in posts)
    assert [(period.since, period.until) for period in gone.trace.stays] == [(at(2), at(3))]
    assert [(period.since, period.until) for period in back.trace.stays] == [(at(2), at(3)), (at(5), None)]
    assert seen_on(people, back, date(2026, 3, 4)) == set() == seen_on(people, gone, date(2026, 3, 6))
    assert seen_on(people, back, date(2026, 3, 6)) == MEMBERS


def test_a_solution_is_read_where_it_stands(people, solution):
    assert names(people, audited(people.jette, "solution", str(solution.pk)).readings) == MEMBERS


WHO = {
    "common": {"secretariat"},
    "federations": {"secretariat"},
    "administration": set(),
    "own": {"ixelles_coordination"},
}


@pytest.mark.parametrize("lane", WHO)
def test_who_may_ask(people, spaces, lane):
    space = Space.objects.own(organisation_of(people.ixelles)) if lane == "own" else getattr(spaces, lane)
    assert {name for name in MEMBERS if may_audit(getattr(people, name), space.pk)} == WHO[lane]


@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_others_read_the_present_answer_in_short(people, problem, client_of, name):
    browser = client_of(getattr(people, name))
    page = page_of(browser, "problem", problem.reference)
    assert page.status_code == 200
    full = name == "secretariat"
    assert ("Function of" in body(page).split("<main")[1].split("</main>")[0]) is full
    assert page.context["today"][0]["count"] == 6
    assert page_of(browser, "problem", problem.reference, "?on=2026-03-04").status_code == (200 if full else 403)
    posted = browser.post(f"{url_of('problem', problem.reference)}file/")
    assert posted.status_code == (200 if full else 403)
    posted.close()


def test_an_own_thing_is_for_its_coordinator(people, own, client_of):
    browser = client_of(people.ixelles_coordination)
    assert "Function of ixelles" in body(page_of(browser, "problem", own.reference))
    assert page_of(client_of(people.ixelles), "problem", own.reference, "?on=2026-03-04").status_code == 403


@pytest.mark.parametrize("name", ["secretariat", "jette", "spp_is", "stranger", "administrator"])
def test_what_one_does_not_read_does_not_exist(people, own, spaces, client_of, name):
    post = say(people.ixelles, own)
    browser = client_of(getattr(people, name))
    with unchanged():
        for kind, key in (("problem", own.reference), ("post", post.key), ("solution", 10**9), ("person", "1")):
            assert page_of(browser, kind, key).status_code == 404
            assert browser.post(f"{url_of(kind, key)}file/").status_code == 404


@pytest.mark.parametrize("path", ["problem/x", "post/x", "solution/x", "solution/" + "9" * 40, "x/1"])
def test_no_address_breaks_the_page(people, client_of, path):
    assert client_of(people.secretariat).get(f"/fr/audience/{path}/").status_code == 404


@pytest.mark.parametrize("query", ["on=x", "on=2026-13-01", "on=", "on=1999-01-01"])
def test_a_day_that_makes_no_sense_is_no_day(people, problem, client_of, query):
    page = page_of(client_of(people.secretariat), "problem", problem.reference, f"?{query}")
    assert (page.status_code, page.context["on"]) == (200, "")


def test_the_lanes_of_others_are_not_counted(people, problem, spaces, client_of):
    say(people.spp_is, problem, space=spaces.administration)
    say(people.federation, problem, space=spaces.federations)
    lanes = {
        name: {row["space"].lane for row in page_of(client_of(getattr(people, name)), "problem", problem.reference).context["today"]}
        for name in ("jette", "spp_is", "observer")
    }  # fmt: skip
    assert lanes == {"jette": {"common", "federations"}, "spp_is": {"common", "administration"}, "observer": {"common"}}


def test_what_left_the_portal_is_told(people, problem, spaces, client_of):
    post = say(people.jette, problem)
    hidden = say(people.spp_is, problem, space=spaces.administration)
    entries = {post.pk: None, hidden.pk: None}
    from committee.journal.models import Entry

    for pk in entries:
        entries[pk] = Entry.objects.about("post", str(pk)).get()
    Notice.objects.all().delete()
    letter = Letter.objects.create(
        person=people.ixelles, message_id="<1@example.org>", created_at=at(2), sent_at=timezone.now()
    )
    Notice.objects.create(person=people.ixelles, entry=entries[post.pk], letter=letter)
    Notice.objects.create(person=people.molenbeek, entry=entries[post.pk])
    Notice.objects.create(person=people.spp_is, entry=entries[hidden.pk])
    record_dossier(by=people.jette, problem=problem, lanes="commun")
    page = page_of(client_of(people.secretariat), "problem", problem.reference)
    assert [(row["told"], row["mailed"]) for row in page.context["told"]] == [(2, 1)]
    assert [row["organisation"] for row in page.context["taken"]] == [organisation_of(people.jette).name_fr]
    assert "Function of jette" not in "".join(row["what"] for row in page.context["taken"])


def test_the_table_is_that_of_the_page_and_is_recorded(people, problem, client_of):
    Person.objects.filter(pk=people.jette.pk).update(function_fr="=cmd")
    with recording() as records:
        response = client_of(people.secretariat).post(f"{url_of('problem', problem.reference)}file/")
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert len(header) == 7 and len(rows) == len(MEMBERS)
    assert "'=cmd" in {row[1] for row in rows}
    assert [record.verb for record in records] == ["audit.exported"]
    assert records[0].space == Space.objects.own(organisation_of(people.secretariat))


def test_an_audit_costs_the_same_with_few_people_and_with_many(people, problem, client_of):
    browser, counts = client_of(people.secretariat), []
    for more in (0, 60):
        centres = list(Organisation.objects.cpas())
        for number in range(more):
            person = Person.objects.create_user(f"p{number}@example.org", function_fr=f"F{number}")
            Membership.objects.create(
                person=person, organisation=centres[number % len(centres)], role="member", began_on=date(2026, 1, 1)
            )
        page_of(browser, "problem", problem.reference)
        with CaptureQueriesContext(connection) as captured:
            assert page_of(browser, "problem", problem.reference).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14, counts


def test_ways_in(people, problem, client_of):
    page = body(client_of(people.jette).get(f"/fr/problems/{problem.reference}/timeline/"))
    assert url_of("problem", problem.reference) in page
    post = say(people.jette, problem)
    story = f"/fr/problems/{problem.reference}/timeline/"
    assert url_of("post", post.key) in body(client_of(people.secretariat).get(story))
    assert url_of("post", post.key) not in body(client_of(people.jette).get(story))


def test_a_solution_of_another_lane_has_no_audit(people, spaces, client_of):
    hidden = propose(people.federation, filed(people.federation, spaces.federations, impact={}))
    assert page_of(client_of(people.spp_is), "solution", hidden.pk).status_code == 404
