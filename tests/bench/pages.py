"""The list, the case page and the thread by itself, signed in, against the limits served in the same way; turn by turn within one run."""

import asyncio
import time

from tests.bench.machine import Machine
from tests.bench.report import p50, ratio, table
from tests.bench.wire import Browser

AT_ONCE = 8
ROUNDS = 40


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
    with machine.site() as (ours, _), machine.site(DJANGO_SETTINGS_MODULE="tests.bench.rival_settings") as (rival, _):
        for title, paths in ((f"List of 50 among {facts['problems']:,}", lists), ("Case page with 50 posts", cases)):
            targets = {name: (ours if path.startswith("/fr/") else rival, path) for name, path in paths.items()}
            print_one(title, asyncio.run(measured(machine, targets)))


def print_one(title: str, results: dict[str, tuple[float, float, float, int]]) -> None:
    """One table: what each costs, and how it stands to the limits."""
    hand, plain = results["2 queries, by hand"], results["plain, 3 queries"]
    rows = [
        [
            name,
            alone,
            ratio(alone, hand[0]),
            ratio(alone, plain[0]),
            many,
            ratio(many, hand[1]),
            round(rate),
            kilo,
        ]
        for name, (alone, many, rate, kilo) in results.items()
    ]
    head = ["signed in", "ms, p50", "of by hand", "of plain", f"{AT_ONCE} at once", "of by hand", "pages/s", "KB"]
    table(title, head, rows)


async def measured(machine: Machine, targets: dict[str, tuple[int, str]]) -> dict[str, tuple[float, float, float, int]]:
    """Ask for each page alone in turns, then each by several at once."""
    cookie = f"{machine.facts['cookie']}={machine.facts['sessions'][1]}"
    rounds = machine.rounds(ROUNDS)
    alone, sizes = await one_by_one(targets, cookie, rounds)
    results = {}
    for name, (port, path) in targets.items():
        began = time.perf_counter()
        many = await asyncio.gather(*(several(port, path, cookie, rounds // 2) for _ in range(AT_ONCE)))
        rate = AT_ONCE * (rounds // 2) / (time.perf_counter() - began)
        results[name] = (p50(alone[name]), p50(one for times in many for one in times), rate, sizes[name] // 1024)
    return results


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
