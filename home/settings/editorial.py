"""Wagtail: what its editors may do, and the foreign hosts that it must not call."""

from .environment import required

WAGTAIL_SITE_NAME = "Comité de monitoring CPAS Online"
WAGTAILADMIN_BASE_URL = required("SITE_URL", "The public address.", embedded="http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "/admin-door/"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("nl", "Nederlands")]
WAGTAIL_USER_TIME_ZONES = ["Europe/Brussels"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "txt", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_IMAGE_MODEL = "publications.EditorialImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "publications.files.forms.ImageForm"
WAGTAILIMAGES_RENDITION_STORAGE = "private"
WAGTAILDOCS_DOCUMENT_MODEL = "publications.EditorialDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "publications.files.forms.DocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
