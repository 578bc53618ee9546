"""What was answered is kept whole, and what was quoted is cut, whatever program wrote the mail."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from committee.inbox.extension_points import REPLY_LINE
from issues.conversation.email_replies.quoting import own_words
from tests.issues.conversation.email_replies.samples import ANSWERS


@pytest.mark.parametrize("program", ANSWERS)
def test_only_what_was_answered_is_kept(program):
    said, kept = ANSWERS[program]
    assert own_words(said) == kept


@pytest.mark.parametrize("program", ANSWERS)
def test_lines_may_end_as_mails_end_theirs(program):
    said, kept = ANSWERS[program]
    assert own_words(said.replace("\n", "\r\n")) == kept


@pytest.mark.parametrize("program", ANSWERS)
def test_cutting_twice_cuts_no_more(program):
    kept = ANSWERS[program][1]
    assert own_words(kept) == kept


LINES = st.sampled_from(
    [*(line for said, _kept in ANSWERS.values() for line in said.split("\n")), "", "> x", ">", "-- "]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=30))
@settings(max_examples=400, deadline=None)
@example([">0\r0"])
@example([">0", "0"])
@example([">>0", "0"])
@example(["> > 0\x0b0", "0"])
def test_any_lines_in_any_order_end_and_never_grow(lines):
    text = "\n".join(lines)
    kept = own_words(text)
    assert len(kept) <= len(text)
    assert kept == kept.strip("\n")


@given(st.text(alphabet=st.characters(exclude_characters=">", exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=200, deadline=None)
def test_what_stands_above_our_line_is_kept(words):
    own = f"Bonjour {words.strip()} merci."
    assert own_words(f"{own}\n\n— Répondez au-dessus de cette ligne / Antwoord boven deze lijn —\nreste") == own_words(
        own
    )


def test_where_our_line_stands_nothing_else_is_taken_for_the_original():
    own = "Le 12 novembre à 14:30, le SPP a écrit :\n> refusé\nPas d’accord."
    assert own_words(f"{own}\n\nLe 02/06/2025 à 14:03, Portail a écrit :\n> {REPLY_LINE}\n> Texte") == own


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (">0\r0", ""),
        ("> cité\rencore cité\r\nMa réponse.", "> cité encore cité\nMa réponse."),
        ("Ma\rréponse.\r\n> cité", "Ma réponse."),
        (">cité\nMa réponse.", ">cité\nMa réponse."),
        (">> cité deux fois\nMa réponse.", "> cité deux fois\nMa réponse."),
        ("Avant\x0caprès\u2028fin", "Avant\x0caprès\u2028fin"),
    ],
)
def test_only_a_line_feed_ends_a_line(text, kept):
    assert own_words(text) == kept
