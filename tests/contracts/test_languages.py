"""French and Dutch are complete, and of equal standing: one term for one thing, well set, addressed to women and men."""

import csv
import json
import re
from functools import cache

import pytest

from committee.organisations.actions import SOURCE as ORGANISATIONS
from home.languages import catalogues
from home.languages.catalogues import APPS, ROOT, missing_in
from issues.overview.import_export.columns import SOURCE as COLUMNS
from issues.problems.taxonomies.actions import SOURCE as TAXONOMY

NO_BREAK = "\u00a0"
REFUSED = {
    "fr": (
        (r"\bcercle", "canal"),
        (r"\btouch(?:é|ent|e\b(?! Tab))", "concerné"),
        (r"\bpouls\b", "baromètre hebdomadaire"),
        (r"\brencontré", "est apparu, n’est plus apparu"),
        (r"dix-neuf", "les CPAS bruxellois"),
        (r"ne rien changer", "annuler"),
        (r"\bgenre\b", "type"),
        (r"^plus de courriel", "ne plus recevoir de courriel"),
        (r"jusqu’au %\(hour\)s|jusqu’au \d\d:", "jusqu’à"),
        (r"\bemport|\bportable", "télécharger le dossier"),
        (r"union des villes", "Association des Villes et Communes flamandes"),
        (r"\(e\)|\(s\)(?!\w)|\w·", "a turn that fits women and men, one and many"),
        (r"\bauteur|modérateur|rédacteur|lecteur(?! de flux)|\bceux qui\b|\bavertie?\b", "la personne qui …"),
        (r"[éè]\b.{0,20}nommément|interpell", "mention, mentionner"),
    ),
    "nl": (
        (r"kring\b|kringen\b", "kanaal"),
        (r"\bgetroffen\b|\btreft\b|\btreffen\b", "betrokken"),
        (r"polsslag", "weekbarometer"),
        (r"negentien", "de Brusselse OCMW’s"),
        (r"\bbank\b|\bbanken\b", "alle geledingen"),
        (r"\bu hoort\b|\bhoor ik\b|\bhoren\?", "ontvangen"),
        (r"niets wijzigen", "annuleren"),
        (r"\bverklar|\bverklaard|\baangifte|\baangegeven\b(?!\.$)|\baangeeft|\baangaf", "opgave, opgeven"),
        (r"\bmeegenomen op\b|draagba", "dossier downloaden"),
        (r"\b(?:je|jij|jouw|jullie)\b", "u"),
        (r"(?<![-\w])mails?\b", "e-mail"),
    ),
}
"""What was said in other words before, and what is said now."""
read_catalogue = cache(catalogues.read_catalogue)
said_by = cache(catalogues.said_by)


def in_catalogues(language: str) -> dict[str, str]:
    """Every sentence of the interface by where it stands."""
    found = {}
    for app in APPS:
        for message in read_catalogue(app, language):
            said = message.string if isinstance(message.string, tuple | list) else (message.string,)
            found |= {f"{app}: {message.id} {form}": words for form, words in enumerate(said) if message.id}
    return found


def in_data(language: str) -> dict[str, str]:
    """Every text of the tables that come with the site: terms, columns and organisations."""
    found = {}

    def walk(where, thing):
        if isinstance(thing, dict):
            for key, value in thing.items():
                if isinstance(value, str) and re.search(rf"(^|_){language}$", key):
                    found[f"{where} {key} {value[:30]}"] = value
                walk(where, value)
        elif isinstance(thing, list):
            for one in thing:
                walk(where, one)

    for path in (COLUMNS, COLUMNS.with_name("codebook.json"), TAXONOMY):
        walk(path.name, json.loads(path.read_text(encoding="utf-8")))
    with ORGANISATIONS.open(encoding="utf-8", newline="") as lines:
        walk(ORGANISATIONS.name, list(csv.DictReader(lines)))
    return found


@cache
def said_in(language: str) -> dict[str, str]:
    """Everything that the site says in a language."""
    return in_catalogues(language) | in_data(language)


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("app", APPS)
def test_catalogue_is_complete(app, language):
    catalogue = read_catalogue(app, language)
    known = {(message.id, message.context) for message in catalogue if message.id}
    said = {(message.id, message.context) for message in said_by(app) if message.id}
    assert sorted(str(key) for key in said - known) == []
    assert [message.id for message in missing_in(catalogue)] == []


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("app", APPS)
def test_places_are_kept(app, language):
    catalogue = read_catalogue(app, language)
    wrong = [(message.id, str(error)) for message in catalogue if message.id for error in message.check(catalogue)]
    assert wrong == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_message_is_said_one_way(language):
    """Django joins the catalogues: of two translations one would never be read. Two meanings take a context each."""
    said: dict = {}
    for app in APPS:
        for message in read_catalogue(app, language):
            if message.id:
                said.setdefault((message.context, message.id), set()).add(message.string)
    assert {key: words for key, words in said.items() if len(words) > 1} == {}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_thing_has_one_name(language):
    wrong = [
        (where, words, f"say: {better}")
        for where, words in said_in(language).items()
        for refused, better in REFUSED[language]
        if re.search(refused, words, re.IGNORECASE)
    ]
    assert wrong == []


def outside_tags(words: str) -> str:
    """A sentence without the tags of HTML."""
    return re.sub(r"<[^>]+>", "", words)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_apostrophes_and_quotation_marks_are_true_ones(language):
    assert [where for where, words in said_in(language).items() if re.search("['\"]", outside_tags(words))] == []


@pytest.mark.parametrize(
    ("language", "nested"), [("fr", r"«[^»]*«"), ("fr", r"“[^”]*“"), ("nl", r"‘(?:[^’]|’\w)*‘"), ("nl", r"«|»")]
)
def test_quotation_marks_inside_others_are_other_ones(language, nested):
    assert [where for where, words in said_in(language).items() if re.search(nested, words)] == []


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_no_colon_follows_a_question_mark(language):
    assert [where for where, words in said_in(language).items() if re.search(r"\?\s*:", words)] == []


MISSING = re.compile(r"(?<![\s\u00a0])[;?!»]|(?<=[\w)»]):(?![\d/])|«(?!\u00a0)")
BREAKING = re.compile(r"[ \u202f\u2009][:;?!»](?!\w)|(?<=\d) (?=\d{3}\b)")


def test_french_signs_have_a_no_break_space():
    """U+00A0 before : ; ? ! », after « and in large numbers: one convention, so that a search finds what it looks for."""
    said = {where: outside_tags(words) for where, words in said_in("fr").items()}
    assert [where for where, words in said.items() if MISSING.search(words) or BREAKING.search(words)] == []


def test_dutch_signs_have_none():
    assert [where for where, words in said_in("nl").items() if re.search(r"[\s\u00a0][:;?!](?!\w)", words)] == []


HARD = re.compile(r"(?:\}\}|%\}|</\w+>): ?(?=[{<\w])")


def test_no_template_writes_a_colon_between_two_things():
    """French has a space before it, and none follows a “?”: `{{ label|colon }}` knows."""
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            text = re.sub(r"(?s){% blocktranslate.*?{% endblocktranslate %}", "", path.read_text(encoding="utf-8"))
            text = re.sub(r"(?s)\{#.*?#\}|<style.*?</style>|[\w-]+=\"[^\"]*\"", "", text)
            wrong += [(path.relative_to(ROOT).as_posix(), found.group()) for found in HARD.finditer(text)]
    assert wrong == []
