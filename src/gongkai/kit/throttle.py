"""Bounds how often one visitor may do a thing, by counting in the cache under a keyed digest of the address."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from gongkai.kit import clock


def visitor(request: HttpRequest) -> str:
    """A digest of where the request comes from, keyed with the secret key."""
    return salted_hmac("gongkai.throttle", request.META.get("REMOTE_ADDR", "")).hexdigest()[:24]


def allowed(what: str, who: str, *, times: int, seconds: int) -> bool:
    """Count one more; False beyond `times` within the running window of `seconds`."""
    window = int(clock.now().timestamp()) // seconds
    key = f"throttle:{what}:{who}:{window}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) <= times)
    except ValueError:  # evicted between the two calls
        return True
