"""The opinion of the demonstration in French and Dutch, on the ground of the fixed cast."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from wagtail.signal_handlers import disable_reference_index_auto_update

from home.demo.editorial import load_editorial
from issues.fieldwork.impacts.actions.declaring import declare_impact
from issues.fieldwork.impacts.models import Answer
from publications.opinions.actions.publishing import cite_problem, release_evidence
from publications.opinions.models import OpinionPage
from tests.scenes import scene


@scene
def opinion(people) -> SimpleNamespace:
    """Both texts of the opinion, its key, and `observation(number)`; the editor writes it and the secretariat publishes it."""
    with disable_reference_index_auto_update():
        load_editorial(editor=people.editor, administrator=people.administrator)
    fr, nl = (OpinionPage.objects.get(locale__language_code=code) for code in ("fr", "nl"))
    return SimpleNamespace(
        fr=fr, nl=nl, key=fr.translation_key, observation=lambda n: fr.observations.get(number=n),
        addressee=lambda place=0: fr.addressees.all()[place],
    )  # fmt: skip


@pytest.fixture
def cite(people, opinion):
    """Cite a problem for an observation by its number, and release it unless asked not to."""

    def cited(problem, number=3, *, released=True):
        evidence = cite_problem(
            by=people.editor, page=opinion.fr, observation=opinion.observation(number), problem=problem
        )
        if released:
            release_evidence(by=people.secretariat, opinion_key=opinion.key)
        evidence.refresh_from_db()
        return evidence

    return cited


@pytest.fixture
def declare(people):
    """Let a person's CPAS declare about a problem."""

    def declared(person, problem, answer=Answer.AFFECTED, **facts):
        organisation = person.memberships.get().organisation
        return declare_impact(by=person, problem=problem, organisation=organisation, answer=answer, **facts)

    return declared
