"""An action checks what the database holds, never what its caller says: each claim here is stale, or of somebody else."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from committee.access.models import Space
from committee.access.standing import standing_of
from committee.people.models import Person
from committee.seats.actions import begin_membership, close_account, end_mandate, end_membership
from committee.seats.models import Mandate
from issues.attachments.actions import attach_files, share_files, withdraw_files
from issues.attachments.inspection import inspect_upload
from issues.attachments.models import Attachment
from issues.conversation.bookmarks.actions import finish_task, give_task, keep_bookmark
from issues.conversation.discussions.actions import keep_post_draft
from issues.conversation.moderation.actions.keeping_order import hide_post, lock_thread, summarise_strand
from issues.conversation.moderation.actions.moving import move_posts
from issues.conversation.threads.actions.posts import add_post, choose_following, edit_post, react, withdraw_post
from issues.conversation.threads.models import Follow, Post
from issues.intake.filing.actions import Sheet, discard_draft, save_draft, turn_draft_into_post
from issues.intake.filing.models import Draft
from issues.intake.triage.actions.merging import merge_problem, undo_merge
from issues.intake.triage.actions.sorting import own_problem, relate_problems, unrelate_problems
from issues.overview.import_export.actions import record_dossier
from issues.overview.register.actions import delete_view, save_view, share_view
from issues.overview.register.models import SavedView
from issues.overview.timeline.actions import record_story_taken
from issues.problems.records.actions.lifecycle import file_problem, translate_problem
from issues.problems.records.models import Problem
from issues.problems.taxonomies import actions as taxonomy
from issues.problems.taxonomies.models import Term
from tests.committee.records import organisation_of, recording, unchanged
from tests.conftest import filed
from tests.issues.attachments.samples import PDF, upload
from tests.issues.steps import declare, propose, say
from tests.issues.talking import completed
from tests.scenes import scene

FACTS = {"language": "fr", "title": "Titre", "description": "Description."}


@scene
def others(people, spaces):
    """What a member of Ixelles does not read: a problem of Molenbeek's own, and one of the administration."""
    own = Space.objects.own(organisation_of(people.molenbeek))
    return filed(people.molenbeek, own, title="À Molenbeek"), filed(
        people.spp_is, spaces.administration, title="Interne"
    )


def attached(person, space):
    file = [inspect_upload(upload("note.pdf", PDF))]
    return attach_files(by=person, space=space, organisation_id=organisation_of(person).pk, files=file)


def subjects_of(records) -> set:
    return {subject for entry in records for subject in entry.subjects}


@pytest.mark.parametrize(
    "deed",
    [
        lambda by, post: edit_post(by=by, post=post, text="Mieux."),
        lambda by, post: react(by=by, post=post, word="agree"),
        lambda by, post: withdraw_post(by=by, post=post),
    ],
    ids=["edit", "react", "withdraw"],
)
def test_what_is_done_to_a_post_is_recorded_about_its_own_thread(people, problem, spaces, deed):
    filed(people.ixelles, spaces.common, title="Un autre")
    post = say(people.ixelles, problem)
    with recording() as records:
        deed(people.ixelles, post)
    assert {problem.about, ("thread", str(problem.thread_id))} <= subjects_of(records)


@pytest.mark.parametrize("action", [edit_post, react, withdraw_post, hide_post, give_task])
def test_no_action_on_a_post_takes_what_its_thread_is_about(action):
    assert "owner" not in action.__wrapped__.__kwdefaults__ if action.__wrapped__.__kwdefaults__ else True
    assert "owner" not in action.__wrapped__.__annotations__


def test_a_post_answers_only_what_stands_in_its_thread(people, problem, spaces):
    elsewhere = say(people.ixelles, filed(people.ixelles, spaces.common, title="Un autre"))
    with unchanged(), pytest.raises(PermissionDenied):
        say(people.ixelles, problem, reply_to=elsewhere)


def test_an_answer_to_what_was_moved_meanwhile_stands_on_its_own(people, problem, spaces):
    target, post = filed(people.ixelles, spaces.common, title="Un autre"), say(people.ixelles, problem)
    move_posts(by=people.secretariat, posts=[post], source_id=problem.thread_id, target_id=target.thread_id)
    said = say(people.jette, problem, reply_to=post)
    assert (said.reply_to, said.depth) == (None, 0)


