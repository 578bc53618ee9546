"""A post on its way to open pages: our hub against the least hub and the bare limit, and through the whole action."""

import asyncio
import os
import re
import sys
import time
from contextlib import ExitStack
from urllib.parse import urlencode, urlsplit, urlunsplit

from tests.bench.machine import Machine, processor_seconds
from tests.bench.report import p50, p90, ratio, table
from tests.bench.wire import Browser, Socket, sockets

SIZES = (1, 100, 500)
POSTS, WARM = 15, 3
LANE = re.compile(rb'name="lane"\s+value="(\d+)"')
ACTION = re.compile(rb'<form\s+class="composer"[^>]*\saction="([^"]+)"')
HIDDEN = {name: re.compile(rb'name="%s"\s+value="([^"]+)"' % name.encode()) for name in ("csrfmiddlewaretoken", "key")}


def measure(machine: Machine) -> None:
    """Print what passing on costs, in memory and where it can be on Redis, and a reply through the whole action."""
    passing_on(machine, "in memory, one process", {})
    if redis := redis_for_bench():
        passing_on(machine, "Redis, two socket processes", {"REDIS_URL": redis}, processes=2)
    post, reply = asyncio.run(of_site(machine))
    head = ["ms, p50", *(f"{size} pages" for size in SIZES)]
    table("A reply", head, [["until the last page heard it", *post], ["until it was answered", *reply]])


def redis_for_bench() -> str:
    """A part of Redis for the bench, where one answers."""
    import redis

    url = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379")
    address = urlunsplit(urlsplit(url)._replace(path="/13"))
    try:
        redis.Redis.from_url(address, socket_connect_timeout=1).ping()
    except redis.RedisError:
        print("No Redis answers: two processes were not measured.", file=sys.stderr)
        return ""
    return address


def passing_on(machine: Machine, where: str, env: dict[str, str], processes: int = 1) -> None:
    """Measure the three applications in turns, so that what the machine does besides falls on all alike."""
    found = asyncio.run(of_apps(machine, env, processes))
    head = [
        f"{where}: ms until the last page heard",
        *(f"{size}, p50" for size in SIZES),
        *(f"{size}, p90" for size in SIZES),
    ]
    head += [f"{size}, µs of CPU a delivery" for size in SIZES]
    rows = [[name, *series] for name, series in found.items()]
    ours = found["our hub"]
    for name in ("least hub", "bare ASGI"):
        rows.append([f"ours / {name}", *(ratio(one, limit) for one, limit in zip(ours, found[name], strict=True))])
    table("Live", head, rows)


APPS = {"bare ASGI": "bare", "least hub": "least", "our hub": "live"}


async def of_apps(machine: Machine, env: dict[str, str], processes: int) -> dict[str, list[float]]:
    """For each application: p50 and p90 at each size in milliseconds, then microseconds of CPU for one delivery."""
    found: dict[str, list[list[float]]] = {name: [[], [], []] for name in APPS}
    with ExitStack() as open_ones:
        served = {
            name: [
                open_ones.enter_context(machine.app_process(f"tests.bench.apps:{app}", REDIS_PREFIX=app, **env))
                for _ in range(count)
            ]
            for name, app in APPS.items()
            for count in [1 if name == "bare ASGI" else processes]
        }
        for size in SIZES:
            for name, series in (await at_size(machine, served, size)).items():
                for place, figure in zip(found[name], series, strict=True):
                    place.append(figure)
    return {name: [*p50s, *p90s, *cpu] for name, (p50s, p90s, cpu) in found.items()}


async def at_size(machine: Machine, served: dict, size: int) -> dict[str, tuple[float, float, float]]:
    """Publish to the applications in turns, with so many pages each, split between their processes."""
    topic, facts = f"strand:{machine.facts['strand']}", machine.facts
    pages = {name: await split(size, [port for port, _process in ones], facts, topic) for name, ones in served.items()}
    times, spent = {name: [] for name in served}, dict.fromkeys(served, 0.0)
    for turn in range(machine.rounds(POSTS) + WARM):
        for name, ones in served.items():
            before = cpu_of(ones)
            async with Browser(ones[0][0]) as browser:
                seconds = await published(browser, pages[name], topic)
            if turn >= WARM:
                times[name].append(seconds)
                spent[name] += cpu_of(ones) - before
    for heard in pages.values():
        await closed(heard)
    return {name: (p50(series), p90(series), spent[name] / len(series) / size * 1e6) for name, series in times.items()}


async def split(size: int, ports: list[int], facts: dict, topic: str) -> list[Socket]:
    """Open pages, as many in each process."""
    shares = [size // len(ports) + (place < size % len(ports)) for place in range(len(ports))]
    return [
        page for port, share in zip(ports, shares, strict=True) for page in await sockets(port, share, facts, topic)
    ]


def cpu_of(ones: list) -> float:
    """Seconds of processor time that processes have taken so far."""
    return sum(processor_seconds(process) for _port, process in ones)


async def published(browser: Browser, pages: list[Socket], topic: str) -> float:
    """Seconds from the request until the last page has heard."""
    wanted, began = [page.frames + 1 for page in pages], time.perf_counter()
    answer = asyncio.create_task(browser.ask(f"/publish?{topic}"))
    await asyncio.gather(*(page.hears(frames) for page, frames in zip(pages, wanted, strict=True)))
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
    action = ACTION.search(page)[1].decode()
    form = {name: found.search(page)[1].decode() for name, found in HIDDEN.items()}
    body = urlencode(form | {"lane": LANE.search(page)[1].decode(), "text": "Bien reçu, nous regardons."}).encode()
    wanted, began = [one.frames + 1 for one in pages], time.perf_counter()
    posting = asyncio.create_task(
        browser.ask(action, method="POST", body=body, Content_Type="application/x-www-form-urlencoded")
    )
    posting.add_done_callback(lambda _task: done.append(time.perf_counter()))
    done: list[float] = []
    await asyncio.gather(*(one.hears(frames) for one, frames in zip(pages, wanted, strict=True)))
    status, _headers, _body = await posting
    if status != 302:
        raise RuntimeError(f"the reply was answered {status}")
    await asyncio.sleep(0)
    return max(one.at for one in pages) - began, done[0] - began
