"""The site's settings for the limits: the same database and sessions, and only what signing in needs."""

from home.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.rivals"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
