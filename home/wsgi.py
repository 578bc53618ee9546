"""Pages without sockets, for processes with one thread each."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "home.settings")
application = get_wsgi_application()

from home.pages.warming import load_addresses, settle  # noqa: E402 - needs the apps to be loaded

load_addresses()
settle()