def test_a_post_carries_only_files_of_its_author_in_its_lane(people, problem, spaces):
    theirs, own = attached(people.molenbeek, spaces.common), Space.objects.own(organisation_of(people.ixelles))
    for files in (theirs, attached(people.ixelles, own)):
        with unchanged(), pytest.raises(PermissionDenied):
            say(people.ixelles, problem, attachments=files)
    gone = attached(people.ixelles, spaces.common)
    withdraw_files(by=people.ixelles, attachments=Attachment.objects.filter(pk=gone[0].pk))
    with unchanged(), pytest.raises(PermissionDenied):
        say(people.ixelles, problem, attachments=gone)


def test_nobody_speaks_for_an_organisation_of_others(people, problem):
    with unchanged(), pytest.raises(PermissionDenied):
        say(people.ixelles, problem, organisation_id=organisation_of(people.molenbeek).pk)


@pytest.mark.parametrize("lane", [0, 1], ids=["own", "administration"])
def test_what_one_does_not_read_has_no_thread_for_one(people, spaces, others, lane):
    thread_id = others[lane].thread_id
    draft = {"text": "x", "key": "k", "version": 0, "kind": "", "language": "fr", "space_id": None, "reply_to": None}
    deeds = (
        lambda: add_post(by=people.ixelles, thread_id=thread_id, space=spaces.common, text="x"),
        lambda: keep_post_draft(by=people.ixelles, thread_id=thread_id, **draft),
        lambda: choose_following(by=people.ixelles, thread=thread_id, level="all"),
        lambda: lock_thread(by=people.ixelles, thread_id=thread_id, reason="x"),
        lambda: record_story_taken(by=people.ixelles, thread_id=thread_id, count=1, form="csv"),
    )
    for deed in deeds:
        with unchanged(), pytest.raises(PermissionDenied):
            deed()


def test_silence_may_be_chosen_by_who_reads_no_longer(people, others):
    choose_following(by=people.ixelles, thread=others[0].thread_id, level="none")
    assert Follow.objects.get(person=people.ixelles, thread=others[0].thread_id).level == "none"


def test_a_draft_answers_only_what_stands_in_its_thread(people, problem, spaces, others):
    words = {"text": "x", "key": "k", "version": 0, "kind": "", "language": "fr", "space_id": None}
    for post in (say(people.molenbeek, others[0]), say(people.ixelles, filed(people.ixelles, spaces.common))):
        with unchanged(), pytest.raises(PermissionDenied):
            keep_post_draft(by=people.ixelles, thread_id=problem.thread_id, reply_to=post, **words)


def test_a_summary_is_recorded_about_the_thread_of_its_strand(people, problem):
    strand = say(people.ixelles, problem).strand
    with recording() as records:
        summarise_strand(by=people.secretariat, strand=strand, text="Résumé.", language="fr")
    assert {problem.about, ("thread", str(problem.thread_id))} <= subjects_of(records)


def test_posts_are_moved_from_the_lane_in_which_they_stand(people, problem, spaces):
    post = say(people.spp_is, problem, space=spaces.administration)
    target = filed(people.ixelles, spaces.common, title="Un autre")
    claimed = Post.objects.get(pk=post.pk)
    claimed.strand = say(people.ixelles, problem).strand
    with unchanged(), pytest.raises(PermissionDenied):
        move_posts(by=people.secretariat, posts=[claimed], source_id=problem.thread_id, target_id=target.thread_id)


def test_a_bookmark_is_kept_of_what_one_reads(people, problem, spaces):
    post, common = say(people.spp_is, problem, space=spaces.administration), say(people.ixelles, problem)
    claimed = Post.objects.get(pk=post.pk)
    claimed.strand = common.strand
    with unchanged(), pytest.raises(PermissionDenied):
        keep_bookmark(by=people.ixelles, post=claimed)


def closed(people, name) -> Person:
    """A person as somebody had them in hand before their account was closed."""
    before = Person.objects.get(pk=getattr(people, name).pk)
    assert standing_of(before).readable
    close_account(by=people.administrator, person=Person.objects.get(pk=before.pk))
    return before


