"""Bounds how often one visitor may do a thing, by counting in the cache under a keyed digest of the address."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from gongkai.kit import clock


def address(request: HttpRequest) -> str:
    """Where the request comes from.

    Behind our own proxy (GONGKAI_HTTPS) that is the last address of X-Forwarded-For, appended by the proxy itself;
    the ones before it are whatever the visitor claims.
    """
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or nearest
    return nearest


def visitor(request: HttpRequest) -> str:
    """A digest of where the request comes from, keyed with the secret key."""
    return salted_hmac("gongkai.throttle", address(request)).hexdigest()[:24]


def allowed(what: str, who: str, *, times: int, seconds: int) -> bool:
    """Count one more; False beyond `times` within the running window of `seconds`."""
    window = int(clock.now().timestamp()) // seconds
    key = f"throttle:{what}:{who}:{window}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) <= times)
    except ValueError:  # evicted between the two calls
        return True
