"""Every kind of mail that leaves the portal keeps the same promises, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from types import SimpleNamespace

import pytest
from django.core import mail
from django.utils.translation import gettext, override
from wagtail.signal_handlers import disable_reference_index_auto_update

from committee.inbox.mails.fan_out import deliver_entry, deliver_pending
from committee.inbox.mails.sending import send_letters
from committee.inbox.stop_links import stopping_from_token
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.mails import CHANGES, tell_of_change
from committee.people.models import Person
from home.demo.editorial import load_editorial
from issues.conversation.threads.actions.posts import add_post, choose_following
from issues.fieldwork.barometer.actions.weekly_letters import send_pulses
from publications.library.models import NewsPage
from publications.pages.mails import NOTIFIERS
from tests.conftest import filed
from tests.issues.conversation.email_replies.conftest import address_for, answer
from tests.issues.steps import propose
from tests.scenes import scene

SITE = "http://127.0.0.1:8000"
TITLE = "Titre que nul écran verrouillé ne montre"
WORDS = "Voir **ceci**, _cela_ et \\> non, [la page](https://example.org/a?b=1&c=2).\n\n- un\n- deux\n\n> Une citation."
MONDAY = datetime(2025, 7, 7, 5, 30, tzinfo=UTC)
WEDNESDAY = MONDAY - timedelta(days=5)


@scene
def case(people, spaces) -> SimpleNamespace:
    """A problem that Ixelles filed and Jette follows, with a message in two lanes."""
    with clock.acting_at(WEDNESDAY):
        problem = filed(people.ixelles, spaces.common, title=TITLE, impact={"cases": 26, "minutes_likely": 20})
        choose_following(by=people.jette, thread=problem.thread, level="all")
        facts = {"by": people.molenbeek, "thread_id": problem.thread_id, "text": WORDS, "language": "fr"}
        posts = [add_post(space=space, **facts) for space in (spaces.common, spaces.federations)]
    Entry.objects.update(delivered=True)
    return SimpleNamespace(problem=problem, posts=posts)


@pytest.fixture(autouse=True)
def replies(settings):
    """A mail about one message can be answered."""
    settings.MAIL_REPLY_DOMAIN = "reponse.example.org"
    settings.MAIL_AUTHSERV_ID = ""


def told_of(post) -> None:
    deliver_entry(Entry.objects.get(verb="post.added", subjects__kind="post", subjects__key=str(post.pk)))


def paced(person, pace: str) -> Person:
    Person.objects.filter(pk=person.pk).update(mail_pace=pace)
    return person


def message(people, spaces, case, client) -> None:
    """One message, told at once."""
    paced(people.jette, "at_once")
    told_of(case.posts[0])


def digest(people, spaces, case, client) -> None:
    """A day of news, in two lanes."""
    paced(people.jette, "daily")
    for post in case.posts:
        told_of(post)
    with clock.acting_at(clock.now() + timedelta(days=1)):
        send_letters()


def duty(people, spaces, case, client) -> None:
    """Something is asked."""
    deliver_entry(Entry.objects.get(verb="problem.filed"))


def pulse(people, spaces, case, client) -> None:
    """The weekly pulse."""
    with clock.acting_at(MONDAY):
        send_pulses()


def not_posted(people, spaces, case, client) -> None:
    """A reply that was refused."""
    answer(people.ixelles, address_for(people.ixelles, case.posts[0]), "Le numéro est 85.07.30-033.28.")
    send_letters()


def reset(people, spaces, case, client) -> None:
    """A way to a new password."""
    client.post("/fr/account/password/reset/", {"email": people.jette.email})


def changed(people, spaces, case, client) -> None:
    """What happened to an account, each in its mail."""
    for what in CHANGES:
        tell_of_change(people.jette, what, ip="109.88.1.1", browser="Mozilla/5.0 (Windows NT 10.0) Firefox/139.0")


def workflow(people, spaces, case, client) -> None:
    """A page is submitted, and sent back; another is approved."""
    with disable_reference_index_auto_update():
        load_editorial(editor=people.editor, administrator=people.administrator)
        for page, decide in zip(NewsPage.objects.all(), ("reject", "approve"), strict=True):
            page.save_revision(user=people.editor)
            state = page.get_workflow().start(page, people.editor)
            getattr(state.current_task_state.specific, decide)(user=people.secretariat)


PAGES = ("/fr/actualites/", "/nl/nieuws/")
"""What an editor is told of stands in its own language."""
LISTED = (message, digest, duty, pulse)
"""What may be stopped: the rest answers one's own deed, or protects one's account."""
EVERY = (*LISTED, not_posted, reset, changed, workflow)


def links_in(html: str) -> set[str]:
    return {found.replace("&amp;", "&") for found in re.findall(r'href="([^"]+)"', html)}


def links_of_text(text: str) -> set[str]:
    return {found.rstrip(").") for found in re.findall(r"https?://[^\s]+", text)}


@pytest.fixture
def sent(request, people, spaces, case, client, settings):
    """The mails of one kind, in one language."""
    make, language = request.param
    Person.objects.update(language=language)
    for name in vars(people):
        getattr(people, name).refresh_from_db()
    mail.outbox.clear()
    with override("nl" if language == "fr" else "fr"):
        make(people, spaces, case, client)
    assert mail.outbox
    return SimpleNamespace(make=make, language=language, mails=list(mail.outbox))


def name_of(value) -> str:
    return f"{value[0].__name__}-{value[1]}"


each = pytest.mark.parametrize(
    "sent", [(make, language) for make in EVERY for language in ("fr", "nl")], indirect=True, ids=name_of
)


@each
def test_every_mail_keeps_the_common_promises(sent):
    with override(sent.language):
        committee, stop = gettext("Comité de monitoring CPAS Online"), gettext("No more mail")
    for one in sent.mails:
        text, html = one.body, one.alternatives[0][0]
        built = one.message()
        assert built.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in built.get_payload()] == ["text/plain", "text/html"]
        assert parseaddr(one.extra_headers.get("From", one.from_email)) == (committee, "portail@example.org")
        assert parseaddr(one.from_email)[1].partition("+")[0] in ("portail@example.org", "b")
        assert one.subject.startswith(f"[{committee}] ")
        assert f'<html lang="{sent.language}">' in html
        preheader = re.search(r"<div hidden[^>]*>([^<\u034f]+)\u034f", html)[1]
        assert len(preheader) > 10
        assert TITLE not in preheader + one.subject
        assert links_in(html) == links_of_text(text)
        assert text.count("\n-- \n") == 1
        assert text.rstrip().endswith(f"{committee}\n{SITE}/{sent.language}/")
        assert not re.search(r"\*\*|\\>|\]\(|\b_cela_", text + html)
        assert not re.search(r"<img|<link|src=|url\(|@import|<script", html)
        assert '<meta name="color-scheme" content="light dark">' in html
        assert one.extra_headers["Auto-Submitted"].startswith("auto-")
        assert re.fullmatch(r"<[^<>@\s]+@127\.0\.0\.1>", one.extra_headers["Message-ID"])
        token = one.extra_headers.get("List-Unsubscribe", "").strip("<>").rstrip("/").rpartition("/")[2]
        assert bool(token) == (sent.make in LISTED)
        if token:
            assert one.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert stopping_from_token(token).person.email == one.to[0]
            assert stop in text and f"/mail/stop/{token}/" in text


@each
def test_every_mail_leads_to_pages_in_the_language_of_its_reader(sent):
    for one in sent.mails:
        ours = [link.removeprefix(SITE) for link in links_of_text(one.body) if link.startswith(SITE)]
        foreign = {link for link in links_of_text(one.body) if not link.startswith(f"{SITE}/")}
        assert foreign <= {"https://example.org/a?b=1&c=2"}
        assert all(path.startswith((f"/{sent.language}/", "/mail/stop/", "/admin/", *PAGES)) for path in ours), ours


def test_every_step_of_a_workflow_is_told_by_us_and_not_by_wagtail():
    for signal, _sender, name, notifier in NOTIFIERS:
        heard = [entry[1] for entry in signal.receivers if entry[0][0] == name]
        assert [getattr(one, "__call__", one) and one() for one in heard] == [notifier]


def test_a_change_of_a_solution_is_one_fact_of_its_problem(people, spaces, case):
    paced(people.jette, "daily")
    solution = propose(people.spp_is, case.problem)
    assert Entry.objects.undelivered().count() == 2
    deliver_pending()
    with clock.acting_at(clock.now() + timedelta(days=1)):
        send_letters()
    (one,) = [each for each in mail.outbox if each.to == [people.jette.email]]
    assert case.problem.reference in one.subject
    html = one.alternatives[0][0]
    assert (html.count('class="case '), html.count('<div class="fact">')) == (1, 1)
    assert f"{SITE}/fr/solutions/{solution.pk}/" in links_in(html)


def test_what_is_asked_comes_first_and_lanes_stand_apart(people, spaces, case):
    paced(people.secretariat, "daily")
    choose_following(by=people.secretariat, thread=case.problem.thread, level="all")
    for post in case.posts[::-1]:
        told_of(post)
    deliver_entry(Entry.objects.get(verb="problem.filed"))
    with clock.acting_at(clock.now() + timedelta(days=1)):
        send_letters()
    (one,) = [each for each in mail.outbox if each.to == [people.secretariat.email]]
    with override("fr"):
        asked, alone = gettext("What is asked of you"), gettext("Federations: federations and CPAS only")
        warned = gettext("What follows is for this lane alone: please do not pass it on.")
        common = gettext("Common: every bench")
    places = [one.body.index(words) for words in (asked, common, "Voir ceci", alone, warned)]
    assert places == sorted(places)
    assert one.body.count("Voir ceci") == 2
    assert one.body.index("Voir ceci", places[-1]) > places[-1]
