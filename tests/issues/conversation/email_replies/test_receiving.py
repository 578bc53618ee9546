"""A reply is posted once, in the lane of what it answers, by the person of the address; everything else is refused or ignored."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils.translation import override

from committee.access.models import Space
from committee.inbox.mails.news import write_letter
from committee.inbox.models import Letter, Notice
from committee.journal import clock
from committee.journal.models import Entry
from committee.people.models import Person
from committee.privacy.models import Refusal
from committee.seats.actions import end_membership
from issues.attachments.models import Attachment
from issues.conversation.email_replies import actions
from issues.conversation.email_replies.actions import forget_mails
from issues.conversation.email_replies.addresses import Address
from issues.conversation.email_replies.models import IncomingMail
from issues.conversation.threads.actions.posts import withdraw_post
from issues.conversation.threads.models import Post, Thread
from issues.problems.records.models import Problem
from tests.committee.records import organisation_of, unchanged
from tests.conftest import filed
from tests.issues.attachments.conftest import storage  # noqa: F401
from tests.issues.attachments.samples import PDF, office, picture, telltale_png
from tests.issues.conversation.email_replies.conftest import address_for, answer
from tests.issues.conversation.email_replies.samples import mail
from tests.issues.steps import PHONE, say
from tests.scenes import scene

pytestmark = pytest.mark.column


@scene
def post(people, problem):
    """What the administration said, and Ixelles is mailed."""
    return say(people.spp_is, problem, "Est-ce réglé ?")


@pytest.fixture
def address(people, post):
    return address_for(people.ixelles, post)


def why(outcome) -> tuple[str, str]:
    return outcome.what.value, outcome.why


def letter_about(outcome_why: str) -> str:
    """The text of the mail by which the sender hears of it, in the words of the code."""
    row = IncomingMail.objects.get(why=outcome_why)
    message = write_letter(row.letter)
    assert message.extra_headers["Auto-Submitted"] == "auto-replied"
    assert (row.post, message.to) == (None, [row.person.email])
    return message.body


def test_a_reply_is_posted_below_what_it_answers(people, problem, post, address):
    outcome = answer(
        people.ixelles, address, "C’est **réglé**.\n\nLe 2 juin 2025 à 14:03, Portail a écrit :\n> Est-ce réglé ?"
    )
    new = Post.objects.get(reply_to=post)
    assert (outcome.what, outcome.why, outcome.post) == ("posted", "", new)
    assert (new.author, new.organisation, new.strand) == (people.ixelles, organisation_of(people.ixelles), post.strand)
    assert (new.text, new.language, new.depth) == ("C’est **réglé**.", "fr", 1)
    entry = Entry.objects.filter(verb="post.added").last()
    assert (entry.actor, entry.space) == (people.ixelles, problem.space)
    row = IncomingMail.objects.get()
    assert (row.outcome, row.why, row.post, row.person, row.letter) == ("posted", "", new, people.ixelles, None)


def test_the_case_of_the_addresses_does_not_matter(people, post, address):
    assert answer(people.ixelles, address.upper(), sender="IXELLES@Example.ORG").post


def test_the_same_mail_again_is_known(people, post, address):
    raw = mail("Une fois.", sender=people.ixelles.email).as_bytes()
    assert why(answer(people.ixelles, address, raw=raw)) == ("posted", "")
    with unchanged():
        assert why(answer(people.ixelles, address, raw=raw)) == ("ignored", "duplicate")
        assert why(answer(people.ixelles, address, raw=b"Received: again\r\n" + raw)) == ("ignored", "duplicate")


def test_one_mail_to_two_addresses_answers_both(people, problem, post, address):
    other = address_for(people.ixelles, say(people.spp_is, problem, "Et ceci ?"))
    for where in (address, other):
        assert why(answer(people.ixelles, where)) == ("posted", "")
    assert Post.objects.filter(author=people.ixelles).count() == 2


def test_a_mail_without_a_name_is_known_by_its_content(people, post, address):
    raw = f"From: {people.ixelles.email}\r\n\r\nOui.".encode()
    assert why(answer(people.ixelles, address, raw=raw)) == ("posted", "")
    assert why(answer(people.ixelles, address, raw=raw)) == ("ignored", "duplicate")
    assert why(answer(people.ixelles, address, raw=raw + b" Non.")) == ("posted", "")


CENTRES = {"ixelles", "ixelles_coordination", "molenbeek", "jette"}
LANES = {
    "common": {*CENTRES, "federation", "secretariat", "spp_is"},
    "federations": {*CENTRES, "federation", "secretariat", "editor"},
    "administration": {"spp_is"},
    "own": {"ixelles", "ixelles_coordination"},
}
AUTHORS = {"common": "molenbeek", "federations": "molenbeek", "administration": "spp_is", "own": "ixelles_coordination"}


@pytest.mark.parametrize("lane", LANES)
def test_every_role_posts_in_the_lanes_that_it_writes_in_and_nowhere_else(people, problem, spaces, lane):
    own = Space.objects.own(organisation_of(people.ixelles))
    space = own if lane == "own" else getattr(spaces, lane)
    first = say(getattr(people, AUTHORS[lane]), problem, space=space)
    for name, person in vars(people).items():
        outcome = answer(person, str(Address(person.pk, first.pk, 0)))
        assert (outcome.what == "posted", name) == (name in LANES[lane], name)
        if outcome.post:
            assert outcome.post.strand == first.strand
        else:
            assert outcome.why == "rights"
    said = set(Post.objects.filter(reply_to=first).values_list("strand__space", flat=True))
    assert said == {space.pk}


def test_rights_that_ended_meanwhile_post_nothing_and_name_nothing(people, problem, spaces):
    first = say(people.molenbeek, problem, "Secret des fédérations.", spaces.federations)
    address = address_for(people.ixelles, first)
    end_membership(by=people.administrator, membership=people.ixelles.memberships.get())
    assert why(answer(people.ixelles, address)) == ("refused", "rights")
    said = letter_about("rights")
    assert "Secret" not in said and problem.title not in said and problem.reference not in said


def test_a_closed_account_is_told_nothing(people, post, address):
    Person.objects.filter(pk=people.ixelles.pk).update(is_active=False)
    with unchanged():
        assert why(answer(people.ixelles, address)) == ("refused", "sender")


def test_new_private_addresses_end_the_old_ones(people, post, address):
    Person.objects.filter(pk=people.ixelles.pk).update(address_version=1)
    with unchanged():
        assert why(answer(people.ixelles, address)) == ("refused", "sender")


def test_a_demonstration_account_is_closed_in_production(people, post, address, settings):
    settings.DEMONSTRATION = False
    assert answer(people.ixelles, address).post
    Person.objects.filter(pk=people.ixelles.pk).update(is_demonstration=True)
    assert why(answer(people.ixelles, address, Message_ID="<2@example.org>")) == ("refused", "sender")


def test_a_locked_thread_takes_no_reply(people, problem, post, address):
    Thread.objects.filter(pk=problem.thread_id).update(locked_at=clock.now(), locked_reason="Fini.")
    assert why(answer(people.ixelles, address)) == ("refused", "closed")
    assert "Fini" not in letter_about("closed")
    assert not Post.objects.filter(author=people.ixelles).exists()


def test_what_was_merged_away_takes_no_reply(people, problem, post, address, spaces):
    other = filed(people.ixelles, spaces.common, title="Un autre")
    Problem.objects.filter(pk=problem.pk).update(state="merged", merged_into=other)
    assert why(answer(people.ixelles, address)) == ("refused", "closed")


def test_a_post_that_was_withdrawn_or_hidden_is_not_answered(people, problem, post, address):
    withdraw_post(by=people.spp_is, post=post)
    assert why(answer(people.ixelles, address)) == ("refused", "withdrawn")
    other = say(people.spp_is, problem, "Autre.")
    where = address_for(people.ixelles, other)
    Post.objects.filter(pk=other.pk).update(hidden_at=clock.now(), hidden_reason="x")
    assert why(answer(people.ixelles, where)) == ("refused", "withdrawn")


def test_an_address_that_was_not_made_here(people, post):
    with unchanged():
        assert why(answer(people.ixelles, "r+abc@reponse.example.org")) == ("refused", "address")


STRANGERS = {
    "another member": {"sender": "molenbeek@example.org"},
    "somebody unknown": {"sender": "quelqu.un@example.org"},
    "two senders": {"sender": "ixelles@example.org, molenbeek@example.org"},
    "only the name": {"sender": '"ixelles@example.org" <quelqu.un@example.org>'},
    "a look-alike": {"sender": "ixelles@example.org.example.com"},
    "spf failed": {"Authentication_Results": "mx.example.org; spf=fail smtp.mailfrom=example.org; dkim=none"},
    "dkim failed": {"Authentication_Results": "MX.example.org 1; dkim=fail (bad signature) header.d=example.org"},
    "dmarc failed": {"Authentication_Results": "mx.example.org; dkim=pass header.d=example.com; spf=pass; dmarc=fail"},
    "a pass in an aside": {
        "Authentication_Results": 'mx.example.org; spf=fail smtp.mailfrom="; dmarc=pass"; (; dmarc=pass)'
    },
}


@pytest.mark.parametrize("who", STRANGERS)
def test_anybody_else_is_refused_and_the_person_hears_of_it_once_a_day(people, post, address, who):
    for number in range(3):
        facts = {"Message_ID": f"<{number}@example.com>", **STRANGERS[who]}
        assert why(answer(people.ixelles, address, "Un faux.", **facts)) == ("refused", "sender")
    assert not Post.objects.filter(text__contains="faux").exists()
    assert not Letter.objects.filter(kind="answer").exists()
    entry = Entry.objects.get(verb="mail.refused")
    assert (entry.actor, entry.space) == (people.ixelles, Space.objects.own(organisation_of(people.ixelles)))
    assert [subject.url for subject in entry.subjects.all()] == [f"/fr/posts/{post.key}/"]
    assert IncomingMail.objects.get().why == "sender"


def test_only_that_person_finds_the_notice(people, post, address, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer(people.ixelles, address, sender="quelqu.un@example.org")
    notice = Notice.objects.get(entry__verb="mail.refused")
    assert (notice.person, notice.reason) == (people.ixelles, "imitated")
    assert Notice.objects.visible_to(people.ixelles).filter(pk=notice.pk).exists()


@pytest.mark.parametrize(
    "said",
    [
        "mx.example.org; spf=fail; dkim=pass; dmarc=pass header.from=example.org",
        "mx.example.org; spf=none; dkim=none",
        "mx.example.org; dkim=pass; spf=softfail",
        "mx.example.com; dmarc=fail",
        "",
    ],
)
def test_what_our_own_server_does_not_hold_against_a_sender_is_taken(people, post, address, said):
    assert answer(people.ixelles, address, Authentication_Results=said).post


MACHINES = {
    "bounce": {"envelope": ""},
    "bounce, marked": {"envelope": "<>"},
    "bounce, by its header": {"Return_Path": "<>"},
    "bounce, by its sender": {"sender": "MAILER-DAEMON@example.org"},
    "automatic": {"Auto_Submitted": "auto-replied; owner-email=x"},
    "automatic, bulk": {"Precedence": "Bulk"},
    "automatic, list": {"List_Id": "<inbox.monitoring.example>"},
    "automatic, marked": {"X_Autoreply": "yes"},
    "absence": {"Subject": "Réponse automatique : CO-2026-0042"},
    "absence, nl": {"Subject": "Automatisch antwoord: CO-2026-0042"},
    "absence, en": {"Subject": "Out of Office: back on Monday"},
    "absence, de": {"Subject": "Abwesenheitsnotiz"},
}


@pytest.mark.parametrize("kind", MACHINES)
def test_what_no_person_wrote_is_ignored_and_answered_by_nothing(people, post, address, kind):
    for _time in range(2):
        assert why(answer(people.ixelles, address, **MACHINES[kind])) == ("ignored", kind.partition(",")[0])
    assert (Post.objects.count(), Letter.objects.filter(kind="answer").count()) == (1, 0)
    assert IncomingMail.objects.get().why == kind.partition(",")[0]
    assert not Entry.objects.filter(verb="mail.refused").exists()


@pytest.mark.parametrize(
    "facts", [{"Auto_Submitted": "no"}, {"Subject": "Re: Réponse automatique manquante"}, {"Precedence": "normal"}]
)
def test_what_a_person_wrote_is_not_taken_for_a_machine(people, post, address, facts):
    assert answer(people.ixelles, address, **facts).post


def test_our_own_mail_that_comes_back_is_ignored(people, post, address):
    letter = Letter.objects.create(person=people.ixelles, message_id="<own@example.org>", created_at=clock.now())
    assert why(answer(people.ixelles, address, Message_ID=letter.message_id)) == ("ignored", "ours")


def test_too_many_from_one_person_come_again_later_and_none_is_lost(people, post, address, monkeypatch):
    monkeypatch.setattr(actions, "MOST_AN_HOUR", 2)
    outcomes = [why(answer(people.ixelles, address, f"{n}", Message_ID=f"<{n}@example.org>")) for n in range(4)]
    assert outcomes == [("posted", "")] * 2 + [("refused", "often")] * 2
    with unchanged():
        assert why(answer(people.ixelles, address, "0", Message_ID="<0@example.org>")) == ("ignored", "duplicate")
        assert why(answer(people.ixelles, address, "3", Message_ID="<3@example.org>")) == ("refused", "often")
    IncomingMail.objects.update(arrived_at=clock.now() - timedelta(hours=2))
    for n in (2, 3):
        assert answer(people.ixelles, address, f"{n}", Message_ID=f"<{n}@example.org>").post.text == f"{n}"


def test_machines_cannot_keep_a_person_from_answering(people, post, address, monkeypatch):
    monkeypatch.setattr(actions, "MOST_AN_HOUR", 2)
    monkeypatch.setattr(actions, "MOST_KEPT_AN_HOUR", 3)
    for n in range(6):
        answer(people.ixelles, address, Precedence="bulk", Message_ID=f"<{n}@example.org>")
    assert IncomingMail.objects.count() == 3
    assert answer(people.ixelles, address).post


def test_a_reply_without_words_of_its_own(people, post, address):
    assert why(answer(people.ixelles, address, "Le 2 juin 2025 à 14:03, Portail a écrit :\n> Texte")) == (
        "ignored",
        "empty",
    )
    assert Letter.objects.get(kind="answer").next_at
    assert "Texte" not in letter_about("empty")


def test_a_reply_that_is_too_long(people, post, address):
    assert why(answer(people.ixelles, address, "mot " * 2600)) == ("refused", "long")
    assert "10" in letter_about("long")


def test_personal_data_is_refused_and_nothing_of_it_is_kept(people, post, address):
    files = [("scan.pdf", "application/pdf", PDF)]
    assert why(answer(people.ixelles, address, PHONE, files=files)) == ("refused", "personal")
    said = letter_about("personal")
    assert "04•" in said and "0470" not in said and "demandeur" not in said
    assert [(refusal.kind, refusal.way, refusal.count) for refusal in Refusal.objects.all()] == [("phone", "sent", 1)]
    assert not Post.objects.filter(author=people.ixelles).exists() and not Attachment.objects.exists()
    assert "0470" not in str([list(model.objects.values()) for model in (IncomingMail, Letter, Entry)])


def test_what_was_quoted_is_not_held_against_the_sender(people, post, address):
    assert answer(people.ixelles, address, f"Réglé.\n\nLe 2 juin 2025 à 14:03, Portail a écrit :\n> {PHONE}").post


def test_files_come_along_cleaned(people, post, address, storage):  # noqa: F811
    files = [("scan.pdf", "application/pdf", PDF), ("écran.png", "image/png", telltale_png())]
    new = answer(people.ixelles, address, files=files).post
    kept = {file.name: file for file in new.attachments.all()}
    assert set(kept) == {"scan.pdf", "écran.png"}
    assert (kept["écran.png"].space, kept["écran.png"].organisation) == (new.strand.space, new.organisation)
    with kept["écran.png"].file.open() as picture:
        assert b"taken at the counter" not in picture.read()


REFUSED_FILES = {
    "a program": [("facture.exe", "application/octet-stream", b"MZ")],
    "a disguise": [("scan.pdf", "application/pdf", b"no pdf")],
    "macros": [("note.docx", "application/msword", office("docx", word__vbaProject_dot_bin=b"x"))],
    "six files": [(f"{n}.png", "image/png", picture("PNG")) for n in range(6)],
    "one of two": [("scan.pdf", "application/pdf", PDF), ("page.html", "text/html", b"<p>")],
    "personal data": [("notes.txt", "text/plain", PHONE.encode())],
    "personal data in the name": [("0470 12 34 56.txt", "text/plain", b"x")],
}


@pytest.mark.parametrize("which", REFUSED_FILES)
def test_a_file_that_is_refused_refuses_the_reply(people, post, address, storage, which):  # noqa: F811
    assert why(answer(people.ixelles, address, files=REFUSED_FILES[which])) == ("refused", "file")
    said = letter_about("file")
    assert "0470" not in said and "<" not in said
    assert (Post.objects.count(), Attachment.objects.count(), list(storage.listdir("")[0])) == (1, 0, [])
    assert Refusal.objects.count() == which.startswith("personal")
    if which == "a disguise":
        assert "scan.pdf" in said
    if which == "one of two":
        assert "Fichier 2" in said and "scan.pdf" not in said


def test_hostile_text_is_stored_as_text(people, post, address):
    new = answer(
        people.ixelles, address, "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://example.org/seen)"
    ).post
    assert (
        "<script>" not in new.html
        and "javascript:" not in new.html.replace("(javascript:", "")
        and "<img" not in new.html
    )


def test_a_mail_that_cannot_be_read(people, post, address):
    with unchanged():
        assert why(answer(people.ixelles, address, raw=b"Content-Type: message/rfc822\r\n\r\n" * 5000)) == (
            "refused",
            "unreadable",
        )


def test_the_sender_reads_it_in_their_own_language(people, post):
    Person.objects.filter(pk=people.molenbeek.pk).update(language="nl")
    people.molenbeek.refresh_from_db()
    with override("fr"):
        answer(people.molenbeek, address_for(people.molenbeek, post), PHONE)
    message = write_letter(IncomingMail.objects.get().letter)
    assert 'lang="nl"' in message.alternatives[0][0]
    assert "CO-2026" not in message.subject and "0470" not in message.alternatives[0][0]


def test_what_became_of_mails_is_forgotten(people, post, address):
    answer(people.ixelles, address)
    assert forget_mails() == 0
    IncomingMail.objects.update(arrived_at=clock.now() - timedelta(days=91))
    assert forget_mails() == 1
    assert Post.objects.filter(author=people.ixelles).exists()


def test_what_fails_midway_leaves_nothing_and_may_come_again(people, post, address, monkeypatch):
    def broken(**_facts):
        raise OperationalError("gone")

    with monkeypatch.context() as broke:
        broke.setattr(actions, "add_post", broken)
        with unchanged(), pytest.raises(OperationalError):
            answer(people.ixelles, address)
    assert answer(people.ixelles, address).post


def test_a_call_that_fits_nobody_is_told_to_its_sender_and_the_reply_is_posted(people, post, address):
    outcome = answer(people.ixelles, address, "Voyez avec @Marie Dupont et @CPAS de Jette.")
    assert why(outcome) == ("posted", "uncalled")
    row = IncomingMail.objects.get(why="uncalled")
    assert row.post == Post.objects.get(reply_to=post) and row.letter
    message = write_letter(row.letter)
    assert "@Marie Dupont" in message.body and "@CPAS" not in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-replied"
