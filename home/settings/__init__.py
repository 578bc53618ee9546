"""Django's settings, assembled from the environment; nothing but Django reads this module."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from . import environment
from .editorial import *  # noqa: F403
from .environment import ROOT, VAR, Mode, chosen, database, listed, listening, mode, proxies, redis, required
from .security import *  # noqa: F403

MODE = mode()
PRODUCTION = MODE is Mode.PRODUCTION
DEMONSTRATION = MODE is not Mode.PRODUCTION
DEBUG = False

SECRET_KEY = required(
    "SECRET_KEY", "Give a long random text, kept secret.", embedded="only-for-demonstration-and-tests"
)
ALLOWED_HOSTS = listed("ALLOWED_HOSTS") or ([] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = proxies("TRUSTED_PROXIES")
SITE_URL = environment.site_url()
FOUNDING = {
    name: chosen(name)
    for name in ("FOUND_ADMINISTRATOR", "FOUND_SECRETARIAT", "FOUND_FEDERATION", "FOUND_REGIONS", "FOUND_LANGUAGE")
}

INSTALLED_APPS = [
    "home",
    "publications",
    "issues",
    "committee",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "channels",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "home.apps.AccountsConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "home.server.middleware.PageBegins",
    "home.server.middleware.ClientAddress",
    "home.pages.middleware.FeaturesRefused",
    "home.operations.middleware.Probes",
    "home.operations.middleware.RequestsNamed",
    "home.pages.middleware.LocationsShort",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "home.pages.middleware.PublicPageCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "home.pages.middleware.PathLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "committee.access.middleware.SecondFactorFirst",
    "committee.access.middleware.RefusalsAnswered",
    "home.pages.middleware.NulRefused",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "home.pages.middleware.ErrorsTitled",
    "issues.attachments.middleware.UploadAnswers",
    "home.pages.middleware.PrivateByDefault",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "home.urls"
WSGI_APPLICATION = "home.wsgi.application"
ASGI_APPLICATION = "home.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["home.languages.template_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "home.navigation.context_processors.navigation",
            ],
        },
    }
]
FORM_RENDERER = "committee.writing.forms.FormRenderer"

DATABASES = {"default": database()}
REDIS_URL = redis()
REDIS_PREFIX = os.environ.get("REDIS_PREFIX", "portal")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20000}}
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "home.live.layer.SharedLayer",
        "CONFIG": {"url": REDIS_URL, "prefix": REDIS_PREFIX},
    }
    if REDIS_URL
    else {"BACKEND": "home.live.layer.LoopSafeLayer"}
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if MODE is Mode.TEST
        else "django_tasks_db.DatabaseBackend"
    }
}

SECURITY_LOG_DAYS = int(chosen("SECURITY_LOG_DAYS") or 365)
ERASURE_DAYS = int(chosen("ERASURE_DAYS") or 30)
VERDICT_LINK_DAYS = int(chosen("VERDICT_LINK_DAYS") or 45)
"""For so many days after a letter its link may say whether a solution works."""
VERDICT_REMINDER_DAYS = tuple(int(days) for days in (listed("VERDICT_REMINDER_DAYS") or ["7", "21"])[:2])
"""So many days after they were asked, those who said nothing are reminded; at most twice."""
SECOND_FACTOR_FOR = listed("SECOND_FACTOR_FOR") or (["secretariat", "administrator"] if PRODUCTION else [])
IDENTITY_PROVIDER = environment.identity_provider()
SOCIALACCOUNT_PROVIDERS = environment.openid_connect(IDENTITY_PROVIDER)
AUTH_USER_MODEL = "committee.Person"
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("nl", _("Dutch"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS: list[str] = []
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(chosen("PORTAL_STATIC") or VAR / "static")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_FINDERS = [
    "home.pages.static_storage.JoinedFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
BACKUP_PASSPHRASE = chosen("BACKUP_PASSPHRASE")
CHOSEN_SETTINGS = environment.chosen_settings()
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"
FILES_IN_BUCKET = bool(chosen("FILES_URL"))
STORAGES = {
    "default": environment.file_storage("media", private=False),
    "private": environment.file_storage("private", private=True),
    "staticfiles": {
        "BACKEND": "home.pages.static_storage.Assets"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_MAX_AGE = 3600 if not PRODUCTION else 31536000

EMAIL_URL = required("EMAIL_URL", "Give an smtp:// address for outgoing mail.")
if EMAIL_URL:
    import environ

    vars().update(environ.Env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = environment.sender(WAGTAIL_SITE_NAME)  # noqa: F405
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20
MAIL_REPLY_DOMAIN = environment.replying()
MAIL_AUTHSERV_ID = chosen("MAIL_AUTHSERV_ID")
LMTP_LISTEN = listening("LMTP_LISTEN", needs="MAIL_REPLY_DOMAIN")

ADMINS = environment.admins("ADMINS")
METRICS_FROM = environment.networks("METRICS_FROM") or ["127.0.0.1", "::1"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "home.operations.logs.JsonFormatter"},
        "plain": {"format": "%(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if PRODUCTION else "plain"},
        "admins": {"class": "home.operations.logs.AdminMails", "level": "ERROR"},
    },
    "root": {"handlers": ["console", "admins"] if ADMINS else ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "portal.requests": {"level": "INFO" if PRODUCTION else "WARNING"},
    },
}
