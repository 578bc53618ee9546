"""A post on its way to open pages: our hub against the bare limit, and through the whole action."""

import asyncio
import re
import time
from urllib.parse import urlencode

from tests.bench.machine import Machine
from tests.bench.report import p50, ratio, table
from tests.bench.wire import Browser, Socket, sockets

SIZES = (1, 100, 500)
POSTS, WARM = 15, 3
LANE = re.compile(rb'name="lane" value="(\d+)"')
HIDDEN = {name: re.compile(rb'name="%s" value="([^"]+)"' % name.encode()) for name in ("csrfmiddlewaretoken", "key")}


def measure(machine: Machine) -> None:
    """Print the table."""
    head = ["ms until the last page heard it, p50", *(f"{size} pages" for size in SIZES)]
    bare, hub = asyncio.run(of_apps(machine))
    post, reply = asyncio.run(of_site(machine))
    ratios = [ratio(ours, limit) for ours, limit in zip(hub, bare, strict=True)]
    rows = [
        ["bare ASGI fan-out", *bare],
        ["our hub", *hub],
        ["hub / bare", *ratios],
        ["a reply posted, until heard", *post],
        ["a reply posted, until answered", *reply],
    ]
    table("Live", head, rows)


async def of_apps(machine: Machine) -> list[list[float]]:
    """Publish to both applications of the bench in turns, so that what the machine does besides falls on both alike."""
    topic, facts = f"strand:{machine.facts['strand']}", machine.facts
    times: list[list[float]] = [[], []]
    with machine.app("tests.bench.apps:bare") as bare, machine.app("tests.bench.apps:live") as hub:
        for size in SIZES:
            pages = [await sockets(port, size, facts, topic) for port in (bare, hub)]
            async with Browser(bare) as one, Browser(hub) as other:
                turns = [
                    [await published(browser, heard, topic) for browser, heard in zip((one, other), pages, strict=True)]
                    for _ in range(machine.rounds(POSTS) + WARM)
                ]
            for place, series in enumerate(zip(*turns[WARM:], strict=True)):
                times[place].append(p50(series))
            await closed([*pages[0], *pages[1]])
    return times


async def published(browser: Browser, pages: list[Socket], topic: str) -> float:
    """Seconds from the request until the last page has heard."""
    wanted, began = pages[0].frames + 1, time.perf_counter()
    answer = asyncio.create_task(browser.ask(f"/publish?{topic}"))
    await asyncio.gather(*(page.hears(wanted) for page in pages))
    await answer
    return max(page.at for page in pages) - began


async def closed(pages: list[Socket]) -> None:
    """Let pages go, and the server notice."""
    for page in pages:
        page.transport.close()
    await asyncio.sleep(0.3)


async def of_site(machine: Machine) -> tuple[list[float], list[float]]:
    """Post replies on the served site: milliseconds until the last page heard, and until the answer."""
    facts, heard, answered = machine.facts, [], []
    cookie = f"{facts['cookie']}={facts['sessions'][0]}"
    with machine.site() as (port, _process):
        for size in SIZES:
            pages = await sockets(port, size, facts, f"strand:{facts['strand']}")
            async with Browser(port, cookie) as browser:
                times = [await replied(browser, pages, facts["full"]) for _ in range(machine.rounds(POSTS))]
            heard.append(p50(one for one, _other in times))
            answered.append(p50(other for _one, other in times))
            await closed(pages)
    return heard, answered


async def replied(browser: Browser, pages: list[Socket], reference: str) -> tuple[float, float]:
    """Fill the composer as a member does, and send it."""
    path = f"/fr/problems/{reference}/"
    _status, headers, page = await browser.ask(path)
    for line in headers.get("set-cookie", []):
        if line.startswith("csrf="):
            browser.cookie = f"{browser.cookie.partition(';')[0]}; {line.partition(';')[0]}"
    form = {name: found.search(page)[1].decode() for name, found in HIDDEN.items()}
    body = urlencode(form | {"lane": LANE.search(page)[1].decode(), "text": "Bien reçu, nous regardons."}).encode()
    wanted, began = pages[0].frames + 1, time.perf_counter()
    posting = asyncio.create_task(
        browser.ask(path, method="POST", body=body, Content_Type="application/x-www-form-urlencoded")
    )
    posting.add_done_callback(lambda _task: done.append(time.perf_counter()))
    done: list[float] = []
    await asyncio.gather(*(one.hears(wanted) for one in pages))
    status, _headers, _body = await posting
    if status != 302:
        raise RuntimeError(f"the reply was answered {status}")
    await asyncio.sleep(0)
    return max(one.at for one in pages) - began, done[0] - began
