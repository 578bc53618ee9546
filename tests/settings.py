"""Settings of the test run: the site's own, in test mode; each worker has its own files and its own part of Redis."""

import os
import tempfile
from urllib.parse import urlsplit, urlunsplit

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")

os.environ.setdefault("PORTAL_MODE", "test")
os.environ["PORTAL_VAR"] = tempfile.mkdtemp(prefix="portal-test-")
if os.environ.get("REDIS_URL"):
    # Workers inherit what the controller set: each changes the part of Redis, never takes it over.
    os.environ["REDIS_PREFIX"] = f"test-{WORKER}"
    os.environ["REDIS_URL"] = urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{1 + int(WORKER[2:])}"))

from home.settings import *  # noqa: F403
