"""One process for everything, and only one where processes could not tell each other what happened."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from home.server.embedded import EMBEDDED_LAYER, refuse_several, server_options, stop_process


@pytest.fixture
def embedded(settings):
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": EMBEDDED_LAYER}}


def test_several_processes_are_refused_with_the_layer_of_one(embedded):
    refuse_several(1)
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL"):
        refuse_several(2)


def test_several_processes_may_share_redis(settings):
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "home.live.layer.SharedLayer"}}
    refuse_several(4)


def test_the_command_says_why_it_refuses(embedded):
    with pytest.raises(CommandError, match="set REDIS_URL"):
        call_command("serve", "--workers", "2")


def test_a_signal_unwinds_the_process():
    with pytest.raises(SystemExit) as ended:
        stop_process(15, None)
    assert ended.value.code == 0


def test_sockets_take_small_messages_only():
    chosen = server_options("127.0.0.1", 8000)
    assert (chosen["ws_max_size"], chosen["ws_per_message_deflate"]) == (65_536, False)
