"""What an answer says to who hears the page: errors from the title on, successes, names, contexts and languages."""

import re
from pathlib import Path

import pytest

from committee.inbox.mails.fan_out import deliver_pending
from issues.conversation.threads.actions.posts import choose_following
from issues.problems.records.actions.lifecycle import move_problem
from tests.conftest import filed
from tests.issues.pages import body, said
from tests.issues.steps import say
from tests.scenes import scene

ROOT = Path(__file__).resolve().parents[3]
WRONG = {"fr": "Erreur\u00a0:", "nl": "Fout:"}
FIELDS = re.compile(r"as_field_group|<(?:select|textarea)|<input(?![^>]*hidden)|{{ *form *}}")


def title_of(response) -> str:
    return re.search(r"<title>(.*?)</title>", body(response), re.S)[1]


def names_of(page: str) -> dict[str, set[str]]:
    """What is heard of each link of a page, with where such links lead."""
    found: dict[str, set[str]] = {}
    for address, inside in re.findall(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.S):
        words = " ".join(re.sub(r"<[^>]+>", " ", inside).split())
        found.setdefault(words, set()).add(address)
    return found


@scene
def two(people, spaces):
    """Two problems whose discussions each hold a message."""
    from issues.conversation.threads.actions.posts import add_post

    problems = [filed(people.ixelles, spaces.common, f"{name} perdu") for name in ("Alpha", "Bravo")]
    for problem in problems:
        for by in (people.jette, people.molenbeek):
            add_post(by=by, thread_id=problem.thread_id, space=spaces.common, text="Texte")
    return problems


@pytest.mark.parametrize("language", WRONG)
def test_a_form_that_comes_back_begins_its_title_so_and_has_the_focus(client_of, people, problem, language):
    browser = client_of(people.jette)
    for address, sent in (
        (f"/{language}/problems/file/", {}),
        (f"/{language}/problems/{problem.reference}/impact/", {"answer": "x"}),
        (f"/{language}/account/password/change/", {"oldpassword": "no", "password1": "a", "password2": "b"}),
    ):
        before, after = browser.get(address), browser.post(address, sent)
        assert not title_of(before).startswith(WRONG[language]) and "autofocus" not in body(before)
        assert title_of(after).startswith(f"{WRONG[language]} {title_of(before)}"), address
        assert re.search(r'<div class="summary"[^>]*tabindex="-1"[^>]*autofocus', body(after))


def test_the_title_of_a_picture_is_left_alone(client_of, people, problem):
    page = body(client_of(people.jette).post(f"/fr/problems/{problem.reference}/impact/", {"answer": "x"}))
    assert page.count(WRONG["fr"]) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "sauf le mot de passe\u00a0: saisissez-le à nouveau"), ("nl", "behalve het wachtwoord")],
)
def test_a_wrong_password_is_not_said_to_stand_below(client, people, language, words):
    page = body(client.post(f"/{language}/account/login/", {"login": "ixelles@example.org", "password": "wrong"}))
    assert words in page and 'value="ixelles@example.org"' in page and "wrong" not in page
    assert page.count("/account/password/reset/") == 1


def test_a_form_of_passwords_alone_says_no_more_than_that(client_of, people):
    answer = client_of(people.jette).post("/fr/account/password/change/", {"oldpassword": "no", "password1": "a"})
    assert "Saisissez à nouveau le mot de passe." in body(answer)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_successes_wait_for_a_region_that_is_there_and_empty(client_of, people, problem, language):
    browser = client_of(people.jette)
    page = browser.post(f"/{language}/problems/{problem.reference}/impact/", {"answer": "n"}, follow=True)
    assert '<p class="sr" role="status" id="said"></p>' in body(page)
    assert '<section class="notices"' in body(page) and body(page).count('role="status"') <= 3
    assert not re.search(r'<div class="notice[^>]*role=', body(page))


def test_whatever_changes_something_says_so(client_of, people, two):
    browser, thread = client_of(people.ixelles), two[0].thread_id
    post = two[0].thread.strands.get().posts.first()
    inbox = {"kind": "problem", "key": two[0].reference}
    for address, sent in (
        (f"/fr/threads/{thread}/read/", {}),
        (f"/fr/threads/{thread}/follow/", {"level": "all", "pace": "daily"}),
        (f"/fr/posts/{post.key}/react/", {"word": "agree"}),
        ("/fr/inbox/", {**inbox, "mark": "read"}),
        ("/fr/inbox/", {**inbox, "mark": "unread"}),
    ):
        page = browser.post(address, sent, follow=True)
        assert page.redirect_chain and '<section class="notices"' in body(page), (address, page.status_code)


@pytest.mark.parametrize("path", ["", "timeline/"])
def test_what_sounds_alike_leads_to_the_same_place(client_of, people, two, path):
    for reader in (people.ixelles, people.secretariat):
        page = body(client_of(reader).get(f"/fr/problems/{two[0].reference}/{path}"))
        assert {words: where for words, where in names_of(page[page.index("<main") :]).items() if len(where) > 1} == {}


