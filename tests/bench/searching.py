"""Search among all posts: a word that every text holds, one that few hold, against looking at every text."""

import asyncio

from tests.bench.machine import Machine
from tests.bench.pages import one_by_one
from tests.bench.report import p50, ratio, table

ROUNDS = 15
WORDS = {"a word of every text": "dossier", "a word of one text": "Rareté", "no text holds it": "introuvable"}


def measure(machine: Machine) -> None:
    """Print the table. Fewer rounds than a person may search in a minute."""
    cookie = f"{machine.facts['cookie']}={machine.facts['sessions'][3]}"
    with machine.site() as (ours, _), machine.site(DJANGO_SETTINGS_MODULE="tests.bench.rival_settings") as (rival, _):
        targets = {f"ours: {name}": (ours, f"/fr/search/?q={word}") for name, word in WORDS.items()}
        targets |= {f"every text read: {name}": (rival, f"/hand/search/?q={word}") for name, word in WORDS.items()}
        times, _sizes = asyncio.run(one_by_one(quoted(targets), cookie, machine.rounds(ROUNDS)))
    rows = []
    for name in WORDS:
        mine, theirs = p50(times[f"ours: {name}"]), p50(times[f"every text read: {name}"])
        rows.append([name, mine, theirs, ratio(mine, theirs)])
    head = ["signed in", "ours: ms, p50", "every text read: ms, p50", "of reading every text"]
    table(f"Search in {machine.facts['posts']:,} posts", head, rows)


def quoted(targets: dict[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """Addresses as they go over the wire."""
    return {name: (port, path.replace("é", "%C3%A9")) for name, (port, path) in targets.items()}