def test_no_task_is_given_to_a_closed_account(people, problem):
    post, gone = say(people.ixelles, problem), closed(people, "jette")
    with unchanged(), pytest.raises(PermissionDenied):
        give_task(by=people.federation, post=post, what="Vérifier.", person=gone)


def test_a_task_is_finished_in_its_own_thread(people, problem, spaces):
    task = give_task(by=people.federation, post=say(people.ixelles, problem), what="Vérifier.", person=people.jette)
    task.post = say(people.ixelles, filed(people.ixelles, spaces.common, title="Un autre"))
    with recording() as records:
        finish_task(by=people.jette, task=task)
    assert {problem.about, ("thread", str(problem.thread_id))} <= subjects_of(records)


def test_no_problem_is_given_to_a_closed_account(people, problem):
    completed(people)
    gone = closed(people, "secretariat")
    other = Person.objects.create_user("other@example.org", "demonstration", function_fr="Other of the secretariat")
    place = organisation_of(gone)
    begin_membership(by=people.administrator, person=other, organisation=place, role="secretariat")
    with unchanged(), pytest.raises(PermissionDenied):
        own_problem(by=other, problem=problem, owner=gone)


def test_places_are_ended_for_whom_the_database_says(people):
    membership, mandate = people.jette.memberships.get(), Mandate.objects.get()
    membership.person = mandate.person = people.molenbeek
    with unchanged(), pytest.raises(PermissionDenied):
        end_membership(by=people.administrator, membership=membership)
    with unchanged(), pytest.raises(PermissionDenied):
        end_mandate(by=people.administrator, mandate=mandate)


def test_a_place_ends_after_the_day_on_which_it_began(people):
    membership = people.jette.memberships.get()
    membership.began_on = date(2999, 1, 1)
    assert end_membership(by=people.administrator, membership=membership).ended_on < date(2999, 1, 1)


def test_the_secretariat_closes_no_account_of_an_administrator(people):
    claimed = Person.objects.get(pk=people.administrator.pk)
    claimed.is_superuser = False
    with unchanged(), pytest.raises(PermissionDenied):
        close_account(by=people.secretariat, person=claimed)


def test_files_go_by_what_the_database_says_of_them(people, problem, spaces):
    (file,) = attached(people.molenbeek, spaces.common)
    claimed = Attachment.objects.get(pk=file.pk)
    claimed.added_by = people.ixelles
    with unchanged(), pytest.raises(PermissionDenied):
        withdraw_files(by=people.ixelles, attachments=[claimed])
    (own,) = attached(people.molenbeek, Space.objects.own(organisation_of(people.molenbeek)))
    own.space = Space.objects.own(organisation_of(people.ixelles))
    with unchanged(), pytest.raises(PermissionDenied):
        share_files(by=people.ixelles, attachments=[own], space=spaces.common)


def test_what_is_filed_says_nothing_of_what_happens_to_it_later(people, spaces):
    for claim in ({"state": "verified"}, {"owner": people.ixelles}, {"last_verb": "x"}):
        with unchanged(), pytest.raises(PermissionDenied):
            file_problem(by=people.ixelles, space=spaces.common, **FACTS, **claim)


def test_a_space_is_whose_the_database_says(people, spaces):
    jette = organisation_of(people.jette)
    begin_membership(by=people.administrator, person=people.ixelles, organisation=jette, role="member")
    place, claimed = people.ixelles.memberships.earliest("pk").organisation, Space.objects.own(jette)
    claimed.organisation = None
    with unchanged(), pytest.raises(PermissionDenied):
        file_problem(by=people.ixelles, space=claimed, organisation_id=place.pk, **FACTS)


def test_a_translation_is_given_where_the_problem_stands_now(people, others):
    claimed = Problem.objects.get(pk=others[0].pk)
    claimed.space = Space.objects.own(organisation_of(people.ixelles))
    with unchanged(), pytest.raises(PermissionDenied):
        translate_problem(by=people.ixelles, problem=claimed, title="x", summary="x")


def closed_meanwhile(problem) -> Problem:
    """A problem as somebody had it in hand before it was closed."""
    before = Problem.objects.select_related("space").get(pk=problem.pk)
    Problem.objects.filter(pk=problem.pk).update(state="closed", state_reason="x")
    return before


