"""The one settings file. Everything a deployment decides comes from the environment and is read here, once."""

from pathlib import Path

import dj_database_url
from environs import Env

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
ALLOWED_HOSTS = env.list("BENKAN_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("BENKAN_ORIGINS", default=[])

INSTALLED_APPS = [
    "benkan.common",
    "benkan.audit",
    "benkan.workbooks",
    "benkan.places",
    "benkan.organisations",
    "benkan.attachments",
    "benkan.people",
    "benkan.arrivals",
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
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
ACCOUNT_ADAPTER = "benkan.organisations.adapter.ClosedDoor"
ACCOUNT_FORMS = {"login": "benkan.organisations.forms.SignIn"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # htmx repeats it in a header
# Set behind TLS; on localhost a secure cookie would never come back.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("BENKAN_TLS", default=False)
if env.bool("BENKAN_TLS", default=False):
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
        "form-action": ["'self'"],
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

# Messages carry no personal data: views and writes never log values, and Django's own request log stays at errors.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}
