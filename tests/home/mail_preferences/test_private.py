"""The private feed and calendar: only for whoever knows the address, only what the person reads now."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.db import transaction
from icalendar import Calendar

from committee.access.models import Space
from committee.inbox.actions.duties import discharge_duties, owe_duty
from committee.inbox.actions.notices import notify
from committee.inbox.mails.fan_out import deliver_entry
from committee.inbox.private_addresses import private_token
from committee.journal.actions import record
from committee.journal.models import Entry
from committee.people.actions import renew_addresses
from committee.people.models import Person
from committee.seats.actions import end_membership
from issues.conversation.threads.actions.posts import add_post, choose_following
from tests.committee.records import heard, organisation_of
from tests.scenes import scene

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = ("inbox.atom", "dues.ics")
ROLES = ("ixelles", "jette", "federation", "secretariat", "editor", "spp_is", "observer")
READERS = {
    "common": set(ROLES),
    "federations": {"ixelles", "jette", "federation", "secretariat", "editor"},
    "administration": {"spp_is"},
    "own": {"jette"},
}


def path_of(person, name) -> str:
    return f"/private/{private_token(person)}/{name}"


def entry_in(space, by, word, key="CO-2025-0001"):
    with transaction.atomic():
        return record(by=by, verb="problem.filed", about=("problem", key), space=space, title=word)


@scene
def told(people, spaces):
    """Everybody is told of one entry in each lane, and owes something by a date because of it."""
    lanes = vars(spaces) | {"own": Space.objects.own(organisation_of(people.jette))}
    for lane, space in lanes.items():
        entry = entry_in(space, people.molenbeek, f"secretof{lane}")
        notify(entry=entry, hearing=heard([getattr(people, role) for role in ROLES]))
        for place in {organisation_of(getattr(people, role)) for role in ROLES}:
            about = ("problem", f"CO-2025-{lane}")
            owe_duty(organisation=place, ability="", code="duty.triage", about=about, entry=entry, due=date(2026, 3, 1))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("role", ROLES)
def test_a_private_file_holds_what_the_person_reads(people, told, client, role, name):
    response = client.get(path_of(getattr(people, role), name))
    assert response.status_code == 200
    text = response.content.decode().replace("\r\n ", "")
    assert {lane for lane in READERS if f"secretof{lane}" in text} == {
        lane for lane, readers in READERS.items() if role in readers
    }


@pytest.mark.parametrize("name", FILES)
def test_nobody_keeps_a_private_file(people, client, name):
    response = client.get(path_of(people.jette, name))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


@pytest.mark.parametrize("name", FILES)
def test_new_addresses_end_the_old_ones_at_once(people, client, name):
    old = path_of(people.jette, name)
    assert client.get(old).status_code == 200
    renew_addresses(by=people.jette)
    assert client.get(old).status_code == 404
    assert client.get(path_of(people.jette, name)).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_an_address_that_is_not_ones_own_does_not_exist(people, client, name):
    token = private_token(people.jette)
    other = f"{people.molenbeek.pk}-{token.partition('-')[2]}"
    for wrong in (token[:-1], token + "0", other, f"{people.jette.pk}-", "x", "9" * 30 + "-0", "1-é"):
        assert client.get(f"/private/{wrong}/{name}").status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_a_closed_account_and_one_without_a_place_have_no_files(people, client, name):
    assert client.get(path_of(people.stranger, name)).status_code == 404
    path = path_of(people.jette, name)
    Person.objects.filter(pk=people.jette.pk).update(is_active=False)
    assert client.get(path).status_code == 404
    path = path_of(people.molenbeek, name)
    end_membership(by=people.administrator, membership=people.molenbeek.memberships.get())
    assert client.get(path).status_code == 404


def test_the_feed_is_atom_newest_first_in_the_persons_language(people, spaces, client):
    Person.objects.filter(pk=people.jette.pk).update(language="nl")
    for word in ("Un & <b>", "Deux\x0b"):
        notify(entry=entry_in(spaces.common, people.molenbeek, word), hearing=heard([people.jette]))
    response = client.get(path_of(people.jette, "inbox.atom"))
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    told = "[Gemeenschappelijk] Function of molenbeek: heeft het probleem ‘{}’ ingediend"
    assert titles == [told.format("Deux"), told.format("Un & <b>")]
    contents = [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]
    assert contents == ["CO-2025-0001 · Deux", "CO-2025-0001 · Un &amp; &lt;b&gt;"]
    links = {entry.find(f"{ATOM}link").get("href") for entry in feed.iter(f"{ATOM}entry")}
    assert links == {"http://127.0.0.1:8000/nl/problems/CO-2025-0001/"}
    assert len({entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")}) == 2


def test_an_entry_of_the_feed_leads_to_the_very_message(people, problem, spaces, client):
    choose_following(by=people.jette, thread=problem.thread, level="all")
    post = add_post(by=people.molenbeek, thread_id=problem.thread_id, space=spaces.common, text="Une phrase.")
    deliver_entry(Entry.objects.get(verb="post.added"))
    feed = ElementTree.fromstring(client.get(path_of(people.jette, "inbox.atom")).content)
    assert feed.find(f"{ATOM}entry").find(f"{ATOM}link").get("href") == f"http://127.0.0.1:8000/fr/posts/{post.key}/"


@pytest.mark.parametrize(("language", "words"), [("fr", "Canal"), ("nl", "Kanaal")])
def test_the_calendar_names_the_lane_in_the_persons_language(people, told, client, language, words):
    Person.objects.filter(pk=people.jette.pk).update(language=language)
    text = client.get(path_of(people.jette, "dues.ics")).content.decode().replace("\r\n ", "")
    assert words in text and "Lane" not in text


def test_the_calendar_has_a_day_for_each_thing_due_until_it_is_done(people, spaces, client):
    entry = entry_in(spaces.common, people.molenbeek, "Un titre; avec, ponctuation\net une ligne")
    place = organisation_of(people.jette)
    about = ("problem", "CO-2025-0001")
    owed = owe_duty(
        organisation=place,
        ability="verify_solution",
        code="duty.triage",
        about=about,
        entry=entry,
        due=date(2026, 3, 1),
    )
    owe_duty(organisation=place, ability="verify_solution", code="duty.other", about=about, entry=entry)
    calendar = Calendar.from_ical(client.get(path_of(people.jette, "dues.ics")).content)
    (event,) = calendar.walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 3, 1), date(2026, 3, 2))
    assert event["UID"] == f"duty-{owed.pk}@127.0.0.1"
    assert "Un titre; avec, ponctuation" in event["SUMMARY"]
    assert event["URL"] == "http://127.0.0.1:8000/fr/problems/CO-2025-0001/"
    assert event["TRANSP"] == "TRANSPARENT"
    discharge_duties(code="duty.triage", about=about)
    assert Calendar.from_ical(client.get(path_of(people.jette, "dues.ics")).content).walk("VEVENT") == []


def test_a_duty_of_one_person_is_in_no_colleagues_calendar(people, spaces, client):
    entry = entry_in(spaces.common, people.molenbeek, "Titre")
    facts = {"ability": "", "code": "duty.task", "about": ("task", "1"), "entry": entry, "due": date(2026, 3, 1)}
    owe_duty(organisation=organisation_of(people.ixelles), person=people.ixelles, **facts)
    found = {
        name: len(Calendar.from_ical(client.get(path_of(getattr(people, name), "dues.ics")).content).walk("VEVENT"))
        for name in ("ixelles", "ixelles_coordination")
    }
    assert found == {"ixelles": 1, "ixelles_coordination": 0}


@pytest.mark.parametrize("name", FILES)
def test_rows_cost_no_query(people, spaces, client, name, django_assert_max_num_queries):
    for number in range(6):
        entry = entry_in(spaces.common, people.molenbeek, "Titre", key=f"CO-2025-000{number}")
        notify(entry=entry, hearing=heard([people.jette]))
        about = ("problem", str(number))
        place = organisation_of(people.jette)
        owe_duty(organisation=place, ability="", code="duty.triage", about=about, entry=entry, due=date(2026, 3, 1))
    path = path_of(people.jette, name)
    client.get(path)
    with django_assert_max_num_queries(4):
        client.get(path)