def test_nothing_is_proposed_to_a_problem_that_was_closed_meanwhile(people, problem):
    stale = closed_meanwhile(problem)
    with unchanged(), pytest.raises(PermissionDenied):
        propose(people.spp_is, stale)


@scene
def merged(people, problem, spaces):
    """A problem in somebody's hands, which was merged into another meanwhile."""
    stale = Problem.objects.select_related("space").get(pk=problem.pk)
    target = filed(people.ixelles, spaces.common, title="Un autre")
    merge = merge_problem(by=people.secretariat, source=problem, target=target, reason="Même chose.")
    return stale, target, merge


def test_nobody_declares_on_a_problem_that_was_merged_meanwhile(people, merged):
    with unchanged(), pytest.raises(PermissionDenied):
        declare(people.jette, merged[0])


def test_a_problem_that_was_merged_meanwhile_is_related_to_nothing(people, merged, spaces):
    other = filed(people.ixelles, spaces.common, title="Un troisième")
    with unchanged(), pytest.raises(PermissionDenied):
        relate_problems(by=people.secretariat, source=merged[0], target=other, kind="related")


def test_a_merge_is_undone_for_its_own_ends(people, merged, spaces):
    stale, target, merge = merged
    merge.target = filed(people.ixelles, spaces.common, title="Un troisième")
    with recording() as records:
        undo_merge(by=people.secretariat, merge=merge, reason="Erreur.")
    assert target.about in subjects_of(records)
    assert Problem.objects.get(pk=stale.pk).merged_into is None
    assert Problem.objects.get(pk=target.pk).state == target.state


def test_a_relation_is_taken_away_for_its_own_ends(people, problem, others, spaces):
    completed(people)
    internal, other = others[1], filed(people.spp_is, spaces.administration, title="Interne aussi")
    relation = relate_problems(
        by=people.secretariat, source=problem, target=filed(people.ixelles, spaces.common, title="B"), kind="related"
    )
    type(relation).objects.filter(pk=relation.pk).update(source=internal, target=other)
    with unchanged(), pytest.raises(PermissionDenied):
        unrelate_problems(by=people.secretariat, relation=relation)


def test_a_draft_belongs_to_whom_the_database_says(people, problem, spaces):
    draft = save_draft(by=people.molenbeek, key="k", sheet=Sheet({"title": "x"}))
    draft.person = people.ixelles
    with unchanged(), pytest.raises(PermissionDenied):
        discard_draft(by=people.ixelles, draft=draft)
    with unchanged(), pytest.raises(PermissionDenied):
        turn_draft_into_post(by=people.ixelles, draft=draft, problem=problem, space=spaces.common, text="x")


def test_a_draft_that_was_filed_meanwhile_does_not_come_back(people):
    draft = save_draft(by=people.ixelles, key="k", sheet=Sheet({"title": "x"}))
    Draft.objects.all().delete()
    discard_draft(by=people.ixelles, draft=draft)
    assert not Draft.objects.exists()


def test_a_dossier_is_taken_of_what_one_reads(people, others):
    claimed = Problem.objects.get(pk=others[0].pk)
    claimed.space = Space.objects.own(organisation_of(people.ixelles))
    with unchanged(), pytest.raises(PermissionDenied):
        record_dossier(by=people.ixelles, problem=claimed, lanes="x")


def test_a_view_that_is_shared_meanwhile_is_not_its_keepers_to_delete(people):
    from committee.seats.actions import end_membership as ended

    view = save_view(by=people.secretariat, name="Vue", query="", name_other="Weergave")
    stale = SavedView.objects.get(pk=view.pk)
    share_view(by=people.secretariat, view=view, shared=True)
    ended(by=people.administrator, membership=people.secretariat.memberships.get())
    keeper = Person.objects.get(pk=people.secretariat.pk)
    with unchanged(), pytest.raises(PermissionDenied):
        delete_view(by=keeper, view=stale)


def test_terms_change_from_what_they_are_now(people):
    term = Term.objects.of("software").first()
    stale = Term.objects.get(pk=term.pk)
    taxonomy.retire_term(by=people.secretariat, term=term)
    with recording() as records:
        taxonomy.retire_term(by=people.secretariat, term=stale)
    assert records == []
    with unchanged(), pytest.raises(PermissionDenied):
        taxonomy.change_term(by=people.secretariat, term=stale, code="another")
