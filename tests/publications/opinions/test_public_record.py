"""What the public finds beside the text: counts as published, answers of each addressee, what holds of it, what changed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from committee.access.refusals import ChangedMeanwhile, Refused
from committee.access.versions import version_of
from committee.journal import clock
from committee.journal.models import Entry
from publications.opinions.actions.publishing import record_answer, withdraw_evidence
from publications.opinions.actions.standing import change_standing
from publications.opinions.models import OpinionPage
from publications.opinions.presentation import describe_changes, describe_frozen, describe_reply
from publications.opinions.queries import frozen_of, read_observation, standing_said
from publications.opinions.records import FrozenCount, Standing, StandingChange
from publications.opinions.wording import compare_words
from tests.conftest import filed
from tests.markup import on_one_line


def read(client, url):
    return on_one_line(client.get(url).content.decode())


def test_a_count_is_frozen_as_published_and_the_live_one_moves_on(client, people, opinion, problem, cite, declare):
    key = opinion.observation(3).translation_key
    declare(people.molenbeek, problem)
    declare(people.jette, problem)
    cite(problem)
    kept = frozen_of(opinion.key)[key]
    assert (kept.problems, kept.affected, kept.centres, kept.rule) == (1, 3, 19, 3)
    declare(people.jette, problem, "n")
    found = read_observation(opinion.fr, opinion.observation(3))
    assert (found.evidence.affected, found.frozen.affected) == (None, 3)
    assert describe_frozen(found.frozen) and str(kept.rule) in describe_frozen(found.frozen)
    text = read(client, opinion.fr.url)
    assert "Publié le" in text and "moins de 3 CPAS" in text


def test_what_is_masked_live_is_masked_for_good(people, opinion, problem, cite):
    cite(problem)
    kept = FrozenCount.objects.get()
    assert (kept.affected, kept.cells) == (None, "")


def test_evidence_that_comes_later_is_frozen_with_it_and_what_is_taken_back_goes(people, opinion, spaces, cite):
    for title in ("Un", "Deux"):
        evidence = cite(filed(people.ixelles, spaces.common, title))
    assert [row.problems for row in FrozenCount.objects.all()] == [1, 2]
    withdraw_evidence(by=people.editor, evidence=evidence, reason="Cité par erreur")
    key = opinion.observation(3).translation_key
    assert frozen_of(opinion.key)[key].problems == 1 and FrozenCount.objects.count() == 3


def delivered(opinion, days):
    day = clock.today() - timedelta(days=days)
    for page in (opinion.fr, opinion.nl):
        page.addressees.all()[0].__class__.objects.filter(page=page).update(delivered_on=day)


def test_days_without_an_answer_are_counted_from_the_delivery(client, people, opinion):
    delivered(opinion, 12)
    found = read_observation(OpinionPage.objects.get(pk=opinion.fr.pk), opinion.observation(3))
    assert [reply.waited for reply in found.replies] == [12, 12]
    assert "remis il y a 12 jours" in read(client, opinion.fr.url)
    with translation.override("fr"):
        assert "12 jours" not in describe_reply(found.replies[0], counting=False)


def test_each_addressee_answers_for_itself_in_its_language_with_paragraphs_and_addresses(client, people, opinion):
    delivered(opinion, 12)
    text = "Non retenu.\n\nVoir https://www.mi-is.be/ et <b>rien</b>."
    record_answer(
        by=people.editor, page=opinion.fr, observation=opinion.observation(3), addressee=opinion.addressee(1),
        stance="refused", text_fr=text, dated="2024-01-01", source="https://example.org/reponse",
    )  # fmt: skip
    found = read_observation(OpinionPage.objects.get(pk=opinion.fr.pk), opinion.observation(3))
    assert [(reply.stance, reply.waited) for reply in found.replies] == [("none", 12), ("refused", None)]
    for url in (opinion.nl.url, f"{opinion.nl.url}observation/3/"):
        page = read(client, url)
        assert "Antwoord gegeven in het Frans" in page and '<div lang="fr">' in page
        assert '<a href="https://www.mi-is.be/" rel="nofollow">' in page and "&lt;b&gt;rien" in page
        assert "<p>Non retenu.</p>" in page and 'href="https://example.org/reponse"' in page
    page = read(client, opinion.fr.url)
    assert "Réponse donnée en" not in page and '<div lang="fr">' not in page


def test_an_addressee_of_another_opinion_answers_nothing(people, opinion):
    stranger = opinion.addressee()
    stranger.translation_key = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(PermissionDenied):
        record_answer(
            by=people.editor, page=opinion.fr, observation=opinion.observation(3), addressee=stranger, stance="none"
        )


NOTES = {"note_fr": "Une date était fausse.", "note_nl": "Een datum was fout."}


@pytest.mark.parametrize("standing", [Standing.CORRECTED, Standing.WITHDRAWN])
def test_what_holds_of_an_opinion_is_said_in_public_with_its_history(standing, client, people, opinion):
    change_standing(by=people.secretariat, page=opinion.fr, standing=standing, **NOTES)
    change_standing(by=people.secretariat, page=opinion.fr, standing=standing, **NOTES)
    assert StandingChange.objects.count() == Entry.objects.filter(verb="opinion.standing").count() == 1
    for url, note in ((opinion.fr.url, "note_fr"), (f"{opinion.nl.url}observation/3/", "note_nl")):
        assert NOTES[note] in read(client, url)
    version = version_of(standing_said(StandingChange.objects.get()))
    later = {"note_fr": "Tout est en ordre.", "note_nl": "Alles is in orde."}
    with pytest.raises(ChangedMeanwhile):
        change_standing(by=people.secretariat, page=opinion.fr, standing="holds", **later, version="another")
    change_standing(by=people.secretariat, page=opinion.fr, standing="holds", **later, version=version)
    assert [one.standing for one in StandingChange.objects.all()] == [standing, "holds"]
    assert NOTES["note_fr"] not in read(client, f"{opinion.fr.url}?later")


def test_an_opinion_is_replaced_by_one_that_everybody_reads(client, people, opinion):
    facts = {"by": people.secretariat, "page": opinion.fr, "standing": Standing.REPLACED, **NOTES}
    other = OpinionPage(title="Avis nouveau", slug="nouveau", date="2024-01-01", issuer="x", summary="x", live=False)
    opinion.fr.get_parent().add_child(instance=other)
    for key in (None, opinion.key, other.translation_key):
        with pytest.raises(Refused):
            change_standing(**facts, replaced_by=key)
    other.save_revision().publish()
    change_standing(**facts, replaced_by=other.translation_key)
    assert OpinionPage.objects.get(pk=other.pk).url in read(client, opinion.fr.url)


def test_nobody_else_says_so_and_never_without_a_reason(people, opinion):
    facts = {"page": opinion.fr, "standing": Standing.WITHDRAWN}
    for name in ("editor", "federation", "ixelles", "spp_is", "stranger"):
        with pytest.raises(PermissionDenied):
            change_standing(by=getattr(people, name), **facts, **NOTES)
    with pytest.raises(Refused):
        change_standing(by=people.secretariat, **facts, note_fr="Retiré.", note_nl=" ")
    for page in (opinion.fr, opinion.nl):
        page.unpublish()
    with pytest.raises(Refused):
        change_standing(by=people.secretariat, **facts, **NOTES)
    assert not StandingChange.objects.exists()


def test_readers_find_what_changed_since(client, people, opinion):
    draft = opinion.fr.get_latest_revision_as_object()
    draft.summary = draft.summary.replace("sept observations", "huit observations")
    assert len(draft.hindrances()) == 1
    draft.change_note = "Le nombre d’observations est corrigé."
    assert draft.hindrances() == []
    draft.save_revision(user=people.editor).publish()
    page = OpinionPage.objects.get(pk=opinion.fr.pk)
    second, first = describe_changes(page)
    assert (first.version.version, first.places, second.version.note) == (1, [], draft.change_note)
    text = read(client, f"{page.url}changes/")
    assert "<del>sept</del>" in text and "<ins>huit</ins>" in text and draft.change_note in text
    page.summary = "Autre chose."
    assert len(page.hindrances()) == 1, "the same note again says nothing of a new change"


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b c", "a d c", [("same", "a "), ("out", "b"), ("in", "d"), ("same", " c")]),
        ("", "a b", [("in", "a b")]),
        ("a", "", [("out", "a")]),
        ("a", "a", [("same", "a")]),
    ],
)
def test_wordings_are_compared_word_by_word(before, after, pieces):
    assert compare_words(before, after) == pieces


def test_an_event_has_its_calendar_file(client, people, opinion):
    event = opinion.fr.source_event
    with time_machine.travel(timezone.now(), tick=False):
        answer = client.get(f"{event.url}calendar/")
        assert client.get(f"{event.url}calendar/").content == answer.content
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART;VALUE=DATE:20220518" in text and "DTEND;VALUE=DATE:20220519" in text
    assert f"UID:{event.translation_key}" in text.replace("\r\n ", "")
