"""How well detection does on what this field writes: how many it misses, and how many times it is wrong.

`corpus/positives.tsv` holds a kind and a text a line, `corpus/negatives.txt` a text a line; all figures are invented.
The two rates are printed (`pytest -s`), and may not get worse.
"""

from collections import Counter
from pathlib import Path

import pytest

from committee.privacy.detection import Kind, find_personal_data
from committee.privacy.models import refuse_in_file_name

CORPUS = Path(__file__).parent / "corpus"
LEAST_POSITIVES, LEAST_NEGATIVES = 200, 400
MOST_FALSE_ALARMS = 0.01


def lines(name: str) -> list[str]:
    text = (CORPUS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def positives() -> list[tuple[Kind, str]]:
    return [(Kind(kind), text) for kind, text in (line.split("\t", 1) for line in lines("positives.tsv"))]


@pytest.fixture
def say(capsys):
    """Print past pytest's own capture."""

    def aloud(words: str) -> None:
        with capsys.disabled():
            print(f"\n{words}")

    return aloud


def test_the_corpus_is_large_enough_and_holds_every_kind():
    assert len(set(positives())) >= LEAST_POSITIVES
    assert len(set(lines("negatives.txt"))) >= LEAST_NEGATIVES
    assert min(Counter(kind for kind, _text in positives()).values()) >= 30
    assert {kind for kind, _text in positives()} == set(Kind)


def test_all_that_is_personal_is_found(say):
    missed = [text for kind, text in positives() if [one.kind for one in find_personal_data(text)] != [kind]]
    say(f"privacy corpus: {len(positives()) - len(missed)} of {len(positives())} found (recall {recall(missed):.1%})")
    assert missed == []


def recall(missed: list[str]) -> float:
    return 1 - len(missed) / len(positives())


def test_false_alarms_are_rare(say):
    texts = lines("negatives.txt")
    alarms = [text for text in texts if find_personal_data(text)]
    say(f"privacy corpus: {len(alarms)} false alarms in {len(texts)} ({len(alarms) / len(texts):.1%})")
    assert len(alarms) < MOST_FALSE_ALARMS * len(texts), alarms
    assert alarms == []


def test_the_excerpt_never_gives_the_value_away():
    for _kind, text in positives():
        for one in find_personal_data(text):
            assert len(one.excerpt) <= 3
            assert text[one.start : one.end] not in one.excerpt


@pytest.mark.parametrize("around", ["{}\n\n{}", "{} — {}", "Bonjour,\n{}\nMerci. {}"])
def test_what_is_innocent_stays_so_among_other_lines(around):
    texts = lines("negatives.txt")
    pairs = zip(texts, texts[1:] + texts[:1], strict=True)
    alarms = [pair for pair in pairs if find_personal_data(around.format(*pair))]
    assert len(alarms) < MOST_FALSE_ALARMS * len(texts), alarms


def test_names_of_files_as_cameras_and_screens_give_them_pass():
    for name in (line for line in lines("negatives.txt") if line.endswith((".png", ".jpg", ".jpeg", ".csv", ".pdf"))):
        refuse_in_file_name(name)
