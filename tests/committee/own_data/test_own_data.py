"""One's own data: all of it, nobody else's, and only after signing in again."""

import json
from io import BytesIO
from zipfile import ZipFile

from django.apps import apps
from django.test import Client

from committee.own_data.queries import OURS
from committee.people.models import Person
from committee.security.models import SecurityEvent
from home.personal_data import HELD, NOT_TOLD
from issues.conversation.threads.actions.posts import add_post
from issues.intake.filing.actions import Sheet, save_draft

PAGE = "/fr/people/own-data/file/"


def taken_by(address: str) -> dict:
    browser = Client()
    browser.post("/fr/account/login/", {"login": address, "password": "demonstration"})
    browser.post("/fr/account/confirm/", {"password": "demonstration"})
    answer = browser.get(PAGE)
    assert answer.status_code == 200, answer.get("Location")
    with ZipFile(BytesIO(answer.content)) as archive:
        return {name.removesuffix(".json"): json.loads(archive.read(name)) for name in archive.namelist()}


def test_everything_of_a_person_and_of_nobody_else(people, problem, spaces):
    add_post(by=people.ixelles, thread_id=problem.thread_id, space=spaces.common, text="De ma main.")
    add_post(by=people.molenbeek, thread_id=problem.thread_id, space=spaces.common, text="D’une autre main.")
    save_draft(by=people.ixelles, key="a-draft", sheet=Sheet({"title": "Un brouillon"}))
    data = taken_by("ixelles@example.org")
    assert data["account"]["email"] == "ixelles@example.org" and "password" not in data["account"]
    assert [row["text"] for row in data["posts"]] == ["De ma main."]
    assert [row["title"] for row in data["problems"]] == [problem.title]
    assert [row["title"] for row in data["drafts"]] == ["Un brouillon"]
    assert data["places"][0]["organisation__name_fr"] == "CPAS d’Ixelles" and len(data["declarations"]) == 1
    assert "autre main" not in str(data) and "molenbeek@" not in str(data)
    assert SecurityEvent.objects.filter(event="export", person=people.ixelles, detail="own_data").exists()


def test_it_is_asked_for_after_signing_in_again(people, client, client_of):
    assert "/account/login/" in client.get(PAGE)["Location"]
    answer = client_of(people.ixelles).get(PAGE)
    assert answer.status_code == 302 and "/account/confirm/" in answer["Location"]


def test_the_page_says_what_there_is_before_anything_is_taken(people, problem, client_of):
    page = client_of(people.ixelles).get("/fr/people/own-data/").content.decode()
    assert "Problèmes que vous avez déposés" in page and "/fr/people/own-data/file/" in page


def test_every_table_that_names_a_person_is_told_or_says_why_not():
    told = {(one.model._meta.label, one.column) for one in (*OURS, *HELD)}
    named = {
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Person
    }
    pages = {"locked_by", "resolved_by", "owner"}
    left_out = {one for one in named if one[0] in NOT_TOLD or (one[1] in pages and one not in told)}
    assert named - left_out - told == set()
    assert {one[0] for one in left_out} >= {name for name in NOT_TOLD if "." in name}


def test_no_secret_and_no_words_of_others_stand_in_the_columns():
    columns = {column.split("__")[-1] for one in (*OURS, *HELD) for column in one.columns}
    assert columns.isdisjoint({"password", "data", "nonce", "token_hash", "session_key", "email_hash", "secret"})
