"""Who is called by a post: readers of its lane, by readable names, in either language."""

import pytest

from committee.access.models import Space
from committee.inbox.mails.fan_out import recipients_of
from committee.journal.models import Entry
from committee.organisations.models import Membership
from committee.people.models import Person
from committee.seats.actions import begin_membership, end_membership
from issues.conversation.threads.actions.posts import edit_post
from issues.conversation.threads.mentions import MOST_CALLS, fold_text, render_post_text, roster_of
from issues.conversation.threads.models import Mention
from tests.committee.records import organisation_of
from tests.conftest import filed
from tests.issues.steps import say


def called_by(post):
    rows = post.mentions.select_related("person", "organisation")
    return {str(row.person or row.organisation.name_fr) for row in rows}


def name_of(person):
    return f"{person.function} ({organisation_of(person).name_fr})"


def heard(verb):
    return {
        person.email.partition("@")[0]: why for person, why in recipients_of(Entry.objects.filter(verb=verb).last())
    }


def test_a_person_is_called_by_function_and_organisation(people, problem):
    post = say(people.ixelles, problem, f"Voyez avec @{name_of(people.jette)}, merci.")
    assert called_by(post) == {"Function of jette"}
    assert post.html == '<p>Voyez avec <span class="call">@Function of jette (CPAS de Jette)</span>, merci.</p>\n'
    assert heard("post.added")["jette"] == "called"


@pytest.mark.parametrize("broken", ["\n", "  \n", "\\\n"])
def test_a_name_goes_on_over_the_end_of_a_line(people, problem, broken):
    name = name_of(people.jette).replace(" (", f"{broken}(")
    post = say(people.ixelles, problem, f"**Voyez**\navec @{name}, merci.\nEt @personne\nd'autre.")
    assert called_by(post) == {"Function of jette"}
    assert post.html == (
        "<p><strong>Voyez</strong><br>\navec "
        '<span class="call">@Function of jette<br>\n(CPAS de Jette)</span>, merci.<br>\nEt @personne<br>\nd\'autre.</p>\n'
    )


@pytest.mark.parametrize(
    "typed",
    [
        "@CPAS d'Ixelles", "@cpas d’ixelles", "@OCMW van Elsene", "@ocmw VAN elsene.", "(@CPAS d'Ixelles)",
        "**@CPAS d'Ixelles**", "- @CPAS d'Ixelles",
    ],
)  # fmt: skip
def test_an_organisation_is_called_in_either_language(people, problem, typed):
    organisation = organisation_of(people.ixelles)
    assert organisation.name_nl in ("OCMW van Elsene", "OCMW Elsene")
    typed = typed.replace("OCMW van Elsene", organisation.name_nl).replace(
        "ocmw VAN elsene", organisation.name_nl.upper()
    )
    post = say(people.molenbeek, problem, typed)
    assert called_by(post) == {"CPAS d’Ixelles"}
    assert set(heard("post.added")) >= {"ixelles", "ixelles_coordination"}


def test_accents_do_not_matter(people, problem):
    post = say(people.ixelles, problem, "@federation des cpas bruxellois (brulocalis) ?")
    assert called_by(post) == {"Fédération des CPAS bruxellois (Brulocalis)"}
    assert fold_text("Fédération") == "federation"
    assert len(fold_text("œuf ßtraße ﬁn")) == len("œuf ßtraße ﬁn")


@pytest.mark.parametrize(
    "typed",
    [
        "`@CPAS de Jette`", "    @CPAS de Jette", "[@CPAS de Jette](https://example.org)", "x@CPAS de Jette",
        "@CPAS de Jettes", "> @CPAS de Jette", "@Personne", "@", "@ CPAS de Jette", "@CPAS de",
    ],
)  # fmt: skip
def test_code_links_and_other_words_call_nobody(people, problem, typed):
    post = say(people.ixelles, problem, typed)
    assert called_by(post) == set()
    assert 'class="call"' not in post.html


