"""What a mail says: the words once, shortened and safe, in the reader's language, and nothing in its subject."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from committee.inbox.extension_points import REPLY_ADDRESSES, REPLY_LINE
from committee.inbox.mails.sending import send_letters
from committee.journal import clock
from tests.conftest import filed

NOON = datetime(2025, 6, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon():
    with clock.acting_at(NOON):
        yield


@pytest.fixture
def digest(mail_to):
    """The one mail that somebody gets the day after."""

    def got(person):
        with clock.acting_at(NOON + timedelta(days=1)):
            send_letters()
        (message,) = mail_to(person)
        return message

    return got


def html_of(message) -> str:
    return message.alternatives[0][0]


def test_the_words_stand_in_both_parts_sanitised(people, hear, say, mail_to):
    jette = hear(people.jette)
    say("Voir **ceci** <script>alert(1)</script>", language="fr")
    (message,) = mail_to(jette)
    assert "Voir ceci <script>alert(1)</script>" in message.body
    assert "<strong>ceci</strong>" in html_of(message)
    assert "<script" not in html_of(message)


def test_words_in_another_language_are_marked(people, hear, say, mail_to):
    jette = hear(people.jette, language="nl")
    say("Une phrase.", language="fr")
    (message,) = mail_to(jette)
    assert '<html lang="nl">' in html_of(message)
    assert '<div class="words" lang="fr">' in html_of(message)
    assert "/nl/account/" in message.body


def test_a_long_message_is_cut_and_leads_to_the_rest(people, hear, say, mail_to):
    jette = hear(people.jette, language="fr")
    entry = say("Début. " + "mot " * 600 + "FIN")
    (message,) = mail_to(jette)
    assert "FIN" not in message.body + html_of(message)
    assert f"/fr/posts/{entry.post.key}/" in message.body
    assert len(re.findall(r"<p[ >]", html_of(message))) == html_of(message).count("</p>")


def test_a_quotation_of_what_stands_in_the_letter_is_left_out(people, hear, say, digest):
    jette = hear(people.jette, "daily")
    say("La phrase citée est longue.")
    say("> La phrase citée est longue.\n\nD'accord avec cela.")
    say("> Une phrase d'un autre jour.\n\nSuite.")
    message = digest(jette)
    for part in (message.body, html_of(message)):
        assert part.count("La phrase citée est longue.") == 1
        assert part.count("[…]") == 1
        assert "Une phrase d'un autre jour." in part.replace("&#x27;", "'")


def test_each_case_stands_under_its_lane_and_says_why(people, hear, say, spaces, digest):
    jette = hear(people.jette, "daily")
    say("En commun.")
    say("Entre fédérations.", space=spaces.federations)
    message = digest(jette)
    assert html_of(message).count('class="case ') == 2
    assert '<div class="case federations">' in html_of(message)
    from django.utils.translation import gettext, override

    with override(jette.language):
        why = gettext("You follow this discussion.")
    assert message.body.count(why) == 2


SECRETS = ("secrète", "Pièces", "perdues", "Molenbeek", "molenbeek")


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_headers_say_nothing_of_the_matter(people, problem, hear, say, mail_to, language):
    jette = hear(people.jette, language=language)
    say("Une phrase secrète.")
    (message,) = mail_to(jette)
    head = message.message().as_bytes().partition(b"\n\n")[0].decode() + message.subject
    assert problem.reference in message.subject
    assert not [word for word in SECRETS if word in head]


def test_headers_that_mail_programs_need(people, hear, say, mail_to):
    jette = hear(people.jette)
    say("Une phrase.")
    say("Une autre.")
    first, second = (message.extra_headers for message in mail_to(jette))
    assert first["Message-ID"] != second["Message-ID"]
    assert first["References"] == first["In-Reply-To"] == second["References"]
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["X-Auto-Response-Suppress"] == "All"
    assert first["List-Id"] == "<inbox.127.0.0.1>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/mail/stop/")
    assert "Precedence" not in first


def test_the_conversation_of_a_case_tells_another_person_nothing(people, hear, say, mail_to):
    jette, federation = hear(people.jette), hear(people.federation)
    say("Une phrase.")
    references = {mail_to(person)[0].extra_headers["References"] for person in (jette, federation)}
    assert len(references) == 2


def test_a_digest_of_several_cases_has_no_conversation_and_counts(people, spaces, hear, say, digest):
    from committee.inbox.mails.fan_out import deliver_entry
    from committee.journal.models import Entry

    federation = hear(people.federation, "daily", language="fr")
    other = filed(people.ixelles, spaces.common, title="Autre titre")
    deliver_entry(Entry.objects.filter(verb="problem.filed").latest("pk"))
    say("Une phrase.")
    message = digest(federation)
    assert "References" not in message.extra_headers
    assert "2" in message.subject and other.reference not in message.subject


def test_a_letter_about_one_fact_can_be_answered(people, hear, say, mail_to, digest, monkeypatch):
    monkeypatch.setattr(
        "committee.inbox.mails.news.REPLY_ADDRESSES", [lambda person, entry: f"r+{entry.pk}@reply.example.org"]
    )
    jette, federation = hear(people.jette), hear(people.federation, "daily")
    entry = say("Une phrase.")
    say("Une autre.")
    first = mail_to(jette)[0]
    assert first.reply_to == [f"r+{entry.pk}@reply.example.org"]
    assert first.body.startswith(REPLY_LINE)
    assert html_of(first).index(REPLY_LINE) < html_of(first).index("Une phrase.")
    several = digest(federation)
    assert several.reply_to == []
    assert REPLY_LINE not in several.body


def test_replying_slots_are_functions_of_person_and_entry(people, say):
    entry = say("Une phrase.", told=False)
    assert all(isinstance(source(people.jette, entry), str) for source in REPLY_ADDRESSES)


def test_what_is_heard_by_ones_place_stops_with_all_mail(people, problem, mail_to, say, hear):
    from committee.inbox.mails.fan_out import deliver_entry
    from committee.inbox.stop_links import stopping_from_token
    from committee.journal.models import Entry

    def stops(message):
        return stopping_from_token(
            message.extra_headers["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]
        ).sort

    deliver_entry(Entry.objects.get(verb="problem.filed"))
    (duty,) = mail_to(people.secretariat)
    jette = hear(people.jette)
    say("Une phrase.")
    assert (stops(duty), stops(mail_to(jette)[0])) == ("", "thread")
