"""Cookies, headers, sign-in and permissions."""

from csp.constants import NONE, SELF

from .environment import Mode, mode

secure = mode() is Mode.PRODUCTION

SESSION_ENGINE = "committee.keeping.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if secure else "csrf"
DEVICE_COOKIE_NAME = "__Host-device" if secure else "device"
LANGUAGE_COOKIE_SECURE = secure
SECURE_SSL_REDIRECT = secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if secure else None
SECURE_HSTS_SECONDS = 63072000 if secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = secure
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
                "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment", "serial", "usb",
                "screen-wake-lock", "xr-spatial-tracking",
            )
        ),
        *(f"{feature}=(self)" for feature in ("fullscreen", "publickey-credentials-create", "publickey-credentials-get")),
    ]
)  # fmt: skip
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

THEME_SCRIPT = "'sha256-+hWzwvfmA2gEXgAjOixQgwpIZVffVYV1auBbUup+P1U='"
"""The one script within a page: it sets the theme that a reader chose before anything is drawn, and waits for no file."""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, THEME_SCRIPT],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

AUTHENTICATION_BACKENDS = [
    "committee.people.authentication.MemberBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "committee.people.passphrases.StrengthValidator"},
]
if mode() is Mode.TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:dashboard"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_FORMS = {
    "login": "committee.people.forms.SignInForm",
    "reset_password": "committee.people.forms.ResetForm",
}
ACCOUNT_ADAPTER = "committee.people.authentication.ClosedSignup"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
# What one account may try is counted first: it never uses up what its whole office, behind one address, may try.
# The key of login_failed is an account with an address, that of login_failed_anywhere the account alone.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key,40/m/ip",
    "login_failed_anywhere": "200/h/key",
    "login": "120/m/ip",
    "reset_password": "5/m/key,40/m/ip",
    "reset_password_from_key": "60/m/ip",
}
SOCIALACCOUNT_ADAPTER = "committee.providers.authentication.OnlyWhoIsExpected"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would be stopped by form-action 'self'; a sign-in is all that begins there
SOCIALACCOUNT_REQUESTS_TIMEOUT = 8
MFA_FORMS = {
    "add_webauthn": "committee.people.forms.AddKeyForm",
    "edit_webauthn": "committee.people.forms.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Comité de monitoring CPAS Online"
