"""Settings of the test run: the site's own, in test mode; each worker has its own files and its own part of Redis."""

import os

from tests.run import FOLDER, RUN, WORKER

os.environ.setdefault("PORTAL_MODE", "test")
os.environ.pop("PORT", None)
os.environ["PORTAL_VAR"] = str(FOLDER / WORKER)
os.environ["REDIS_PREFIX"] = f"test-{RUN}-{WORKER}"

from home.settings import *  # noqa: F403

MIDDLEWARE[MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware")] = "tests.static_files.FoundOnce"  # noqa: F405
if os.environ.get("REDIS_URL"):
    CACHES["default"]["BACKEND"] = "tests.redis_cache.OwnPart"  # noqa: F405
