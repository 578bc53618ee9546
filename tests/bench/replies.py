"""A reply until the answer, against the least that stores a post and tells the live layer, in the same server."""

import asyncio
import re
import time
from urllib.parse import urlencode

from tests.bench.live import HIDDEN, LANE
from tests.bench.machine import Machine
from tests.bench.report import p50, ratio, table
from tests.bench.wire import Browser

REPLIES, WARM = 30, 3
TEXT = "Bien reçu, nous regardons."
THREAD = re.compile(rb'action="(/fr/threads/\d+/)"')
FORM = "application/x-www-form-urlencoded"


def measure(machine: Machine) -> None:
    """Print the table."""
    with machine.site() as (ours, _), machine.site(DJANGO_SETTINGS_MODULE="tests.bench.rival_settings") as (rival, _):
        times = asyncio.run(turns(machine, ours, rival))
    limit = p50(times["INSERT and send"])
    rows = [[name, p50(series), ratio(p50(series), limit)] for name, series in times.items()]
    table("A reply, until the answer", ["signed in", "ms, p50", "of INSERT and send"], rows)


async def turns(machine: Machine, ours: int, rival: int) -> dict[str, list[float]]:
    """Reply in turns, so that what the machine does besides falls on both alike."""
    facts = machine.facts
    cookie = f"{facts['cookie']}={facts['sessions'][2]}"
    times: dict[str, list[float]] = {"ours": [], "INSERT and send": []}
    async with Browser(ours, cookie) as one, Browser(rival, cookie) as other:
        for number in range(machine.rounds(REPLIES) + WARM):
            took = await replied(one, facts["full"]), await inserted(other, facts["full"])
            if number >= WARM:
                for name, seconds in zip(times, took, strict=True):
                    times[name].append(seconds)
    return times


async def replied(browser: Browser, reference: str) -> float:
    """Fill the composer as a member does, and time the answer alone."""
    path = f"/fr/problems/{reference}/"
    _status, headers, page = await browser.ask(path)
    for line in headers.get("set-cookie", []):
        if line.startswith("csrf="):
            browser.cookie = f"{browser.cookie.partition(';')[0]}; {line.partition(';')[0]}"
    form = {name: found.search(page)[1].decode() for name, found in HIDDEN.items()}
    form |= {"lane": LANE.search(page)[1].decode(), "text": TEXT}
    return await posted(browser, THREAD.search(page)[1].decode(), form, X_Requested_With="fetch")


async def inserted(browser: Browser, reference: str) -> float:
    """The same text to the limit."""
    return await posted(browser, f"/hand/reply/{reference}/", {"text": TEXT})


async def posted(browser: Browser, path: str, form: dict[str, str], **headers: str) -> float:
    """Seconds until the answer: the post itself for a script, else the way on."""
    began = time.perf_counter()
    status, _headers, _body = await browser.ask(
        path, method="POST", body=urlencode(form).encode(), Content_Type=FORM, **headers
    )
    if status not in (201, 302):
        raise RuntimeError(f"{path} answered {status}")
    return time.perf_counter() - began
