"""The invented site: as much as asked, as the rest of the site would have made it, and never over anything real."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from committee.organisations.models import Organisation
from committee.people.models import Person
from committee.privacy.detection import find_personal_data
from home.search.actions.indexing import rebuild_index
from home.search.models import SearchRow
from home.search.queries.results import search
from issues.conversation.threads.markup import render_markdown
from issues.conversation.threads.models import Follow, Post, ReadMark, Strand
from issues.fieldwork.impacts.actions.rebuilding import rebuild_everything
from issues.fieldwork.impacts.models import Declaration
from issues.problems.records.models import Problem

pytestmark = pytest.mark.column

SIZES = {"problems": 60, "posts": 1300, "declarations": 150, "organisations": 30}


@pytest.fixture
def site(db):
    """A small one; returns what the command said."""
    said = io.StringIO()
    call_command("seed_scale", stdout=said, **SIZES)
    return said.getvalue()


def texts():
    fields = ("kind", "key", "space", "within", "page_kind", "page_key", "language", "title", "title_other", "body")
    return set(SearchRow.objects.values_list(*fields, "body_other", "at"))


def stems():
    return {
        (kind, key): (set(a.split()), set(b.split()))
        for kind, key, a, b in SearchRow.objects.values_list("kind", "key", "title_stems", "stems")
    }


def test_as_much_as_asked_and_a_way_in(site):
    assert (Problem.objects.count(), Post.objects.count(), Declaration.objects.count()) == (60, 1300, 150)
    assert Organisation.objects.cpas().count() == 30
    assert "1,360 / 1,360" in site
    assert "cpas1@example.org" in site
    assert all(Problem.objects.values_list("fictive", flat=True))
    assert Follow.objects.exists() and ReadMark.objects.exists()
    assert Person.objects.get(email="cpas1@example.org").check_password("demonstration")


def test_what_is_kept_beside_is_what_making_it_again_gives(site):
    assert {name: wrong for name, (_rows, wrong) in rebuild_everything().items()} == {
        "tallies": 0, "counts": 0, "totals": 0, "totals by CPAS": 0,
    }  # fmt: skip
    for strand in Strand.objects.all():
        assert strand.last_number == strand.posts.count()
    for problem in Problem.objects.all():
        said = Post.objects.filter(strand__thread=problem.thread_id).order_by("-written_at").first()
        assert problem.last_at == max(problem.filed_at, said.written_at if said else problem.filed_at)


def test_the_index_is_what_making_it_again_gives(site):
    before = texts(), stems()
    rebuild_index()
    assert (texts(), stems()) == before


def test_texts_are_clean_and_rendered_as_a_member_writes_them(site):
    for post in Post.objects.all()[:100]:
        assert not find_personal_data(post.text)
        assert post.html == render_markdown(post.text)


def test_it_is_a_site_to_search_in(site):
    assert search(Person.objects.get(email="cpas1@example.org"), "formulaire").count > 10


def test_a_database_in_use_is_refused(site):
    with pytest.raises(CommandError, match="in use"):
        call_command("seed_scale", **SIZES)


@override_settings(DEMONSTRATION=False)
def test_production_is_refused(db):
    with pytest.raises(CommandError, match="production"):
        call_command("seed_scale", **SIZES)
    assert not Person.objects.exists()


@pytest.mark.parametrize("wrong", [{"problems": 1}, {"posts": -1}, {"organisations": 5}])
def test_sizes_that_make_no_sense_are_refused(db, wrong):
    with pytest.raises(CommandError):
        call_command("seed_scale", **SIZES | wrong)
