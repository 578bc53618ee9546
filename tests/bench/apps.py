"""Two servers that do nothing but pass a text on: our hub, and the least that ASGI allows."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "home.settings")
TEXT = "x" * 1200
pages = set()


async def answered(send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def bare(scope, receive, send) -> None:
    """Every socket hears every publication; no rights, no topics, no layer."""
    if scope["type"] == "http":
        if scope["path"] == "/publish":
            for page in list(pages):
                await page({"type": "websocket.send", "text": TEXT})
        await answered(send)
        return
    await receive()
    await send({"type": "websocket.accept"})
    pages.add(send)
    while (event := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": json.dumps({"following": json.loads(event["text"])["follow"]})})
    pages.discard(send)


async def publisher(scope, receive, send) -> None:
    """Publish a text to the topic that the address names, through the layer."""
    from channels.layers import get_channel_layer

    from home.live.publish import ANY, GROUP

    if scope["path"] == "/publish":
        topic = scope["query_string"].decode()
        await get_channel_layer().group_send(GROUP, {"push": [[topic, {ANY: TEXT}]]})
    await answered(send)


def hub():
    """Our sockets, with sign-in, rights, topics and the layer."""
    import django

    django.setup()
    from home.live.routing import by_protocol

    return by_protocol(publisher)


def __getattr__(name: str):
    if name == "live":
        return hub()
    raise AttributeError(name)
