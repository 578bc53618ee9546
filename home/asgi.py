"""Pages and sockets in one application, for uvicorn."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "home.settings")
pages = get_asgi_application()

from home.live.routing import by_protocol  # noqa: E402 - needs the apps to be loaded

application = by_protocol(pages)
