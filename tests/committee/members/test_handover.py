"""What somebody who leaves had in hand: each thing to whom it was said, listed afterwards for who holds it, and mailed."""

import pytest
from django.core import mail

from committee.inbox.models import Duty
from committee.joining.actions import ANSWER, ask_to_join, invite_who_asked
from committee.joining.models import JoiningRequest
from committee.members.actions import change_role, let_go
from committee.members.models import Handover
from committee.members.presentation import belongings_of
from committee.people.actions import choose_preferences
from committee.people.models import Person
from committee.seats.actions import begin_membership
from issues.conversation.bookmarks.actions import finish_task, give_task
from issues.conversation.threads.actions.posts import add_post
from issues.intake.filing.actions import Sheet, save_draft
from issues.intake.filing.models import Draft
from tests.committee.records import organisation_of
from tests.issues.pages import body

MOST = 14


@pytest.fixture
def second(people):
    person = Person.objects.create_user("seconde@example.org", "demonstration", function_fr="Seconde main")
    begin_membership(
        by=people.administrator, person=person, organisation=organisation_of(people.ixelles), role="member"
    )
    return person


@pytest.fixture
def hands(people, problem, spaces):
    post = add_post(by=people.federation, thread_id=problem.thread_id, space=spaces.common, text="Qui vérifie ?")
    tasks = [give_task(by=people.federation, post=post, what=what, person=people.ixelles) for what in ("Un", "Deux")]
    return tasks, save_draft(by=people.ixelles, key="a-draft", sheet=Sheet({"title": "Encore un"}))


def test_each_thing_goes_to_whom_it_was_said(people, second, hands, client_of):
    (one, two), draft = hands
    browser, url = client_of(people.ixelles_coordination), f"/fr/people/{people.ixelles.pk}/leave/"
    assert "Seconde main" in body(browser.get(url))
    sent = {"everything": people.ixelles_coordination.pk, f"tasks-{two.pk}": second.pk, f"drafts-{draft.pk}": "stays"}
    answer = browser.post(url, sent)
    handover = Handover.objects.get()
    assert answer["Location"] == f"/fr/people/handovers/{handover.pk}/"
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.person, two.person) == (people.ixelles_coordination, second)
    assert Draft.objects.get(pk=draft.pk).person == people.ixelles


def test_who_took_over_finds_the_list_and_is_mailed(
    people, second, hands, client_of, django_capture_on_commit_callbacks
):
    (one, two), draft = hands
    named = {
        ("tasks", str(one.pk)): second,
        ("drafts", str(draft.pk)): second,
        ("tasks", str(two.pk)): people.ixelles_coordination,
    }
    with django_capture_on_commit_callbacks(execute=True):
        handover = let_go(by=people.ixelles_coordination, person=people.ixelles, successors=named)
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {second.email, people.ixelles_coordination.email}
    words = letters[second.email].body
    assert (
        "Un" in words and "Encore un" in words and "Deux" not in words and f"/people/handovers/{handover.pk}/" in words
    )
    url, browser = f"/fr/people/handovers/{handover.pk}/", client_of(second)
    page = body(browser.get(url))
    assert "Un" in page and "Encore un" in page and "Deux" not in page
    assert url in body(browser.get(f"/fr/people/{second.pk}/"))
    assert "Deux" in body(client_of(people.ixelles_coordination).get(url))
    assert "Encore un" not in body(client_of(people.secretariat).get(url))


def test_the_list_says_what_stands_now(people, second, hands, client_of):
    (one, _two), draft = hands
    named = {("tasks", str(one.pk)): second, ("drafts", str(draft.pk)): second}
    handover = let_go(by=people.ixelles_coordination, person=people.ixelles, successors=named)
    one.refresh_from_db()
    finish_task(by=second, task=one)
    Draft.objects.filter(pk=draft.pk).delete()
    page = body(client_of(second).get(f"/fr/people/handovers/{handover.pk}/"))
    assert f"/tasks/{one.pk}/" not in page and "1 élément est terminé ou a disparu" in page


@pytest.mark.parametrize("name", ["molenbeek", "federation", "spp_is", "observer", "stranger"])
def test_nobody_else_reads_a_handover(people, second, hands, client_of, name):
    (one, _two), _draft = hands
    handover = let_go(
        by=people.ixelles_coordination, person=people.ixelles, successors={("tasks", str(one.pk)): second}
    )
    assert client_of(getattr(people, name)).get(f"/fr/people/handovers/{handover.pk}/").status_code == 404


def test_who_wants_no_mail_is_written_none(people, second, hands, django_capture_on_commit_callbacks):
    (one, _two), _draft = hands
    choose_preferences(by=second, mail_pace="never")
    with django_capture_on_commit_callbacks(execute=True):
        let_go(by=people.ixelles_coordination, person=people.ixelles, successors={("tasks", str(one.pk)): second})
    assert [letter.to[0] for letter in mail.outbox] == []


def test_what_awaits_the_coordination_awaits_whoever_coordinates_next(people):
    here = organisation_of(people.ixelles)
    ask_to_join(address="autre@example.org", language="fr", organisation=here, function="Assistante sociale")
    assert belongings_of(people.secretariat, people.ixelles_coordination) == []
    let_go(by=people.secretariat, person=people.ixelles_coordination, successors={})
    change_role(by=people.secretariat, place=people.ixelles.memberships.get(ended_on=None), role="coordinator")
    (waiting,) = Duty.objects.open().visible_to(Person.objects.get(pk=people.ixelles.pk)).filter(code=ANSWER)
    invite_who_asked(by=Person.objects.get(pk=people.ixelles.pk), request=JoiningRequest.objects.get(pk=waiting.key))
    assert not Duty.objects.open().filter(code=ANSWER).exists()


def test_a_handover_costs_the_same_however_long(people, second, hands, client_of, django_assert_max_num_queries):
    tasks, draft = hands
    named = {("tasks", str(one.pk)): second for one in tasks} | {("drafts", str(draft.pk)): second}
    handover = let_go(by=people.ixelles_coordination, person=people.ixelles, successors=named)
    browser = client_of(second)
    browser.get("/fr/people/")
    with django_assert_max_num_queries(MOST):
        browser.get(f"/fr/people/handovers/{handover.pk}/")
