"""Two people publish: an editor submits, an approver approves; whatever they press at the same moment, nothing is undone."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override
from wagtail import hooks
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from committee.access.refusals import Refused
from committee.access.standing import standing_of
from committee.people.actions import choose_preferences
from publications.library.models import NewsIndexPage, NewsPage
from publications.library.queries import texts_to_approve
from publications.opinions.actions.publishing import publish_opinion, submit_opinion
from publications.opinions.models import Evidence, OpinionPage
from publications.pages.actions import APPROVAL
from tests.markup import on_one_line
from tests.publications.opinions.test_editing import PARTS

pytestmark = pytest.mark.column


@pytest.fixture
def changed(people, opinion):
    """The French text, changed by the editor."""
    opinion.fr.title, opinion.fr.change_note = "Avis revu", "Le titre est revu"
    opinion.fr.save_revision(user=people.editor)
    return OpinionPage.objects.get(pk=opinion.fr.pk)


@pytest.fixture
def news(people, opinion):
    """A draft in French that the editor submitted."""
    facts = {
        "date": date(2026, 1, 5),
        "live": False,
        "owner": people.editor,
        "one_language_because": "Pour les francophones",
    }
    page = NewsPage(title="Une nouvelle", lead="Un chapeau", **facts)
    NewsIndexPage.objects.get(locale__language_code="fr").add_child(instance=page)
    page.save_revision(user=people.editor)
    page = NewsPage.objects.get(pk=page.pk)
    page.get_workflow().start(page, people.editor)
    return page


def news_form(title="Une nouvelle", **more) -> dict:
    fields = {"title": title, "slug": "une-nouvelle", "date": "2026-01-05", "precision": "day", "lead": "Un chapeau"}
    fields |= {"image": "", "image_alt": "", "one_language_because": "Pour les francophones"}
    return nested_form_data({**fields, **more, "body": streamfield([]), "annexes": inline_formset([])})


def editing(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_editor_submits_and_the_secretariat_publishes(people, changed):
    assert [page.pk for page in submit_opinion(by=people.editor, page=changed)] == [changed.pk]
    assert submit_opinion(by=people.editor, page=changed) == []
    assert OpinionPage.objects.get(pk=changed.pk).title != "Avis revu"
    with pytest.raises(PermissionDenied):
        publish_opinion(by=people.editor, page=changed)
    publish_opinion(by=people.secretariat, page=changed)
    page = OpinionPage.objects.get(pk=changed.pk)
    assert page.title == "Avis revu" and page.current_workflow_state is None
    assert page.workflow_states.get().status == "approved"


def test_what_was_sent_back_is_not_published_over_it(people, changed):
    submit_opinion(by=people.editor, page=changed)
    changed.current_workflow_task_state.specific.reject(user=people.secretariat, comment="Une source manque.")
    with pytest.raises(Refused):
        publish_opinion(by=people.secretariat, page=changed)
    assert OpinionPage.objects.get(pk=changed.pk).current_workflow_state.status == "needs_changes"
    submit_opinion(by=people.editor, page=changed)
    publish_opinion(by=people.secretariat, page=changed)
    assert OpinionPage.objects.get(pk=changed.pk).title == "Avis revu"


def test_evidence_alone_is_submitted_and_released_by_approval(people, opinion, problem, cite):
    cite(problem, released=False)
    assert [page.pk for page in submit_opinion(by=people.editor, page=opinion.fr)] == [opinion.fr.pk]
    publish_opinion(by=people.secretariat, page=opinion.fr)
    assert Evidence.objects.get().released_at
    assert OpinionPage.objects.get(pk=opinion.fr.pk).current_workflow_state is None


@pytest.mark.parametrize("name", ["ixelles", "spp_is", "federation", "stranger"])
def test_nobody_else_submits(name, people, changed):
    with pytest.raises(PermissionDenied):
        submit_opinion(by=getattr(people, name), page=changed)
    assert changed.current_workflow_state is None


def test_a_text_that_is_not_complete_is_neither_submitted_nor_published(people, opinion):
    draft = OpinionPage(title="Rien qu’un titre", slug="rien", live=False)
    opinion.fr.get_parent().add_child(instance=draft)
    draft.save_revision(user=people.editor, clean=False)
    for act, by in ((submit_opinion, people.editor), (publish_opinion, people.secretariat)):
        with pytest.raises(Refused, match="date|datum"):
            act(by=by, page=OpinionPage.objects.get(pk=draft.pk))
    assert not OpinionPage.objects.get(pk=draft.pk).live


def test_the_approvers_alone_hear_of_it_once_without_the_title(people, changed):
    submit_opinion(by=people.editor, page=changed)
    (letter,) = mail.outbox
    assert letter.to == [people.secretariat.email]
    assert letter.subject.endswith("] Un texte attend votre approbation")
    assert "Avis revu" not in letter.subject + letter.body and "@" not in letter.body
    assert editing(changed) in letter.body
    publish_opinion(by=people.secretariat, page=changed)
    assert [sent.to for sent in mail.outbox[1:]] == [[people.editor.email]]


def test_mail_speaks_the_language_of_the_account(people, changed):
    people.secretariat.language = "nl"
    people.secretariat.save(update_fields=["language"])
    submit_opinion(by=people.editor, page=changed)
    assert mail.outbox[0].subject.endswith("] Een tekst wacht op uw goedkeuring")


def test_an_editor_may_submit_and_not_publish_in_the_admin(client_of, people, changed):
    page = client_of(people.editor).get(editing(changed)).content.decode()
    assert "Soumettre pour approbation" in page and "action-publish" not in page
    assert "action-publish" in client_of(people.secretariat).get(editing(changed)).content.decode()


def test_what_one_person_wrote_alone_is_published_by_nobody_but_another(client_of, people, opinion):
    opinion.fr.title, opinion.fr.change_note = "Avis revu", "Le titre est revu"
    opinion.fr.save_revision(user=people.secretariat)
    page = OpinionPage.objects.get(pk=opinion.fr.pk)
    with pytest.raises(Refused):
        publish_opinion(by=people.secretariat, page=page)
    submit_opinion(by=people.secretariat, page=page)
    with pytest.raises(Refused):
        publish_opinion(by=people.secretariat, page=page)
    page.refresh_from_db()
    assert page.current_workflow_state.status == "in_progress" and page.has_unpublished_changes
    assert "action-publish" not in client_of(people.secretariat).get(editing(page)).content.decode()


def test_nobody_publishes_their_own_news_nor_past_a_review(client_of, people, news):
    browser = client_of(people.secretariat)
    assert browser.post(editing(news), news_form(**{"action-publish": "1"})).status_code == 302
    page = NewsPage.objects.get(pk=news.pk)
    assert not page.live and page.workflow_in_progress
    address = reverse("wagtailadmin_pages:add", args=["publications", "newspage", news.get_parent().pk])
    alone = news_form("Seul", slug="seul", **{"action-publish": "1"})
    assert browser.post(address, alone).status_code == 302
    assert not NewsPage.objects.get(slug="seul").live


def test_an_autosave_at_the_moment_of_approval_leaves_the_page_public(client_of, people, news):
    """Wagtail reads the page, the approval publishes it, then Wagtail writes the draft that it read."""

    def approve_now(request, page):
        state = NewsPage.objects.get(pk=page.pk).current_workflow_task_state.specific
        state.task.specific.on_action(state, people.secretariat, "approve")

    with hooks.register_temporarily("before_edit_page", approve_now):
        response = client_of(people.secretariat).post(
            editing(news), news_form("Une autre nouvelle"), headers={"Accept": "application/json"}
        )
    assert response.json()["success"] is True
    page = NewsPage.objects.get(pk=news.pk)
    assert page.live and page.live_revision_id and page.first_published_at
    assert page.title == "Une nouvelle" and page.get_latest_revision_as_object().title == "Une autre nouvelle"
    assert page.has_unpublished_changes


def test_a_draft_with_a_title_alone_is_kept(client_of, people, opinion):
    """An opinion that has no date, no issuer and no summary yet."""
    address = reverse("wagtailadmin_pages:add", args=["publications", "opinionpage", opinion.fr.get_parent().pk])
    empty = ("observations", *PARTS)
    fields = {"title": "Pièces à l’étude", "slug": "", "kind": "opinion", "context": streamfield([])}
    form = nested_form_data(fields | {name: inline_formset([]) for name in empty})
    assert client_of(people.editor).post(address, form).status_code == 302
    page = OpinionPage.objects.get(title="Pièces à l’étude")
    assert (page.slug, page.live, page.date) == ("pieces-a-letude", False, None)
    for draft in (page, NewsPage(title="Rien qu’un titre", slug="rien", live=False)):
        if draft.pk is None:
            NewsIndexPage.objects.get(locale__language_code="fr").add_child(instance=draft)
            draft.save_revision(clean=False)
        view = reverse("wagtailadmin_pages:view_draft", args=[draft.pk])
        assert client_of(people.editor).get(view).status_code == 200


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_what_awaits_approval_stands_on_the_dashboard_of_who_approves(people, news, client_of, language):
    pages = {
        name: on_one_line(client_of(getattr(people, name)).get(f"/{language}/dashboard/").content.decode())
        for name in ("secretariat", "federation", "editor", "ixelles")
    }
    assert {name for name, page in pages.items() if editing(news) in page} == {"secretariat"}
    title = "Une nouvelle" if language == "fr" else '<span lang="fr">Une nouvelle</span>'
    assert f'<a href="{editing(news)}">{title}</a>' in pages["secretariat"]


def test_what_was_approved_awaits_nobody(people, news, client_of, django_assert_num_queries):
    for person in (people.secretariat, people.editor):
        standing_of(person)
    with django_assert_num_queries(1):
        assert [one.revision.object_id for one in texts_to_approve(people.secretariat)] == [str(news.pk)]
    news.current_workflow_task_state.approve(user=people.secretariat)
    assert texts_to_approve(people.secretariat) == []
    with django_assert_num_queries(0):
        assert texts_to_approve(people.editor) == []


@pytest.mark.parametrize(("language", "name"), [("fr", "Approbation"), ("nl", "Goedkeuring"), ("en", APPROVAL)])
def test_the_review_is_named_in_the_readers_language(people, news, language, name):
    workflow = news.current_workflow_state.workflow
    task = news.current_workflow_task_state.task.specific
    with override(language):
        assert [f"{one.name}" for one in (workflow, task)] == [name, name]
        assert Template("{{ one.name }}").render(Context({"one": workflow})) == name
    workflow.save()
    assert type(workflow).objects.filter(name=APPROVAL).count() == 1


@pytest.mark.parametrize(("language", "other"), [("fr", "Goedkeuring"), ("nl", "Approbation")])
def test_the_admin_names_the_review_in_the_editors_language(people, news, client_of, language, other):
    choose_preferences(by=people.secretariat, language=language)
    page = client_of(people.secretariat).get(editing(news)).content.decode()
    assert other not in page