@pytest.mark.parametrize("path", ["dashboard/", "inbox/", "problems/queue/"])
def test_what_sounds_alike_in_a_list_leads_to_the_same_place(client_of, people, two, path):
    page = body(client_of(people.secretariat).get(f"/fr/{path}"))
    for words, where in names_of(page[page.index("<main") :]).items():
        assert len({address.partition("?")[0].partition("#")[0] for address in where}) == 1, (words, where)


def test_a_list_says_in_its_title_how_many_it_shows(client_of, people, two):
    browser = client_of(people.ixelles)
    assert title_of(browser.get("/fr/problems/")).startswith("Problèmes (2) ·")
    assert title_of(browser.get("/nl/problems/?state=closed")).startswith("Problemen (0) ·")
    assert 'data-number="2"' in body(browser.get("/fr/problems/?fragment=rows"))


def test_a_function_and_a_reason_keep_their_language(client_of, people, two):
    browser = client_of(people.ixelles)
    words = '<h3><span lang="fr">Function of jette</span>'
    assert words in body(browser.get(f"/nl/problems/{two[0].reference}/"))
    assert '<span lang="fr">Function of' not in body(browser.get(f"/fr/problems/{two[0].reference}/"))


def test_a_case_says_what_happened_before_its_facts(client_of, people, problem):
    page = body(client_of(people.jette).get(f"/fr/problems/{problem.reference}/"))
    assert page.index('class="statement"') < page.index('class="facts-col"') < page.index('id="nineteen"')


def test_no_field_is_said_to_be_wrong_before_anything_was_sent(client_of, people, problem):
    browser = client_of(people.jette)
    for path in ("problems/file/", f"problems/{problem.reference}/", f"problems/{problem.reference}/impact/"):
        fields = re.findall(r"<(?:input|textarea|select)\b[^>]*>", body(browser.get(f"/fr/{path}")))
        demanded = [one for one in fields if re.search(r"\srequired", one)]
        assert demanded and [one for one in demanded if 'aria-invalid="false"' not in one] == []


def test_every_form_that_is_filled_in_has_a_name():
    unnamed = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for head, inside in re.findall(r"<form\b((?:[^>\"]|\"[^\"]*\")*)>(.*?)</form>", text, re.S):
            if FIELDS.search(inside) and "aria-label" not in head and "gallery" not in path.name:
                unnamed.append(path.name)
            named = re.search(r'aria-labelledby="(\w+)"', head)
            if named and named[1] != "heading" and f'id="{named[1]}"' not in text:
                unnamed.append(path.name)
    assert unnamed == []


@pytest.mark.parametrize("path", ["file/", "{}/impact/", "{}/impact/?answer=n"])
def test_the_name_of_a_form_is_the_heading_of_its_page(client_of, people, problem, path):
    page = body(client_of(people.jette).get("/fr/problems/" + path.format(problem.reference)))
    assert page.count('<h1 id="heading">') == page.count('aria-labelledby="heading"') == 1


def test_what_is_declared_says_of_what(client_of, people, problem):
    page = body(client_of(people.jette).get(f"/nl/problems/{problem.reference}/impact/"))
    assert f'<h1 id="heading">{said("nl", "We have this too")}</h1>' in page
    assert "Extra minuten per dossier, minstens" in page and "Extra minuten per dossier, hoogstens" in page


@scene
def foreign(people, spaces):
    """A French problem without a Dutch title, closed with a reason by somebody who writes French; its followers are told."""
    problem = filed(people.molenbeek, spaces.common, "Le <b>champ</b> est vide")
    choose_following(by=people.jette, thread=problem.thread, level="all")
    say(people.molenbeek, problem, "Chez nous aussi.")
    move_problem(by=people.secretariat, problem=problem, target="closed", reason="Hors de propos.")
    deliver_pending()
    return problem


TITLE = '<span lang="fr">Le &lt;b&gt;champ&lt;/b&gt; est vide</span>'


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("inbox/", [TITLE, '<span lang="fr">Chez nous aussi.</span>']),
        ("problems/{}/timeline/", [TITLE, '<span lang="fr">Hors de propos.</span>']),
        ("problems/{}/", ['<span lang="fr">Hors de propos.</span>']),
    ],
)
def test_a_text_in_the_other_language_is_read_in_its_own(client_of, people, foreign, path, texts):
    browser, address = client_of(people.jette), path.format(foreign.reference)
    dutch, french = (body(browser.get(f"/{language}/{address}")) for language in ("nl", "fr"))
    assert [text for text in texts if text not in dutch] == []
    assert not any(text in french for text in texts)


def test_what_awaits_is_read_in_its_own_language(client_of, people, spaces):
    filed(people.molenbeek, spaces.common, "Le champ est vide")
    page = body(client_of(people.secretariat).get("/nl/dashboard/"))
    assert '<span lang="fr">Le champ est vide</span>' in page
