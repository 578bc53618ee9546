"""The public first page from the cache, against a body from a cache and nothing else, in the same server."""

import asyncio
import time

from tests.bench.machine import Machine
from tests.bench.pages import one_by_one
from tests.bench.report import p50, ratio, table
from tests.bench.wire import Browser

CROWDS = (8, 32)
ROUNDS, EACH = 100, 40


def measure(machine: Machine) -> None:
    """Print the table."""
    with machine.site() as (ours, _), machine.site(DJANGO_SETTINGS_MODULE="tests.bench.rival_settings") as (rival, _):
        targets = {"ours": (ours, "/fr/"), "a body from the cache": (rival, "/hand/cached/")}
        times, sizes = asyncio.run(one_by_one(targets, "", machine.rounds(ROUNDS)))
        rates = {
            name: [asyncio.run(rate(*target, many, machine.rounds(EACH))) for many in CROWDS]
            for name, target in targets.items()
        }
    limit = p50(times["a body from the cache"])
    rows = []
    for name in targets:
        shares = [
            f"{one / other:.2f} ×" for one, other in zip(rates[name], rates["a body from the cache"], strict=True)
        ]
        mine = [value for pair in zip(map(round, rates[name]), shares, strict=True) for value in pair]
        rows.append([name, p50(times[name]), ratio(p50(times[name]), limit), *mine, sizes[name] // 1024])
    crowds = [words for many in CROWDS for words in (f"pages/s, {many} at once", "of the limit")]
    table("Public page from the cache", ["anonymous", "ms, p50", "of the limit", *crowds, "KB"], rows)


async def rate(port: int, path: str, many: int, each: int) -> float:
    """Pages a second, asked for by several at once."""
    began = time.perf_counter()
    await asyncio.gather(*(several(port, path, each) for _ in range(many)))
    return many * each / (time.perf_counter() - began)


async def several(port: int, path: str, each: int) -> None:
    """One of those who ask at once."""
    async with Browser(port) as browser:
        for _ in range(each):
            await browser.timed(path)
