"""Hiding and showing: words, files, journal and search follow, and the author is told."""

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.refusals import Refused
from committee.inbox.models import Notice
from committee.journal import clock
from committee.journal.models import Entry
from committee.privacy.models import PersonalDataFound
from home.search.models import SearchRow
from issues.attachments.models import Attachment
from issues.conversation.moderation.actions.keeping_order import hide_post, show_post
from issues.conversation.threads.actions.posts import withdraw_post
from issues.conversation.threads.models import Post
from tests.committee.records import everything, organisation_of, recording
from tests.issues.steps import PHONE, say
from tests.issues.talking import EVERYBODY, LANES, MODERATORS


def hide(people, post, by="secretariat", reason="Hors sujet."):
    return hide_post(by=getattr(people, by), post=post, reason=reason)


def show(people, post, by="secretariat"):
    return show_post(by=getattr(people, by), post=post)


@pytest.mark.parametrize("lane", LANES)
def test_hiding_is_recorded_in_the_lane_as_the_next_change(people, posts, problem, lane):
    post, (moderator,) = posts[lane], MODERATORS[lane]
    before = post.change
    with recording() as records:
        hide(people, post, by=moderator)
    entry = records[0]
    assert (entry.verb, entry.actor, entry.space) == ("post.hidden", getattr(people, moderator), post.strand.space)
    assert set(entry.subjects) >= {problem.about, ("post", str(post.pk)), ("strand", str(post.strand_id))}
    post.refresh_from_db()
    assert post.hidden_reason == "Hors sujet." and post.hidden_at
    assert post.change == before + 1 == post.strand.last_change


@pytest.mark.parametrize("lane", LANES)
def test_nobody_else_hides_or_shows(people, posts, lane):
    before = everything()
    for name in set(EVERYBODY) - MODERATORS[lane]:
        for deed in (hide, show):
            with pytest.raises(PermissionDenied):
                deed(people, posts[lane], by=name)
    assert everything() == before


@pytest.mark.parametrize(("reason", "refusal"), [(" ", Refused), (PHONE, PersonalDataFound)])
def test_hiding_has_a_reason_without_personal_data(people, posts, reason, refusal):
    before = everything()
    with pytest.raises(refusal):
        hide(people, posts["common"], reason=reason)
    assert everything() == before


def test_twice_is_once(people, posts):
    hide(people, posts["common"])
    with recording() as records:
        hide(people, posts["common"], reason="Autre.")
    assert records == [] and Post.objects.get(pk=posts["common"].pk).hidden_reason == "Hors sujet."
    show(people, posts["common"])
    with recording() as records:
        show(people, posts["common"])
    assert records == []


def test_the_journal_and_search_forget_the_words_and_find_them_again(people, posts, django_capture_on_commit_callbacks):
    post = posts["common"]
    added = Entry.objects.get(verb="post.added", subjects__kind="post", subjects__key=str(post.pk))
    with django_capture_on_commit_callbacks(execute=True):
        hide(people, post)
    added.refresh_from_db()
    assert added.data["excerpt"] == "…"
    assert not SearchRow.objects.filter(kind="post", key=post.key).exists()
    with django_capture_on_commit_callbacks(execute=True):
        show(people, post)
    added.refresh_from_db()
    assert added.data["excerpt"] == "Mots common."
    assert SearchRow.objects.filter(kind="post", key=post.key).exists()


def test_the_author_is_told_of_both(people, posts, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hide(people, posts["common"])
        show(people, posts["common"])
    told = Notice.objects.filter(entry__verb__in=["post.hidden", "post.shown"], reason="wrote")
    assert set(told.values_list("person", "entry__verb")) == {
        (people.molenbeek.pk, "post.hidden"),
        (people.molenbeek.pk, "post.shown"),
    }


def test_files_close_to_others_and_open_again(people, problem, spaces):
    facts = {"added_by": people.molenbeek, "organisation": organisation_of(people.molenbeek), "added_at": clock.now()}
    facts |= {"space": spaces.common, "name": "a.txt", "file": "a", "content_type": "text/plain", "size": 1}
    file = Attachment.objects.create(key="a", sha256="a", **facts)
    post = say(people.molenbeek, problem, attachments=[file])
    hide(people, post)
    readers = ("molenbeek", "secretariat", "ixelles", "spp_is", "observer", "stranger")
    assert [Attachment.objects.visible_to(getattr(people, name)).exists() for name in readers] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
    show(people, post)
    assert Attachment.objects.visible_to(people.ixelles).exists()


def test_what_its_author_withdrew_meanwhile_is_not_shown_again(people, posts):
    post = posts["common"]
    hide(people, post)
    withdraw_post(by=people.molenbeek, post=post)
    with pytest.raises(PermissionDenied):
        show(people, post)


def test_what_is_taken_along_holds_no_hidden_words(people, posts):
    from issues.overview.import_export.exports.dossier_data import post_data

    hide(people, posts["common"])
    assert post_data(Post.objects.get(pk=posts["common"].pk))["text"] == ""


@pytest.mark.parametrize(("name", "reads"), [("molenbeek", True), ("secretariat", True), ("ixelles", False)])
def test_the_author_and_who_moderates_read_a_hidden_post_on_its_own_page(people, posts, client_of, name, reads):
    hide(people, posts["common"])
    page = client_of(getattr(people, name)).get(f"/fr/posts/{posts['common'].key}/").content.decode()
    assert ("Mots common" in page) is reads


def test_the_words_of_a_hidden_post_are_on_no_page_of_others(people, posts, problem, client_of):
    hide(people, posts["common"], reason="Hors sujet ici")
    pages = (
        f"/fr/problems/{problem.reference}/", f"/fr/threads/{problem.thread_id}/", f"/fr/problems/{problem.reference}/timeline/",
        f"/fr/strands/{posts['common'].strand_id}/after/0/", "/fr/inbox/", "/fr/search/?q=Mots",
    )  # fmt: skip
    browser = client_of(people.ixelles)
    for page in pages:
        response = browser.get(page)
        assert response.status_code == 200, page
        assert "Mots common" not in response.content.decode(), page
    assert "Hors sujet ici" in browser.get(pages[1]).content.decode()
