"""What a founding has to be told, and how each answer is read. Management commands speak English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from committee.people.addresses import plain_address
from home.founding.words import LANGUAGES

REGIONS = ("brussels", "wallonia", "flanders")
"""In the order in which the centres of a region follow each other in the strip."""


class Question(NamedTuple):
    """One thing to be told. `read` raises ValueError, in words, for an answer that makes no sense."""

    name: str
    asks: str
    read: Callable[[str], object]
    suggests: str = ""

    @property
    def option(self) -> str:
        """The option of the command that answers it."""
        return f"--{self.name}"

    @property
    def variable(self) -> str:
        """The variable of the environment that answers it."""
        return f"FOUND_{self.name.upper()}"


def read_address(word: str) -> str:
    """An e-mail address as it is kept."""
    address = plain_address(word.strip())
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValueError(f"{word!r} is no e-mail address.") from error
    return address


def read_regions(words: str) -> tuple[str, ...]:
    """Some of the three regions, at least one, in their order; `all` names each."""
    asked = set(words.lower().replace(",", " ").split())
    if asked == {"all"}:
        return REGIONS
    if not asked or asked - set(REGIONS):
        raise ValueError(f"{words!r}: name one or more of {', '.join(REGIONS)}, separated by commas, or all.")
    return tuple(region for region in REGIONS if region in asked)


def read_language(word: str) -> str:
    """A language of the site."""
    if word.strip().lower() not in LANGUAGES:
        raise ValueError(f"{word!r}: fr or nl.")
    return word.strip().lower()


def read_word(word: str) -> str:
    """A word that is not empty."""
    if not word.strip():
        raise ValueError("This cannot stay empty.")
    return word.strip()


QUESTIONS = (
    Question("administrator", "E-mail address of whoever runs the server (technical administrator)", read_address),
    Question("secretariat", "E-mail address of the first person of the committee's secretariat", read_address),
    Question(
        "federation", "Which federation keeps the secretariat (Brulocalis, UVCW or VVSG)", read_word, "Brulocalis"
    ),
    Question("regions", f"Which regions take part ({', '.join(REGIONS)}, or all)", read_regions, "brussels"),
    Question("language", "Language of these two people (fr or nl)", read_language, "fr"),
)


def read_answers(questions: tuple[Question, ...], said: Mapping[str, str]) -> tuple[dict[str, object], list[str]]:
    """What was answered, as it is read, and for each answer that makes no sense why."""
    answers: dict[str, object] = {}
    wrong = []
    for question in questions:
        if question.name in said:
            try:
                answers[question.name] = question.read(said[question.name])
            except ValueError as error:
                wrong.append(f"{question.option}: {error}")
    if answers.get("administrator") and answers.get("administrator") == answers.get("secretariat"):
        wrong.append("--secretariat: give another address than the administrator's, whose account reads no discussion.")
    return answers, wrong
