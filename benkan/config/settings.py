"""The one settings file. Everything a deployment decides comes from the environment and is read here, once."""

from pathlib import Path

import dj_database_url
from environs import Env, validate

from benkan.config.issuers import issuers_of
from benkan.host.paths import data_folder

env = Env()

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "benkan"

DEBUG = False
# Invented data only: pages say so, the sign-in page lists one account per role, nothing leaves the machine.
DEMO = env.bool("BENKAN_DEMO", default=False)
# `benkan` gives each installation its own key; this one signs nothing that anybody keeps (checks and migrations).
SECRET_KEY = env.str("BENKAN_SECRET_KEY", default="not-for-serving")
# Opens the keys of the organisations (`benkan.host.wrapping`); checks and migrations need none.
WRAPPING_KEY = env.str("BENKAN_WRAPPING_KEY", default="")
# Where erasures are noted outside the database, for a backup that is put back (`benkan.people.erasure_list`).
ERASURE_LIST = env.str("BENKAN_ERASURE_LIST", default="")
# The machine itself asks the health page, whatever the public names are.
ALLOWED_HOSTS = [*env.list("BENKAN_HOSTS", default=[]), "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = env.list("BENKAN_ORIGINS", default=[])
# Behind a proxy that ends TLS, which an address in https says by itself.
TLS = env.bool("BENKAN_TLS", default=any(one.startswith("https://") for one in CSRF_TRUSTED_ORIGINS))

INSTALLED_APPS = [
    "benkan.common",
    "benkan.audit",
    "benkan.workbooks",
    "benkan.places",
    "benkan.organisations",
    "benkan.notices",
    "benkan.attachments",
    "benkan.people",
    "benkan.linkage",
    "benkan.offers",
    "benkan.arrivals",
    "benkan.cases",
    "benkan.complaints",
    "benkan.safeguarding",
    "benkan.training",
    "benkan.groups",
    "benkan.today",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

if DEMO:
    INSTALLED_APPS.insert(0, "benkan.demo")  # first: it adds the cast to the sign-in page

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # At 128 kbit/s a page that travels whole takes a second more; Django pads the answer against guessing by length.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "benkan.organisations.middleware.RequestTransaction",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "benkan.organisations.middleware.CurrentActor",
    "benkan.organisations.seeing_as.SeeingAs",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "benkan.organisations.doors.first.FirstThings",
    "benkan.common.middleware.Refusals",
]

ROOT_URLCONF = "benkan.config.urls"
WSGI_APPLICATION = "benkan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "benkan.common.shell.shell",
            ],
            "builtins": ["benkan.common.templatetags.typography"],
        },
    }
]
FORM_RENDERER = "benkan.common.forms.Renderer"

# Three roles, three addresses (decision record 0003). An alias without address answers no query; `benkan` gives them.
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def _database(variable: str) -> dict:
    return dj_database_url.parse(env.str(variable, default=NOWHERE), conn_max_age=600, conn_health_checks=True)


DATABASES = {
    "default": _database("DATABASE_URL"),
    "figures": _database("DATABASE_FIGURES_URL"),
    "owner": _database("DATABASE_OWNER_URL"),
}
DATABASE_ROUTERS = ["benkan.config.databases.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

AUTH_USER_MODEL = "organisations.Account"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # one account per address, whatever its capitals: a constraint on Lower("email")
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3 * 86_400  # of an invitation too; pages and mails say it
ACCOUNT_ADAPTER = "benkan.organisations.adapter.ClosedDoor"
ACCOUNT_FORMS = {
    "login": "benkan.organisations.forms.SignIn",
    "reset_password": "benkan.organisations.doors.forms.AskNewPassword",
    "reset_password_from_key": "benkan.organisations.doors.forms.ChoosePassword",
    "change_password": "benkan.organisations.doors.forms.ChangePassword",
    "reauthenticate": "benkan.organisations.doors.forms.SureByPassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Slower and slower: per device address, and per account tried, whether it exists or not.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,60/h/ip,5/5m/key,10/h/key,30/d/key",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/h/ip",
    "reauthenticate": "10/5m/user",
    "change_password": "5/5m/user",
}
# How many proxies stand before the platform and write the address of the device they speak for.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("BENKAN_PROXIES", default=1 if TLS else 0)

MFA_ADAPTER = "benkan.organisations.doors.factors.SealedFactors"
MFA_FORMS = {
    "authenticate": "benkan.organisations.doors.forms.SecondFactor",
    "reauthenticate": "benkan.organisations.doors.forms.SureByCode",
    "activate_totp": "benkan.organisations.doors.forms.FirstCode",
    "add_webauthn": "benkan.organisations.doors.forms.NewPasskey",
    "edit_webauthn": "benkan.organisations.doors.forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Benkan"
MFA_TOTP_TOLERANCE = 1  # clocks of cheap phones wander

# Issuers of organisations that have one (`benkan.config.issuers`): a file of the deployment, never the database.
ISSUERS = issuers_of(env.str("BENKAN_OIDC_FILE", default=""))
SOCIALACCOUNT_ADAPTER = "benkan.organisations.doors.issuers.KnownOnly"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [issuer.app for issuer in ISSUERS], "OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_STORE_TOKENS = False

# What mails and links say before a path, and where mail goes: a server that takes it, or files of a demonstration.
ADDRESS = env.str("BENKAN_ADDRESS", default=next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")).rstrip("/")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("BENKAN_MAIL_HOST", default="")
MAIL_IS_SENT = DEMO or EMAIL_HOST not in ("", "aucun")  # "aucun" is a choice: links are handed over
EMAIL_PORT = env.int("BENKAN_MAIL_PORT", default=587)
EMAIL_HOST_USER = env.str("BENKAN_MAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.str("BENKAN_MAIL_PASSWORD", default="")
MAIL_SECURITY = env.str(  # none on a private network only
    "BENKAN_MAIL_SECURITY", default="starttls", validate=validate.OneOf(("starttls", "tls", "none"))
)
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SECURITY == "starttls", MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("BENKAN_MAIL_FROM", default="Benkan <benkan@localhost>")
if EMAIL_HOST == "aucun":
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.str("BENKAN_MAIL_FOLDER", default=str(data_folder() / "mail"))

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # htmx repeats it in a header
# Set behind TLS; on localhost a secure cookie would never come back.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
if TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", *(origin for issuer in ISSUERS for origin in issuer.origins)],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# Registration numbers (« ML-26-004812-7 ») and telephone numbers of eight digits.
NUMBER_PREFIX = env.str("BENKAN_NUMBER_PREFIX", default="ML")
PHONE_PREFIX = env.str("BENKAN_PHONE_PREFIX", default="223")

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Bamako"
LOCALE_PATHS = [PACKAGE / "config" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("BENKAN_STATIC", default=str(ROOT / "var" / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": env.str("BENKAN_STATICFILES", default="benkan.config.static.HashedFiles")},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000  # a paper that is attached never touches the disk in clear

# The log carries no personal data: errors are told without their words (`benkan.host.logs`), and below them nothing is.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "benkan.host.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}
