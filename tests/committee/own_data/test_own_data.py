"""One's own data: all of it, nobody else's, and only after signing in again."""

import json
from io import BytesIO
from zipfile import ZipFile

from django.test import Client

from committee.security.models import SecurityEvent
from issues.conversation.threads.actions.posts import add_post
from issues.intake.filing.actions import Sheet, save_draft

PAGE = "/fr/people/own-data/"


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