def test_the_longest_name_is_meant(people, problem):
    jette = organisation_of(people.jette)
    Person.objects.filter(pk=people.jette.pk).update(function_fr="CPAS de Jette")
    assert called_by(say(people.ixelles, problem, "@CPAS de Jette (CPAS de Jette)")) == {"CPAS de Jette"}
    assert Mention.objects.get().person_id == people.jette.pk
    assert called_by(say(people.ixelles, problem, "@CPAS de Jette (autre)")) == {"CPAS de Jette"}
    assert Mention.objects.last().organisation_id == jette.pk


def test_a_function_that_several_hold_calls_them_all(people, problem):
    place = organisation_of(people.ixelles)
    Person.objects.filter(memberships__organisation=place).update(function_fr="Référente")
    post = say(people.molenbeek, problem, f"@Référente ({place.name_nl})")
    assert {row.person_id for row in post.mentions.all()} == {people.ixelles.pk, people.ixelles_coordination.pk}


CALLED = {
    "common": {
        "ixelles",
        "ixelles_coordination",
        "molenbeek",
        "federation",
        "secretariat",
        "editor",
        "spp_is",
        "observer",
    },
    "federations": {"ixelles", "ixelles_coordination", "molenbeek", "federation", "secretariat", "editor"},
    "administration": {"spp_is"},
    "own": {"ixelles", "ixelles_coordination"},
}


@pytest.mark.parametrize("lane", CALLED)
def test_only_readers_of_the_lane_can_be_called(people, spaces, lane):
    by = people.spp_is if lane == "administration" else people.ixelles
    space = Space.objects.own(organisation_of(by)) if lane == "own" else getattr(spaces, lane)
    names = {name: getattr(people, name) for name in set().union(*CALLED.values())}
    problem = filed(by, space)
    post = say(by, problem, "\n\n".join(f"@{name_of(person)}" for person in names.values()))
    assert {row.person_id for row in post.mentions.all()} == {names[name].pk for name in CALLED[lane]}
    places = {organisation_of(person).name_fr for person in names.values()}
    post = say(by, problem, "\n\n".join(f"@{place}" for place in places))
    assert called_by(post) == {organisation_of(names[name]).name_fr for name in CALLED[lane]}
    assert set(heard("post.added")) <= CALLED[lane] | {"jette"} if lane in ("own", "administration") else True


def test_who_left_is_called_no_more(people, problem):
    end_membership(by=people.administrator, membership=people.jette.memberships.get())
    assert (
        called_by(say(people.ixelles, problem, f"@CPAS de Jette et @{people.jette.function} (CPAS de Jette)")) == set()
    )


def test_a_correction_calls_only_whom_it_newly_calls(people, problem):
    post = say(people.ixelles, problem, f"@{name_of(people.jette)}")
    text = f"@{name_of(people.jette)} et @{name_of(people.molenbeek)}"
    edit_post(by=people.ixelles, post=post, text=text)
    assert called_by(post) == {"Function of jette", "Function of molenbeek"}
    assert heard("post.edited") == {"molenbeek": "called"}
    edit_post(by=people.ixelles, post=post, text="@CPAS de Jette")
    assert called_by(post) == {"CPAS de Jette"}
    assert heard("post.edited") == {"jette": "called_together"}


def test_a_correction_without_new_names_is_told_to_nobody(people, problem):
    post = say(people.ixelles, problem, f"@{name_of(people.jette)}")
    edit_post(by=people.ixelles, post=post, text=f"@{name_of(people.jette)} !")
    assert heard("post.edited") == {}


def test_twenty_are_called_and_no_more(people, problem):
    for number in range(25):
        person = Person.objects.create_user(f"p{number}@example.org", "demonstration", function_fr=f"Poste {number:02}")
        begin_membership(
            by=people.administrator, person=person, organisation=organisation_of(people.jette), role="member"
        )
    names = " ".join(f"@Poste {number:02} (CPAS de Jette)" for number in range(25))
    post = say(people.ixelles, problem, names)
    assert post.mentions.count() == MOST_CALLS
    assert post.html.count('class="call"') == MOST_CALLS


