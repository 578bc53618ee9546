"""The index follows the journal and the editors, and can be made again from everything."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from committee.privacy.detection import find_personal_data
from home.search.actions.indexing import forget_page, index_page, rebuild_index
from home.search.models import SearchRow
from home.search.queries.results import search
from issues.conversation.threads.actions.posts import add_post, edit_post, withdraw_post
from issues.conversation.threads.models import Post
from issues.problems.records.actions.lifecycle import share_problem, translate_problem
from issues.resolution.solutions.actions.lifecycle import propose_solution
from tests.conftest import filed

pytestmark = pytest.mark.column


def say(person, problem, space, text):
    """Post on a problem in a lane."""
    return add_post(
        by=person,
        thread_id=problem.thread_id,
        space=space,
        text=text,
    )


def facts(kind):
    places = ("key", "space", "within", "page_kind", "page_key", "language")
    texts = ("title", "title_other", "body", "body_other")
    return list(SearchRow.objects.filter(kind=kind).order_by("pk").values_list(*places, *texts))


def everything():
    fields = [field.attname for field in SearchRow._meta.concrete_fields if field.name != "id"]
    return sorted(SearchRow.objects.values_list(*fields))


def test_a_problem_filed_is_known(problem, follow, spaces):
    follow()
    assert facts("problem") == [
        (
            problem.reference,
            spaces.common.pk,
            None,
            "problem",
            problem.reference,
            "fr",
            "Pièces jointes perdues",
            "",
            "Les pièces jointes ne suivent pas la demande.",
            "",
        )
    ]


def test_its_translation_is_known_too(problem, follow, people):
    translate_problem(by=people.ixelles, problem=problem, title="Bijlagen verloren", summary="De bijlagen volgen niet.")
    follow()
    row = SearchRow.objects.get(kind="problem")
    assert (row.title_other, row.body_other) == ("Bijlagen verloren", "De bijlagen volgen niet.")
    assert row.other_language == "nl"
    assert "bijlaag" in row.title_stems.split()


def test_a_post_is_known_in_its_own_lane_on_the_page_of_its_problem(problem, follow, people, spaces):
    post = say(people.ixelles, problem, spaces.federations, "Chez nous **aussi**.")
    follow()
    assert facts("post") == [
        (
            post.key,
            spaces.federations.pk,
            spaces.common.pk,
            "problem",
            problem.reference,
            "fr",
            "",
            "",
            "Chez nous aussi.",
            "",
        )
    ]


def test_a_post_corrected_is_known_as_it_is_now_and_a_withdrawn_one_no_more(problem, follow, people, spaces):
    post = say(people.ixelles, problem, spaces.common, "avant")
    edit_post(by=people.ixelles, post=post, text="après")
    follow()
    assert SearchRow.objects.get(kind="post").body == "après"
    assert [found.key for found in search(people.molenbeek, "apres").rows] == [post.key]
    assert search(people.molenbeek, "avant").rows == ()
    withdraw_post(by=people.ixelles, post=Post.objects.get())
    follow()
    assert facts("post") == []


def test_a_solution_is_known(problem, follow, people, spaces):
    owner = people.spp_is.memberships.get().organisation
    solution = propose_solution(
        by=people.spp_is, problems=[problem], title="Lien corrigé", text="Le lien change.", owner=owner, language="fr"
    )
    follow()
    assert facts("solution") == [
        (
            str(solution.pk),
            spaces.common.pk,
            None,
            "solution",
            str(solution.pk),
            "fr",
            "Lien corrigé",
            "",
            "Le lien change.",
            "",
        )
    ]


def test_a_problem_shared_moves_and_what_was_said_in_its_own_space_stays_there(people, spaces, own, follow):
    kept = filed(people.ixelles, own)
    post = say(people.ixelles, kept, own, "entre nous")
    follow()
    share_problem(by=people.ixelles, problem=kept)
    follow()
    assert SearchRow.objects.get(kind="problem").space == spaces.common
    row = SearchRow.objects.get(kind="post", key=post.key)
    assert (row.space, row.within) == (own, spaces.common)


def test_following_twice_changes_nothing(problem, follow, people, spaces):
    say(people.ixelles, problem, spaces.common, "un mot")
    follow()
    before = everything()
    follow()
    assert everything() == before


def test_everything_made_again_is_the_same_as_followed(problem, follow, people, spaces, front):
    say(people.ixelles, problem, spaces.federations, "un mot")
    index_page(front)
    follow()
    followed = everything()
    assert rebuild_index() == 3
    assert everything() == followed


def test_the_command_says_how_many_rows_there_are(problem, capsys):
    call_command("rebuild_search")
    assert capsys.readouterr().out == "1 rows\n"
    assert SearchRow.objects.count() == 1


def test_a_public_page_is_known_to_all(front):
    index_page(front)
    assert facts("page") == [
        (str(front.pk), None, None, "page", str(front.pk), "fr", "Accueil", "", "Le comité suit la plateforme.", "")
    ]


def test_a_page_taken_down_or_deleted_is_known_no_more(front):
    index_page(front)
    front.unpublish()
    index_page(front)
    assert facts("page") == []
    front.save_revision().publish()
    index_page(front)
    forget_page(front)
    assert facts("page") == []


def test_a_page_for_some_only_is_not_public(front):
    from wagtail.models import PageViewRestriction

    index_page(front)
    PageViewRestriction.objects.create(page=front, restriction_type=PageViewRestriction.LOGIN)
    index_page(front)
    assert facts("page") == []


def test_personal_data_of_a_page_is_not_indexed(front):
    type(front).objects.filter(pk=front.pk).update(title="Appelez le 0475 12 34 56")
    front.refresh_from_db()
    index_page(front)
    row = SearchRow.objects.get(kind="page")
    assert row.title == "Appelez le …"
    assert not find_personal_data(row.stems)


def test_a_thing_of_the_committee_is_never_public(problem):
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchRow.objects.create(kind="problem", key="x", language="fr", at=problem.filed_at)


def test_the_database_keeps_its_index_in_step(problem, follow, people, spaces):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the index belongs to the table")
    post = say(people.ixelles, problem, spaces.common, "un mot")
    follow()
    edit_post(by=people.ixelles, post=post, text="deux mots")
    follow()
    SearchRow.objects.filter(kind="problem").delete()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO home_search_fts(home_search_fts, rank) VALUES ('integrity-check', 1)")
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'home_searchrow' ORDER BY 1"
        )
        assert [name for (name,) in cursor] == ["home_search_added", "home_search_changed", "home_search_removed"]
