"""Inviting from a table: read as people write, shown line by line, and sent without what is wrong."""

import pytest

from committee.invitations.models import Invitation
from committee.invitations.tables import DEMANDED, NoTableError, decoded, read_table
from tests.committee.invitations.test_actions import invitation  # noqa: F401

PAGE = "/fr/people/invite/table/"
TABLE = """Adresse;CPAS;Rôle;Langue;fonction_fr
un@example.org;CPAS d'Ixelles;;fr;Assistante sociale
deux@example.org;Elsene;Coördinator;nl;
trois@example.org;CPAS de Jette;member;fr;
pas une adresse;21009;member;de;
un@example.org;Ixelles;editor;fr;Tél. 0470 12 34 56
nouveau@example.org;Ixelles;;;
jette@example.org;Ixelles;;;
"""


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_is_read_however_it_was_saved(sign, code):
    text = "E-mail;Organisatie;Fonction\r\na@example.org;OCMW van Elsene;Référente\r\n\r\n".replace(";", sign)
    [row] = read_table(decoded(text.encode(code)))
    assert (row["address"], row["organisation"], row["function_fr"]) == (
        "a@example.org",
        "OCMW van Elsene",
        "Référente",
    )
    assert row["role"] == row["language"] == row["function_nl"] == ""


@pytest.mark.parametrize(("text", "missing"), [("", DEMANDED), ("a;b\n1;2", DEMANDED), ("address\nx", DEMANDED[1:])])
def test_what_is_no_table_is_said(text, missing):
    with pytest.raises(NoTableError) as refused:
        read_table(text)
    assert refused.value.missing == missing


def test_every_line_is_shown_and_those_without_fault_are_sent(people, invitation, client_of):  # noqa: F811
    browser = client_of(people.ixelles_coordination)
    page = browser.post(PAGE, {"text": TABLE}).content.decode()
    assert Invitation.objects.count() == 1 and page.count('class="late"') >= 6
    assert browser.post(PAGE, {"text": TABLE, "send": "1"}).status_code == 302
    sent = Invitation.objects.exclude(pk=invitation.pk).order_by("pk").values_list("address", "role", "language")
    assert list(sent) == [("un@example.org", "member", "fr"), ("deux@example.org", "coordinator", "nl")]


def test_the_secretariat_invites_to_any_organisation(people, client_of):
    client_of(people.secretariat).post(PAGE, {"text": TABLE, "send": "1"})
    assert Invitation.objects.filter(address="trois@example.org").exists()


@pytest.mark.parametrize("name", ["ixelles", "editor", "stranger", "observer"])
def test_nobody_else_comes_here(people, client_of, name):
    assert client_of(getattr(people, name)).post(PAGE, {"text": TABLE, "send": "1"}).status_code == 404


def test_what_is_missing_comes_back_with_the_form(people, client_of):
    response = client_of(people.secretariat).post(PAGE, {"text": "nom;prénom\nx;y"})
    assert response.status_code == 422 and "nom;prénom" in response.content.decode()
