"""Clients as thin as possible, so that what is measured is the server."""

import asyncio
import base64
import json
import os
import time


class Browser:
    """One kept connection over which pages are asked for, one after another."""

    def __init__(self, port: int, cookie: str = ""):
        self.port, self.cookie = port, cookie

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *error):
        self.writer.close()

    async def ask(self, path: str, *, method: str = "GET", body=b"", **headers: str) -> tuple[int, dict, bytes]:
        """Ask for a page; returns status, headers and body."""
        sent = {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie, "Content-Length": str(len(body))} | headers
        lines = [f"{method} {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in sent.items())]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        return await self.answer()

    async def answer(self) -> tuple[int, dict, bytes]:
        """Read one answer."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {}
        for line in head[1:-2]:
            name, _colon, value = line.partition(": ")
            headers.setdefault(name.lower(), []).append(value)
        if headers.get("transfer-encoding") == ["chunked"]:
            body = await self.chunks()
        else:
            body = await self.reader.readexactly(int(headers.get("content-length", ["0"])[0]))
        return int(head[0].split()[1]), headers, body

    async def chunks(self) -> bytes:
        """A body that comes in pieces."""
        parts = []
        while size := int(await self.reader.readline(), 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readline()
        await self.reader.readline()
        return b"".join(parts)

    async def timed(self, path: str) -> tuple[float, int]:
        """Seconds that a page takes, and its size."""
        began = time.perf_counter()
        status, _headers, body = await self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return time.perf_counter() - began, len(body)


class Socket(asyncio.Protocol):
    """An open page: `frames` counts what it heard, `at` says when it heard the last."""

    def __init__(self, port: int, cookie: str):
        self.port, self.cookie = port, cookie
        self.buffer, self.opened, self.frames, self.at, self.heard = b"", False, 0, 0.0, asyncio.Event()

    def connection_made(self, transport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        origin = f"http://127.0.0.1:{self.port}"
        lines = [
            "GET /ws/live/ HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            f"Origin: {origin}",
            f"Cookie: {self.cookie}",
        ]
        transport.write("\r\n".join([*lines, "", ""]).encode())

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.opened:
            if b"\r\n\r\n" not in self.buffer:
                return
            self.opened, self.buffer = True, self.buffer.partition(b"\r\n\r\n")[2]
            self.heard.set()
        while (size := whole(self.buffer)) and len(self.buffer) >= size:
            self.last, self.buffer = self.buffer[:size], self.buffer[size:]
            self.frames += 1
            self.at = time.perf_counter()
            self.heard.set()

    def say(self, message: dict) -> None:
        """Send one masked text frame."""
        text = json.dumps(message).encode()
        length = bytes([0x81, 0x80 | len(text)]) if len(text) < 126 else b"\x81\xfe" + len(text).to_bytes(2, "big")
        self.transport.write(length + b"\0\0\0\0" + text)

    async def hears(self, frames: int) -> None:
        """Wait until so many frames were heard."""
        while self.frames < frames or not self.opened:
            self.heard.clear()
            await asyncio.wait_for(self.heard.wait(), 10)


def whole(buffer: bytes) -> int:
    """The size of the frame at the beginning of a buffer, 0 where it cannot be told yet."""
    if len(buffer) < 2:
        return 0
    length = buffer[1] & 127
    if length < 126:
        return 2 + length
    return 4 + int.from_bytes(buffer[2:4], "big") if length == 126 and len(buffer) >= 4 else 0


async def sockets(port: int, count: int, facts: dict, topic: str) -> list[Socket]:
    """Open pages of several people that follow one topic."""
    loop, made = asyncio.get_running_loop(), []
    for number in range(count):
        cookie = f"{facts['cookie']}={facts['sessions'][number % len(facts['sessions'])]}"
        _transport, one = await loop.create_connection(lambda cookie=cookie: Socket(port, cookie), "127.0.0.1", port)
        await one.hears(0)
        one.say({"follow": [topic]})
        await one.hears(1)
        made.append(one)
    return made
