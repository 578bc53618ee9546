"""What is cited is not lost by deleting it: refused where the public reads it, told and taken along where it does not."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from committee.journal.models import Entry
from publications.opinions.actions.publishing import record_answer
from publications.opinions.models import AuthorityAnswer, Evidence, Observation, OpinionPage, Stance
from tests.markup import on_one_line
from tests.publications.opinions.test_editing import form_for, row

pytestmark = pytest.mark.column


def deleting(page: Page) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def without(opinion, number) -> list[dict]:
    """The rows of the form in which one observation is deleted."""
    texts = opinion.fr.observations.order_by("number")
    rows = [row(one.number) | {"id": one.pk} for one in texts]
    return [one | {"DELETE": "on"} if one["title"] == f"Remarque {number}" else one for one in rows]


def test_a_published_opinion_with_evidence_is_not_deleted(client_of, people, opinion, problem, cite):
    cite(problem)
    browser = client_of(people.administrator)
    for answer in (browser.get(deleting(opinion.fr)), browser.post(deleting(opinion.fr))):
        assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[opinion.fr.pk])
    together = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    browser.post(f"{together}?id={opinion.fr.pk}")
    browser.post(deleting(opinion.fr.get_parent()))
    assert OpinionPage.objects.filter(pk=opinion.fr.pk).exists() and Evidence.objects.exists()


def test_a_draft_says_what_goes_with_it_and_its_last_text_takes_it_along(client_of, people, opinion, problem, cite):
    cite(problem)
    facts = {
        "by": people.editor,
        "page": opinion.fr,
        "observation": opinion.observation(3),
        "addressee": opinion.addressee(),
    }
    record_answer(**facts, stance=Stance.REFUSED, dated="2025-01-01")
    for page in (opinion.fr, opinion.nl):
        page.unpublish()
    browser = client_of(people.administrator)
    assert "2 citations ou réponses" in on_one_line(browser.get(deleting(opinion.fr)).content.decode())
    browser.post(deleting(opinion.fr))
    assert Evidence.objects.count() == AuthorityAnswer.objects.count() == 1
    browser.post(deleting(opinion.nl))
    assert not Evidence.objects.exists() and not AuthorityAnswer.objects.exists()
    assert Entry.objects.filter(verb="evidence.withdrawn").count() == 1


def test_a_cited_observation_stays_in_a_published_opinion(people, opinion, problem, cite):
    cite(problem, 3, released=False)
    assert not form_for(opinion.fr, people.editor, without(opinion, 3), initial=7).is_valid()
    assert form_for(opinion.fr, people.editor, without(opinion, 4), initial=7).is_valid()
    opinion.fr.unpublish()
    page = OpinionPage.objects.get(pk=opinion.fr.pk)
    assert form_for(page, people.editor, without(opinion, 3), initial=7).is_valid()


def test_evidence_left_without_its_observation_is_shown_on_the_desk(client_of, people, opinion, problem, cite):
    cite(problem, 3)
    Observation.objects.filter(translation_key=opinion.observation(3).translation_key).delete()
    for page in OpinionPage.objects.all():
        page.save_revision()
    desk = client_of(people.editor).get(reverse("opinions:desk", args=[opinion.key]))
    assert [one.problem for one, _form in desk.context["lost"]["cited"]] == [problem]
    assert 'id="lost"' in desk.content.decode()
