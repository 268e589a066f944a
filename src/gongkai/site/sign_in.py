"""How people sign in, as the libraries want it said: allauth (password, two steps, OIDC), axes (lock-out)."""

from typing import Any
from urllib.parse import urlsplit

from gongkai.accounts import lockout
from gongkai.site.environment import Environment

APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]
OIDC = "single-sign-on"
"""The provider's id in the addresses of single sign-on."""


def sign_in_settings(environment: Environment) -> dict[str, Any]:
    """The settings by their names; `settings.py` takes them over."""
    return {
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "django.contrib.auth.backends.ModelBackend",
        ],
        "PASSWORD_HASHERS": [
            "django.contrib.auth.hashers.ScryptPasswordHasher",
            "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        ],
        "AUTH_PASSWORD_VALIDATORS": _VALIDATORS,
        "SESSION_COOKIE_AGE": environment.session_hours * 3600,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",  # single sign-on comes back from another site
        "SESSION_COOKIE_SECURE": environment.https,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        **_account(),
        **_axes(),
        **_oidc(environment),
    }


def form_targets(environment: Environment) -> list[str]:
    """Where forms may lead besides this site: the server of single sign-on."""
    server = urlsplit(environment.oidc_server)
    return [f"{server.scheme}://{server.netloc}"] if environment.oidc_server else []


# NIST SP 800-63B: length, no composition rules, a list of what is common; 等保: nothing that is near the login.
_VALIDATORS = [
    {"NAME": "gongkai.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "gongkai.accounts.passwords.NearValidator",
        "OPTIONS": {"user_attributes": ("login", "name", "email")},
    },
    {"NAME": "gongkai.accounts.passwords.CommonValidator"},
    {"NAME": "gongkai.accounts.passwords.HabitsValidator"},
]


def _account() -> dict[str, Any]:
    return {
        "ACCOUNT_ADAPTER": "gongkai.accounts.adapters.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": "login",
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": "email",
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_PRESERVE_USERNAME_CASING": True,
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_FORMS": {
            "login": "gongkai.accounts.forms.SignInForm",
            "change_password": "gongkai.accounts.forms.ChangePasswordForm",
            "reauthenticate": "gongkai.accounts.forms.ReauthenticateForm",
        },
        "ACCOUNT_RATE_LIMITS": {"login": None, "login_failed": "5/300s/key"},
        "MFA_ADAPTER": "gongkai.accounts.adapters.TwoStepAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": "公开",
        "MFA_TOTP_TOLERANCE": 1,
        "MFA_RECOVERY_CODES_SHOW_ONCE": True,
        "MFA_FORMS": {
            "authenticate": "gongkai.accounts.forms.SecondStepForm",
            "reauthenticate": "gongkai.accounts.forms.SecondStepAgainForm",
            "activate_totp": "gongkai.accounts.forms.ActivateTOTPForm",
        },
        "USERSESSIONS_TRACK_ACTIVITY": False,
    }


def _axes() -> dict[str, Any]:
    return {
        "AXES_FAILURE_LIMIT": lockout.FAILURES,
        "AXES_COOLOFF_TIME": lockout.COOL_OFF,
        "AXES_LOCKOUT_PARAMETERS": ["username"],  # an office shares one address: only the account is locked
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,  # or a stranger could lock somebody out for ever
        "AXES_USERNAME_FORM_FIELD": "username",  # as allauth hands it over
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_CALLABLE": "gongkai.accounts.adapters.locked_out",
        "AXES_CLIENT_IP_CALLABLE": "gongkai.kit.throttle.address",
        "AXES_ENABLE_ACCESS_FAILURE_LOG": False,  # the audit chain has them
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_ENABLE_ADMIN": False,
        "AXES_VERBOSE": False,
        "SILENCED_SYSTEM_CHECKS": ["axes.W006"],  # it wants the address among the parameters; see above
    }


def _oidc(environment: Environment) -> dict[str, Any]:
    return {
        "SOCIALACCOUNT_ADAPTER": "gongkai.accounts.single_sign_on.SingleSignOnAdapter",
        "SOCIALACCOUNT_LOGIN_ON_GET": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_PROVIDERS": {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": []
                if not environment.oidc_server
                else [
                    {
                        "provider_id": OIDC,
                        "name": environment.oidc_name,
                        "client_id": environment.oidc_client,
                        "secret": environment.oidc_secret,
                        "settings": {"server_url": environment.oidc_server},
                    }
                ],
            }
        },
    }
