"""Three servers that do nothing but pass a text on: our hub, the least that a hub is, and the least that ASGI allows."""

import asyncio
import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "home.settings")
TEXT = "x" * 1200
pages = set()
listening = []
subscribing = asyncio.Lock()


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


async def least_hub(scope, receive, send) -> None:
    """One subscription of the layer and one set of pages; no sign-in, no rights, no topics, no page that is too slow."""
    if scope["type"] == "http":
        await publisher(scope, receive, send)
        return
    await receive()
    async with subscribing:
        if not listening:
            listening.append(asyncio.create_task(pass_on(*await subscribed())))
    await send({"type": "websocket.accept"})
    pages.add(send)
    while (event := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": json.dumps({"following": json.loads(event["text"])["follow"]})})
    pages.discard(send)


async def subscribed():
    """The layer, and a channel of it that hears what is published."""
    from channels.layers import get_channel_layer

    from home.live.publish import GROUP

    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    return layer, channel


async def pass_on(layer, channel) -> None:
    """Hear the layer, and send what it says to every page."""
    from home.live.publish import ANY

    while True:
        message = await layer.receive(channel)
        for _topic, texts in message.get("push", ()):
            for page in list(pages):
                await page({"type": "websocket.send", "text": texts[ANY]})


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


def least():
    """The least hub, on the site's own layer."""
    import django

    django.setup()
    return least_hub


def __getattr__(name: str):
    if name in ("live", "least"):
        return {"live": hub, "least": least}[name]()
    raise AttributeError(name)