def test_a_text_of_signs_alone_is_no_burden(people, problem, spaces, django_assert_num_queries):
    with django_assert_num_queries(2):
        html, called = render_post_text("@" * 9000, spaces.common.pk)
    assert called == []
    assert "span" not in html


def test_a_text_without_signs_asks_nothing(spaces, django_assert_num_queries):
    with django_assert_num_queries(0):
        render_post_text("Rien.", spaces.common.pk)


def test_the_roster_costs_two_queries_however_many_read(people, spaces, django_assert_num_queries):
    with django_assert_num_queries(2):
        few = roster_of(spaces.federations.pk)
    assert Membership.objects.current().count() * 2 >= len(few.names) / 2


def suggestions(browser, problem, space, typed=""):
    answer = browser.get(f"/fr/threads/{problem.thread_id}/callable/", {"lane": space.pk, "q": typed})
    return answer.status_code, [one["name"] for one in answer.json()["found"]] if answer.status_code == 200 else []


def test_suggestions_begin_with_what_is_typed(people, problem, spaces, client_of):
    status, names = suggestions(client_of(people.ixelles), problem, spaces.common, "jett")
    assert (status, names[0]) == (200, "CPAS de Jette")
    assert "Function of jette (CPAS de Jette)" in names
    assert len(suggestions(client_of(people.ixelles), problem, spaces.common)[1]) == 8


SUGGESTED = {
    ("common", "ixelles"): 200, ("common", "spp_is"): 200, ("common", "observer"): 404, ("common", "editor"): 404,
    ("common", "stranger"): 404, ("common", "administrator"): 404,
    ("federations", "ixelles"): 200, ("federations", "spp_is"): 404, ("federations", "observer"): 404,
    ("administration", "spp_is"): 200, ("administration", "ixelles"): 404, ("administration", "secretariat"): 404,
    ("own", "ixelles"): 200, ("own", "ixelles_coordination"): 200, ("own", "molenbeek"): 404, ("own", "secretariat"): 404,
}  # fmt: skip


@pytest.mark.parametrize(("language", "name"), [("fr", "CPAS d’Ixelles"), ("nl", "OCMW van Elsene")])
@pytest.mark.parametrize("typed", ["ixelles", "elsene", "cpas ixelles", "ocmw elsene"])
def test_an_organisation_is_offered_once_in_either_language(people, problem, spaces, client_of, language, name, typed):
    url = f"/{language}/threads/{problem.thread_id}/callable/"
    found = client_of(people.molenbeek).get(url, {"lane": spaces.common.pk, "q": typed}).json()["found"]
    assert [one["name"] for one in found if one["together"]] == [name]


@pytest.mark.parametrize(("lane", "name"), SUGGESTED)
def test_suggestions_stand_only_in_lanes_that_one_writes_in(people, problem, spaces, client_of, lane, name):
    space = Space.objects.own(organisation_of(people.ixelles)) if lane == "own" else getattr(spaces, lane)
    status, names = suggestions(client_of(getattr(people, name)), problem, space, "function of")
    assert status == SUGGESTED[lane, name]
    allowed = {getattr(people, one).function for one in CALLED[lane]} | {people.jette.function}
    assert {one.partition(" (")[0] for one in names} <= allowed
    if lane == "federations" and status == 200:
        assert not any("spp_is" in one or "Observer" in one for one in names)


@pytest.mark.parametrize("words", ["lane=", "lane=x", "lane=99999999999999999999", "", "lane=-1"])
def test_a_lane_that_makes_no_sense_is_none(people, problem, client_of, words):
    browser = client_of(people.ixelles)
    assert browser.get(f"/fr/threads/{problem.thread_id}/callable/?{words}").status_code == 404


def test_suggestions_of_a_thread_that_one_does_not_read(people, own, spaces, client_of):
    assert suggestions(client_of(people.molenbeek), own, spaces.common)[0] == 404
