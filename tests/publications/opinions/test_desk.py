"""The desk where evidence is gathered: for those who cite, without a script, and never losing what was written."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee.access.versions import version_of
from issues.problems.records.actions.lifecycle import translate_problem
from publications.opinions.forms import CiteForm
from publications.opinions.models import AuthorityAnswer, Evidence, OpinionPage
from publications.opinions.queries import answer_said, citable_problems
from tests.conftest import filed
from tests.markup import on_one_line


@pytest.fixture
def at(opinion):
    """The address of the desk, or of one of its forms."""

    def address(name="desk", *args):
        return reverse(f"opinions:{name}", args=[opinion.key, *args])

    return address


@pytest.fixture
def send(client_of, opinion, at):
    """Send one form of the desk as a person, about observation 3 unless said otherwise."""

    def sent(person, what, fields, key=None):
        key = key or opinion.observation(3).translation_key
        keys = (key, opinion.addressee().translation_key) if what == "answer" else (key,)
        prefix = "-".join((what, *map(str, keys)))
        data = {f"{prefix}-{name}": value for name, value in fields.items()}
        return client_of(person).post(at(what, *keys), data)

    return sent


@pytest.mark.parametrize("name", ["federation", "secretariat", "editor"])
def test_the_desk_is_open_to_who_cites(name, client_of, people, at, problem):
    response = client_of(getattr(people, name)).get(at())
    assert response.status_code == 200
    text = on_one_line(response.content.decode())
    assert [row["observation"].number for row in response.context["rows"]] == [1, 2, 3, 4, 5, 6, 7]
    assert f'<option value="{problem.reference} {problem.title}">' in text
    assert response.context["may_publish"] is (name == "secretariat")
    assert response.context["may_submit"] is (name != "federation")


def test_to_everybody_else_there_is_no_desk(client_of, people, at, opinion):
    key = opinion.observation(3).translation_key
    addresses = (
        at(),
        at("publish"),
        at("cite", key),
        at("answer", key, opinion.addressee().translation_key),
        at("withdraw", 1),
    )
    for name in ("ixelles", "spp_is", "observer", "stranger", "administrator"):
        browser = client_of(getattr(people, name))
        assert {browser.get(address).status_code for address in addresses} == {404}
        assert {browser.post(address).status_code for address in addresses} == {404}


def test_a_passer_by_is_sent_to_sign_in(client, at):
    response = client.get(at())
    assert response.status_code == 302 and "login" in response["Location"]


def test_there_is_no_desk_for_an_opinion_that_does_not_exist(client_of, people):
    address = reverse("opinions:desk", args=["00000000-0000-4000-8000-000000000000"])
    assert client_of(people.editor).get(address).status_code == 404


def test_a_problem_is_cited_by_its_reference(people, send, problem, opinion):
    response = send(people.editor, "cite", {"problem": problem.reference.lower()})
    assert response.status_code == 302 and response["Location"].endswith("#observation-3")
    evidence = Evidence.objects.get()
    assert (evidence.problem, evidence.observation_key) == (problem, opinion.observation(3).translation_key)
    assert send(people.editor, "cite", {"problem": problem.reference}).status_code == 302
    assert Evidence.objects.count() == 1


def test_or_by_words_of_its_title_in_either_language(people, problem):
    translate_problem(by=people.ixelles, problem=problem, title="Bijlagen verdwenen", summary="")
    for words in ("jointes perdues", "bijlagen", f"{problem.reference} Pièces jointes perdues"):
        form = CiteForm({"problem": words}, problems=citable_problems(people.editor))
        assert form.is_valid(), form.errors
        assert form.cleaned_data["problem"] == problem


def test_several_that_fit_are_named(people, problem, spaces):
    other = filed(people.ixelles, spaces.common, title="Pièces jointes illisibles")
    form = CiteForm({"problem": "pièces jointes"}, problems=citable_problems(people.editor))
    assert not form.is_valid()
    (error,) = form.errors["problem"]
    assert problem.reference in error and other.reference in error


def test_what_is_not_shared_reads_as_if_it_were_not_there(people, send, spaces):
    apart = filed(people.federation, spaces.federations, title="Entre fédérations", impact={})
    response = send(people.editor, "cite", {"problem": apart.reference})
    assert response.status_code == 422 and not Evidence.objects.exists()
    text = on_one_line(response.content.decode())
    assert "Entre fédérations" not in text
    assert f'value="{apart.reference}"' in text
    assert 'id="errors"' in text and 'aria-invalid="true"' in text


def test_a_stranger_to_the_observation_is_not_found(people, send):
    key = "00000000-0000-4000-8000-000000000000"
    assert send(people.editor, "cite", {"problem": "x"}, key=key).status_code == 404


def test_evidence_is_taken_back_and_twice_is_no_error(client_of, people, at, problem, cite):
    evidence = cite(problem)
    browser = client_of(people.editor)
    field = f"withdraw-{evidence.pk}-reason"
    refused = browser.post(at("withdraw", evidence.pk), {field: ""})
    assert refused.status_code == 422 and Evidence.objects.exists()
    for _time in (1, 2):
        assert browser.post(at("withdraw", evidence.pk), {field: "Cité par erreur"}).status_code == 302
    assert not Evidence.objects.exists()


def test_an_answer_is_recorded(people, send, opinion):
    fields = {"stance": "refused", "dated": "2024-02-01", "text_fr": "Non retenu.", "text_nl": "Niet gevolgd."}
    assert send(people.secretariat, "answer", fields).status_code == 302
    answer = AuthorityAnswer.objects.get()
    assert (answer.stance, answer.dated, answer.text_nl) == ("refused", date(2024, 2, 1), "Niet gevolgd.")
    again = fields | {"text_fr": "Refusé.", "version": version_of(answer_said(answer))}
    assert send(people.secretariat, "answer", again).status_code == 302
    assert AuthorityAnswer.objects.get().text_fr == "Refusé."


def test_an_answer_that_another_changed_meanwhile_shows_both(people, send, at):
    fields = {"stance": "refused", "dated": "2024-02-01", "text_fr": "Non retenu.", "text_nl": "Niet gevolgd."}
    opened = version_of(answer_said(None))
    assert send(people.secretariat, "answer", fields | {"version": opened}).status_code == 302
    response = send(people.secretariat, "answer", fields | {"text_fr": "Retenu en partie.", "version": opened})
    page = on_one_line(response.content.decode())
    assert response.status_code == 422 and AuthorityAnswer.objects.get().text_fr == "Non retenu."
    assert '<pre class="draft-text">Non retenu.</pre>' in page and f'href="{at()}"' in page
    assert '<pre class="draft-text">Retenu en partie.</pre>' in page and "Niet gevolgd.</pre>" not in page


def test_an_answer_that_cannot_be_used_comes_back_as_it_was(people, send):
    fields = {"stance": "refused", "dated": "", "text_fr": "Joindre au 0470 12 34 56", "text_nl": "Niet gevolgd."}
    response = send(people.secretariat, "answer", fields)
    assert response.status_code == 422 and not AuthorityAnswer.objects.exists()
    assert set(response.context["bound"].errors) == {"dated", "text_fr"}
    assert "Niet gevolgd." in response.content.decode()


def test_who_may_not_answer_finds_no_form_and_is_refused(client_of, people, at, send):
    rows = client_of(people.federation).get(at()).context["rows"]
    assert {form for row in rows for _reply, form in row["replies"]} == {None}
    fields = {"stance": "none", "dated": "", "text_fr": "", "text_nl": ""}
    assert send(people.federation, "answer", fields).status_code == 403


def test_publishing_from_the_desk(client, client_of, people, at, opinion, problem, cite):
    cite(problem, released=False)
    for name in ("federation", "editor"):
        assert client_of(getattr(people, name)).post(at("publish")).status_code == 403
    for _time in (1, 2):
        assert client_of(people.secretariat).post(at("publish")).status_code == 302
    assert Evidence.objects.get().released_at
    assert client_of(people.editor).get(at()).context["staged"] == 0


def test_an_observation_that_is_only_drafted_can_be_documented(client_of, people, at, opinion, problem, send):
    draft = opinion.fr.get_latest_revision_as_object()
    new = draft.observations.model(
        number=8, title="Former les équipes", body=[("paragraph", "<p>Former.</p>")], locale=draft.locale
    )
    draft.observations.add(new)
    draft.change_note, draft.one_language_because = "Une observation de plus", "La version néerlandaise suit"
    draft.save_revision(user=people.editor)
    assert client_of(people.editor).get(at()).context["rows"][-1]["observation"].number == 8
    assert send(people.editor, "cite", {"problem": problem.reference}, key=new.translation_key).status_code == 302
    client_of(people.secretariat).post(at("publish"))
    assert OpinionPage.objects.get(pk=opinion.fr.pk).observations.get(number=8).translation_key == new.translation_key


def test_the_desk_reads_in_dutch(client_of, people, opinion):
    text = on_one_line(client_of(people.editor).get(f"/nl/opinions/{opinion.key}/evidence/").content.decode())
    assert "Contactpunten buiten het digitale behouden" in text


def test_the_desk_costs_the_same_with_more_evidence(client_of, people, at, spaces, cite):
    browser, costs = client_of(people.editor), []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            cite(filed(people.ixelles, spaces.common, title=f"Problème {number}"), number)
        browser.get(at())
        with CaptureQueriesContext(connection) as queries:
            browser.get(at())
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 40
