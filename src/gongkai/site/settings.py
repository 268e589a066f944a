"""Django's settings, all derived from the one reading of the environment. Slices read `settings.GONGKAI`."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF

from gongkai.site.environment import Environment, read
from gongkai.site.secret import secret_key
from gongkai.site.sign_in import APPS, form_targets, sign_in_settings

HERE = Path(__file__).resolve().parent
ASSETS = HERE / "assets"

_reading = read(os.environ)
GONGKAI: Environment = _reading.environment
GONGKAI_PROBLEMS = _reading.problems

HOME = GONGKAI.home.resolve()
for _folder in (HOME, HOME / "logs", HOME / "static", HOME / "tmp"):
    _folder.mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = GONGKAI.secret_key or secret_key(HOME)
DEBUG = GONGKAI.debug
ALLOWED_HOSTS = list(GONGKAI.hosts)
# Behind a reverse proxy that strips it, every address begins with the path of the site's own address.
PREFIX = urlsplit(GONGKAI.site_address).path.rstrip("/")
FORCE_SCRIPT_NAME = PREFIX or None
ROOT_URLCONF = "gongkai.site.urls"
WSGI_APPLICATION = "gongkai.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "treebeard",
    "gongkai.audit",
    "gongkai.accounts",
    *APPS,
    "gongkai.agencies",
    "gongkai.disclosures",
    "gongkai.kit.search",
    "gongkai.reports",
    "gongkai.portal",
    "gongkai.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongkai.accounts.middleware.SessionLimits",
    "gongkai.accounts.middleware.ActingPost",
    "gongkai.accounts.middleware.SignInDuties",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.audit.middleware.SentOnce",
    "gongkai.kit.errors.Refusals",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gongkai.site.context.about",
                "gongkai.site.navigation.offered",
            ],
        },
    }
]


def _database(url: str, home: Path) -> dict[str, Any]:
    """SQLite for two writers at once without “database is locked”, or PostgreSQL with Django's own pool."""
    chosen: dict[str, Any] = dict(environ.Env.db_url_config(url or f"sqlite:///{home / 'gongkai.sqlite3'}"))
    if chosen["ENGINE"].endswith("sqlite3"):
        chosen["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
        }
    else:
        chosen["HOST"] = unquote(chosen["HOST"])  # a socket's folder is written %2F…
        chosen["OPTIONS"] = {**chosen.get("OPTIONS", {}), "pool": True}
    return chosen


DATABASES = {"default": _database(GONGKAI.database, HOME)}

AUTH_USER_MODEL = "accounts.Person"
LOGIN_URL = f"{PREFIX}/accounts/login/"
LOGIN_REDIRECT_URL = f"{PREFIX}/work/"
LOGOUT_REDIRECT_URL = f"{PREFIX}/"
globals().update(sign_in_settings(GONGKAI))

LANGUAGE_CODE = "zh-hans"
USE_I18N = True
USE_TZ = True  # instants are kept in UTC
TIME_ZONE = "Asia/Shanghai"  # and shown in this zone

MEDIA_ROOT = HOME  # kit/store keeps files by their digest; nothing of it is served by address
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [HERE / "static", *([ASSETS] if ASSETS.is_dir() else [])]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MANIFEST_STRICT = False  # a page without its picture is better than no page

# Bodies: files go to disk beyond 2 MB. Django's own limits lie beyond ours, so that our message is the one shown.
FILE_UPLOAD_TEMP_DIR = HOME / "tmp"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["gongkai.reports.uploads.BoundedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = None  # the handler counts them, and reads on so that the page can say how many
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

# What the reports slice enforces, in its units; tests override these one by one.
GONGKAI_HOME = HOME
GONGKAI_UPLOAD_FILE_BYTES = GONGKAI.upload_file_mb * 2**20
GONGKAI_UPLOAD_FILES = GONGKAI.upload_files
GONGKAI_UPLOAD_PAGES = GONGKAI.upload_pages
GONGKAI_UPLOAD_SECONDS = GONGKAI.upload_seconds
GONGKAI_UPLOAD_MEMORY_BYTES = GONGKAI.upload_memory_mb * 2**20
GONGKAI_UPLOAD_KEEP_SECONDS = GONGKAI.upload_keep_minutes * 60
GONGKAI_UPLOAD_JOBS = GONGKAI.upload_jobs
GONGKAI_EMBEDDED_WORKER = GONGKAI.embedded_worker

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's small marks are data: pictures in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *form_targets(GONGKAI)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "gongkai.kit.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page
CSRF_COOKIE_SAMESITE = "Strict"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if GONGKAI.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in GONGKAI.hosts]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": HOME / "logs" / "gongkai.log",
            "maxBytes": 10 * 2**20,
            "backupCount": 5,
            "encoding": "utf-8",
            "delay": True,
            "formatter": "line",
        },
        "console": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
    },
    "root": {"handlers": ["file", "console"], "level": GONGKAI.log_level},
    "loggers": {"django.security.DisallowedHost": {"handlers": ["file"], "propagate": False}},
}
