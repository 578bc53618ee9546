"""`manage.py found` on an empty database: what stands afterwards, twice, and nothing that was invented."""

from __future__ import annotations

import io
import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import GroupPagePermission, Locale, Page, Site, WorkflowPage

from committee.organisations.models import Kind, Membership, Organisation
from committee.people.models import Person
from committee.seats.models import Committee, Seat
from home.management.commands.found import Command
from home.pages.models import HomePage, StatementPage
from home.pages.statements import Purpose, is_unfilled
from issues.problems.records.models import Problem

pytestmark = [pytest.mark.column, pytest.mark.django_db]

TOLD = {
    "administrator": "ict@monitoring.example", "secretariat": "secretariat@monitoring.example", "federation": "uvcw",
    "regions": "brussels", "language": "nl",
}  # fmt: skip
COUNTED = (Page, HomePage, StatementPage, Site, Locale, Organisation, Committee, Seat, Person, Membership, WorkflowPage,
           GroupPagePermission)  # fmt: skip
PAGES = ("", "contact/", "legal/", "privacy-notice/", "accessibility/")
LISTS = {"fr": ("avis/", "actualites/", "evenements/"), "nl": ("adviezen/", "nieuws/", "agenda/")}


def found(**options) -> str:
    said = io.StringIO()
    call_command("found", no_input=True, stdout=said, **options)
    return said.getvalue()


def links_in(said: str) -> list[str]:
    return re.findall(r"https?://\S+/password/reset/key/\S+", said)


@pytest.fixture
def founded(db) -> str:
    """A site that was founded on an empty database; what the command said."""
    return found(**TOLD)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_twice_is_once(founded):
    before = counts()
    found()
    found(**TOLD)
    assert counts() == before
    assert before["Organisation"] == 19 + 4
    assert (before["HomePage"], before["StatementPage"], before["Committee"], before["Seat"]) == (2, 8, 1, 4)


def test_every_page_answers_in_both_languages(founded, client):
    for language, lists in LISTS.items():
        for path in (*PAGES, *lists):
            response = client.get(f"/{language}/{path}")
            text = response.content.decode()
            assert response.status_code == 200, path
            assert re.search(rf'<html[^>]* lang="{language}"', text), path
            assert "Wagtail" not in text, path
            assert is_unfilled(text) == (path.rstrip("/") in list(Purpose)), path
        assert client.get("/", headers={"accept-language": language})["Location"] == f"/{language}/"
    assert all(page.is_unfilled for page in StatementPage.objects.all())
    keys = list(Page.objects.filter(depth__gt=1).values_list("translation_key", flat=True))
    assert len(keys) == 2 * len(set(keys)) == 16


def test_the_committee_is_where_it_was_asked_for_and_nothing_is_invented(founded):
    keeper = Committee.objects.get().secretariat
    person = Membership.objects.get().person
    assert "UVCW" in keeper.name_fr
    assert (person.email, person.language, person.is_superuser) == (TOLD["secretariat"], "nl", False)
    assert {seat.organisation.kind for seat in Seat.objects.all()} == {Kind.FEDERATION, Kind.ADMINISTRATION}
    assert not Person.objects.filter(is_demonstration=True).exists()
    assert not Problem.objects.exists()
    assert not Organisation.objects.filter(kind=Kind.GUEST).exists()


def test_another_region_comes_in_later(founded):
    assert Organisation.objects.cpas().count() == 19
    found(regions="wallonia")
    found(regions="all")
    centres = list(Organisation.objects.cpas())
    assert len(centres) == 565
    assert [one.position for one in centres] == list(range(565))
    assert (centres[0].nis, centres[18].nis, centres[19].municipality_fr) == ("21001", "21019", "Beauvechain")


def test_what_somebody_changed_stays(founded):
    home = HomePage.objects.get(locale__language_code="nl")
    home.title = "Onze titel"
    home.save_revision().publish()
    StatementPage.objects.get(purpose=Purpose.LEGAL, locale__language_code="fr").delete()
    found()
    assert HomePage.objects.get(locale__language_code="nl").title == "Onze titel"
    legal = StatementPage.objects.filter(purpose=Purpose.LEGAL)
    assert legal.count() == 2
    assert len(set(legal.values_list("translation_key", flat=True))) == 1


def test_the_first_people_are_mailed_a_link_that_works_once(founded, client):
    links = links_in(founded)
    assert [one.to for one in mail.outbox] == [[TOLD["administrator"]], [TOLD["secretariat"]]]
    assert all(link in one.body for link, one in zip(links, mail.outbox, strict=True))
    choose_password(client, links[1], "een-lange-wachtzin-26")
    choose_password(Client(), links[1], "een-andere-wachtzin-26")
    assert Person.objects.get(email=TOLD["secretariat"]).check_password("een-lange-wachtzin-26")
    said = found()
    assert "the account is open" in said
    assert len(links_in(said)) == 1  # the administrator has not come in
    assert len(mail.outbox) == 2 + 1  # that the password was changed is told, and no link is mailed again


def choose_password(client: Client, link: str, password: str) -> None:
    response = client.get(path_of(link), follow=True)
    client.post(response.request["PATH_INFO"], {"password1": password, "password2": password})


def path_of(link: str) -> str:
    return "/" + link.partition("://")[2].partition("/")[2]


def test_what_is_missing_is_said_and_nothing_is_done():
    with pytest.raises(CommandError) as refusal:
        found(administrator="ict@monitoring.example", regions="Limburg")
    said = str(refusal.value)
    for word in ("--secretariat", "FOUND_SECRETARIAT", "--federation", "--language", "Limburg"):
        assert word in said
    assert "--administrator, or" not in said
    assert not Person.objects.exists()
    assert not HomePage.objects.exists()


def test_a_federation_that_is_none_leaves_nothing_behind():
    with pytest.raises(CommandError, match="--federation"):
        found(**TOLD | {"federation": "Union des villes"})
    assert not Person.objects.exists()
    assert not Organisation.objects.exists()


def test_the_environment_answers_as_well(settings):
    settings.FOUNDING = {f"FOUND_{name.upper()}": word for name, word in TOLD.items()}
    found()
    assert Committee.objects.count() == 1


def test_it_asks_what_it_is_not_told_until_it_makes_sense(monkeypatch):
    typed = iter(["ict", "ict@monitoring.example", "", "all", ""])
    asked = []
    monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or next(typed))
    told = dict.fromkeys(TOLD, "") | {"secretariat": TOLD["secretariat"]}
    answers = Command(stdout=io.StringIO()).gather(told, asking=True)
    assert answers == {
        "administrator": "ict@monitoring.example",
        "secretariat": TOLD["secretariat"],
        "federation": "Brulocalis",
        "regions": ("brussels", "wallonia", "flanders"),
        "language": "fr",
    }
    assert len(asked) == 5
