"""`manage.py found` on an empty database: what stands afterwards, twice, and nothing that was invented."""

from __future__ import annotations

import io
import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, Site, WorkflowPage

from committee.invitations.models import Invitation
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
PASSPHRASE = "een lange wachtzin 26 korenbloemen"
COUNTED = (Invitation, Page, HomePage, StatementPage, Site, Locale, Organisation, Committee, Seat, Person, Membership, WorkflowPage,
           GroupPagePermission)  # fmt: skip
PAGES = ("", "contact/", "legal/", "privacy-notice/", "accessibility/")
LISTS = {"fr": ("avis/", "actualites/", "evenements/"), "nl": ("adviezen/", "nieuws/", "agenda/")}


def found(**options) -> str:
    said = io.StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("found", no_input=True, stdout=said, **options)
    return said.getvalue()


def links_in(said: str) -> list[str]:
    return re.findall(r"https?://\S+/nl/invitation/\S+", said)


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
    first = Invitation.objects.get(is_technical=False)
    assert "UVCW" in keeper.name_fr
    assert (first.address, first.language, first.role, first.organisation) == (
        TOLD["secretariat"], "nl", "secretariat", keeper,
    )  # fmt: skip
    assert not Membership.objects.exists()
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
    assert accept(client, links[1]).status_code == 302
    assert client.get("/nl/people/invite/").status_code == 200
    assert accept(Client(), links[1], "een-andere-wachtzin-26-korenbloem").status_code == 410
    said = found()
    assert said.count("the account is open") == 1
    assert links_in(said) == links[:1]  # the administrator has not come in
    assert len([one for one in mail.outbox if "invitation" in one.body]) == 2


def test_the_technical_administrator_comes_in_without_a_place_in_the_committee(founded, client):
    [link, _other] = links_in(founded)
    assert accept(client, link).status_code == 302
    person = Person.objects.get(is_superuser=True)
    assert person.check_password(PASSPHRASE) and not person.memberships.exists()
    assert client.get("/nl/site/").status_code == 200
    assert links_in(found()) == links_in(founded)[1:]


def test_who_was_not_invited_by_an_administrator_handles_no_such_invitation(founded, client):
    accept(client, links_in(founded)[1])
    technical = Invitation.objects.get(is_technical=True)
    assert TOLD["administrator"] not in client.get("/nl/people/invite/").content.decode()
    for deed in ("resend", "withdraw"):
        assert client.post(f"/nl/people/invite/{technical.pk}/{deed}/").status_code == 404


def test_a_founding_run_again_after_the_links_expired_sends_others(founded):
    Invitation.objects.update(expires_at=timezone.now())
    said = found()
    assert len(links_in(said)) == 2 and not set(links_in(said)) & set(links_in(founded))
    assert len(mail.outbox) == 4 and Invitation.objects.count() == 2


def accept(client: Client, link: str, passphrase: str = PASSPHRASE):
    path = "/" + link.partition("://")[2].partition("/")[2]
    told = {"function_fr": "Secrétariat", "function_nl": "Secretariaat", "language": "nl", "password": passphrase}
    return client.post(path, told)


def test_centres_come_with_their_language_and_region(founded):
    found(regions="wallonia")
    assert {(one.region, one.language) for one in Organisation.objects.cpas()[:19]} == {("brussels", "bi")}
    eupen = Organisation.objects.get(nis="63023")
    assert (eupen.language, eupen.region, eupen.name_de) == ("de", "wallonia", "ÖSHZ Eupen")


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
