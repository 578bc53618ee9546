"""The layer of one process: from any thread, in order, and silent where nobody serves."""

import asyncio

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer

from home.live.layer import LoopSafeLayer

GROUP = "live"


async def joined(layer: InMemoryChannelLayer) -> str:
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    return channel


async def test_what_a_thread_sends_wakes_the_loop_in_order():
    layer = LoopSafeLayer()
    channel = await joined(layer)

    def send():
        for number in range(50):
            layer.send_soon(GROUP, {"number": number})

    await asyncio.to_thread(send)
    heard = [await asyncio.wait_for(layer.receive(channel), 60) for _ in range(50)]
    assert [message["number"] for message in heard] == list(range(50))


async def test_the_ordinary_way_of_sending_is_safe_from_a_thread_too():
    layer = LoopSafeLayer()
    channel = await joined(layer)
    receiving = asyncio.create_task(layer.receive(channel))
    await asyncio.to_thread(async_to_sync(layer.group_send), GROUP, {"number": 1})
    assert (await asyncio.wait_for(receiving, 60))["number"] == 1


async def test_more_messages_wait_than_channels_lets_wait():
    layer = LoopSafeLayer()
    channel = await joined(layer)
    for number in range(500):
        await layer.group_send(GROUP, {"number": number})
    assert [(await layer.receive(channel))["number"] for _ in range(500)] == list(range(500))


def test_nobody_listens_before_a_loop_serves_and_after_it_has_ended():
    layer = LoopSafeLayer()
    assert not layer.is_heard(GROUP)
    layer.send_soon(GROUP, {})
    asyncio.run(joined(layer))
    assert layer.is_heard(GROUP)
    layer.send_soon(GROUP, {})
    async_to_sync(layer.group_send)(GROUP, {})
