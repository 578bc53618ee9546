"""Where sockets are served, and from which origins."""

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import path, re_path

from home.live.consumer import live

PATH = "/ws/live/"


async def refuse_socket(scope, receive, send) -> None:
    """Refuse a socket at an address where there is none."""
    await receive()
    await send({"type": "websocket.close"})


def by_protocol(pages) -> ProtocolTypeRouter:
    """Serve pages over HTTP and live pages over sockets, which only pages of this site may open."""
    routes = URLRouter([path(PATH[1:], live), re_path("", refuse_socket)])  # type: ignore[arg-type]
    return ProtocolTypeRouter({"http": pages, "websocket": AllowedHostsOriginValidator(routes)})
