"""The list, the case page and the thread by itself, signed in, against the limits served in the same way; turn by turn within one run."""

import asyncio
import subprocess
import time

from tests.bench.machine import Machine, tree_seconds
from tests.bench.report import p50, ratio, table
from tests.bench.wire import Browser

AT_ONCE = 8
ROUNDS = 40
BLOCKS = 4
Served = dict[int, subprocess.Popen]
"""The process behind each port; the database is within it."""


def measure(machine: Machine) -> None:
    """Print the tables."""
    facts = machine.facts
    full, long = facts["full"], facts["long"]
    lists = {"ours": "/fr/problems/", "2 queries, by hand": "/hand/list/", "plain, 3 queries": "/plain/list/"}
    cases = {
        "ours": f"/fr/problems/{full}/",
        "2 queries, by hand": f"/hand/case/{full}/",
        "plain, 3 queries": f"/plain/case/{full}/",
        "ours, last page of 1,000": f"/fr/problems/{long}/",
        "ours, the thread by itself": f"/fr/threads/{facts['thread']}/",
        "ours, a thread of 1,000 by itself": f"/fr/threads/{facts['long_thread']}/",
    }
    rivals = machine.site(DJANGO_SETTINGS_MODULE="tests.bench.rival_settings")
    with machine.site() as (ours, mine), rivals as (rival, its):
        for title, paths in ((f"List of 50 among {facts['problems']:,}", lists), ("Case page with 50 posts", cases)):
            targets = {name: (ours if path.startswith("/fr/") else rival, path) for name, path in paths.items()}
            print_one(title, asyncio.run(measured(machine, targets, {ours: mine, rival: its})))


Cost = tuple[float, float, float, float, int]
"""Milliseconds alone, CPU of a page, milliseconds at eight at once, pages a second then, and kilobytes."""


def print_one(title: str, results: dict[str, Cost]) -> None:
    """One table: what each costs, and how it stands to the limits."""
    hand, plain = results["2 queries, by hand"], results["plain, 3 queries"]
    rows = [
        [
            name,
            alone,
            ratio(alone, hand[0]),
            ratio(alone, plain[0]),
            spent,
            ratio(spent, hand[1]),
            many,
            ratio(many, hand[2]),
            round(rate),
            kilo,
        ]
        for name, (alone, spent, many, rate, kilo) in results.items()
    ]
    head = [
        "signed in",
        "ms, p50",
        "of by hand",
        "of plain",
        "CPU ms",
        "of by hand",
        f"{AT_ONCE} at once",
        "of by hand",
    ]
    table(title, [*head, "pages/s", "KB"], rows)


async def measured(machine: Machine, targets: dict[str, tuple[int, str]], served: Served) -> dict[str, Cost]:
    """Ask for each page alone in turns, count the CPU of each in blocks, then ask for each by several at once."""
    cookie = f"{machine.facts['cookie']}={machine.facts['sessions'][1]}"
    rounds = machine.rounds(ROUNDS)
    alone, sizes = await one_by_one(targets, cookie, rounds)
    spent = await in_blocks(targets, cookie, rounds // 2, served)
    results = {}
    for name, (port, path) in targets.items():
        began = time.perf_counter()
        many = await asyncio.gather(*(several(port, path, cookie, rounds // 2) for _ in range(AT_ONCE)))
        rate = AT_ONCE * (rounds // 2) / (time.perf_counter() - began)
        together = p50(one for times in many for one in times)
        results[name] = (p50(alone[name]), spent[name], together, rate, sizes[name] // 1024)
    return results


async def in_blocks(targets: dict, cookie: str, rounds: int, served: Served) -> dict[str, float]:
    """Milliseconds of CPU that each page takes, of all processes behind its port: blocks in turn, the cheapest of each."""
    spent: dict[str, list[float]] = {name: [] for name in targets}
    for _block in range(BLOCKS):
        for name, (port, path) in targets.items():
            before = tree_seconds(served[port])
            await several(port, path, cookie, rounds)
            spent[name].append((tree_seconds(served[port]) - before) / rounds * 1000)
    return {name: min(blocks) for name, blocks in spent.items()}


async def one_by_one(targets: dict, cookie: str, rounds: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Turn by turn, so that what the machine does besides falls on all alike; the first turns only warm up."""
    times, sizes = {name: [] for name in targets}, {}
    for number in range(rounds + 3):
        for name, (port, path) in targets.items():
            async with Browser(port, cookie) as browser:
                seconds, sizes[name] = await browser.timed(path)
            if number >= 3:
                times[name].append(seconds)
    return times, sizes


async def several(port: int, path: str, cookie: str, rounds: int) -> list[float]:
    """One of those who ask at once."""
    async with Browser(port, cookie) as browser:
        return [(await browser.timed(path))[0] for _ in range(rounds)]
