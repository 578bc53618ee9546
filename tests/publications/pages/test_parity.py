"""French and Dutch side by side: by field and by identity, never by place; what is not translated does not become public."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from publications.opinions.models import OpinionPage
from publications.pages.actions import check_translations, complete_text
from publications.pages.gate import hindrances_of
from publications.pages.parity import State, digest, other_text, places_of, state_of

SEEN = {"fr": digest("Bonjour"), "nl": digest("Goedendag")}


@pytest.mark.parametrize(
    ("own", "other", "checked", "state"),
    [
        ("", "Bonjour", None, State.MISSING),
        ("Goedendag", "", None, State.MISSING_THERE),
        ("Bonjour", "Bonjour", None, State.UNTRANSLATED),
        ("Goedendag", "Bonjour", None, State.UNCHECKED),
        ("Goedendag", "Bonjour", SEEN, State.CHECKED),
        ("Goedendag", "Bonsoir", SEEN, State.OLDER),
        ("Goedenavond", "Bonjour", SEEN, State.NEWER),
        ("Goedenavond", "Bonsoir", SEEN, State.UNCHECKED),
        ("SPF", "SPF", {"fr": digest("SPF"), "nl": digest("SPF")}, State.CHECKED),
    ],
)
def test_how_a_field_stands_to_the_other(own, other, checked, state):
    assert state_of(own, other, "nl", "fr", checked) == state


def states(page) -> dict[str, str]:
    text = OpinionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return {place.key: place.state for place in places_of(text, other_text(text))}


def reword(draft, number, **facts):
    rows = list(draft.observations.all())
    (one,) = (row for row in rows if row.number == number)
    vars(one).update(facts)
    draft.observations = rows


@pytest.fixture
def copied(people, opinion):
    """The Dutch text made anew, as a copy for translation."""
    opinion.nl.delete()
    page = opinion.fr.copy_for_translation(opinion.nl.locale)
    return OpinionPage.objects.get(pk=page.pk)


def test_a_copy_is_untranslated_field_by_field_and_may_not_become_public(opinion, copied):
    found = states(copied)
    key = opinion.observation(3).translation_key
    assert set(found.values()) == {State.UNTRANSLATED} and f"observations:{key}:body" in found
    assert "titre" in hindrances_of(copied)[0]


def test_it_may_once_somebody_says_that_it_is_done(people, opinion, copied):
    keys = list(states(copied))
    assert check_translations(by=people.editor, page=copied, places=keys[1:]) == len(keys) - 1
    assert len(hindrances_of(copied)) == 2
    assert check_translations(by=people.editor, page=copied, places=[*keys, "nothing"]) == len(keys)
    assert len(hindrances_of(copied)) == 1 and set(states(copied).values()) == {State.CHECKED}


def test_a_change_in_one_language_makes_the_other_older(people, opinion):
    check_translations(by=people.editor, page=opinion.nl, places=list(states(opinion.nl)))
    draft = opinion.fr.get_latest_revision_as_object()
    reword(draft, 3, title="Autrement dit")
    draft.save_revision(user=people.editor)
    place = f"observations:{opinion.observation(3).translation_key}:title"
    assert {key for key, state in states(opinion.nl).items() if state == State.OLDER} == {place}
    assert states(opinion.fr)[place] == State.NEWER


def test_an_order_that_differs_is_no_difference_and_a_fact_is(people, opinion):
    draft = opinion.fr.get_latest_revision_as_object()
    for number in range(1, 8):
        reword(draft, number, sort_order=8 - number)
    draft.save_revision(user=people.editor)
    assert set(states(opinion.fr).values()) == {State.UNCHECKED}
    reword(draft, 2, kind="right")
    draft.save_revision(user=people.editor)
    assert list(states(opinion.fr).values()).count(State.DIFFERENT) == 1


def test_what_one_language_lacks_is_brought_over_once(people, opinion):
    draft = opinion.fr.get_latest_revision_as_object()
    new = draft.observations.model(title="Neuve", body=[("paragraph", "<p>Mots.</p>")], locale=draft.locale)
    draft.observations.add(new)
    draft.save_revision(user=people.editor)
    assert states(opinion.nl)[f"observations:{new.translation_key}:title"] == State.MISSING
    assert [complete_text(by=people.editor, page=opinion.nl) for _time in (1, 2)] == [1, 0]
    assert states(opinion.nl)[f"observations:{new.translation_key}:title"] == State.UNTRANSLATED
    dutch = OpinionPage.objects.get(pk=opinion.nl.pk).get_latest_revision_as_object()
    assert {one.translation_key: one.number for one in dutch.observations.all()}[new.translation_key] == 8


@pytest.mark.parametrize("name", ["ixelles", "federation", "spp_is", "stranger"])
def test_nobody_else_says_so(name, people, opinion, client_of):
    for act in (complete_text, check_translations):
        more = {"places": ["title"]} if act is check_translations else {}
        with pytest.raises(PermissionDenied):
            act(by=getattr(people, name), page=opinion.nl, **more)
    assert client_of(getattr(people, name)).get(reverse("both_languages", args=[opinion.nl.pk])).status_code == 302


def test_a_reason_given_lets_one_language_stand_alone_and_readers_read_it(client, people, opinion):
    opinion.nl.delete()
    draft = OpinionPage.objects.get(pk=opinion.fr.pk).get_latest_revision_as_object()
    assert len(draft.hindrances()) == 1
    draft.one_language_because, draft.change_note = "La traduction suit en avril.", "Mention de la langue"
    assert draft.hindrances() == []
    draft.save_revision(user=people.editor).publish()
    assert "La traduction suit en avril." in client.get(draft.url).content.decode()


def test_both_stand_side_by_side_in_the_admin(client_of, people, opinion):
    address = reverse("both_languages", args=[opinion.nl.pk])
    browser = client_of(people.editor)
    page = browser.get(address).content.decode()
    assert "Garder des points de contact" in page and "Contactpunten buiten het digitale behouden" in page
    place = f"observations:{opinion.observation(3).translation_key}:title"
    assert browser.post(address, {"place": [place]}).status_code == 302
    assert states(opinion.nl)[place] == State.CHECKED
    editor = browser.get(reverse("wagtailadmin_pages:edit", args=[opinion.nl.pk])).content.decode()
    assert address in editor and "Garder des points de contact" in editor


def test_a_copy_takes_its_address_from_its_own_title(people, opinion, copied):
    from tests.publications.opinions.test_editing import form_for

    assert copied.slug.startswith(opinion.fr.slug)
    form = form_for(copied, people.editor, [], title="Een nieuw advies", slug=copied.slug)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["slug"] == "een-nieuw-advies"
