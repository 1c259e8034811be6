"""Web push (RFC 8030): messages to browsers that asked for them, encrypted for each (RFC 8291), signed (RFC 8292).

Only the known push services are called, since an endpoint is an address that somebody gave us. One that says that a
browser is gone is forgotten.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from py_vapid import Vapid

KNOWN = (
    *("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"),
    *(".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"),
)
LASTS = 24 * 3600
"""Seconds for which a push service keeps a message for a browser that is asleep."""
TIMEOUT = 10


class PushAway(OSError):
    """A push service does not answer, or asks to come back later."""


def id_of(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()[:32]


def is_allowed(endpoint: str, more: str) -> bool:
    """Whether an endpoint is at a known push service, or at one of `more` (`host:port`, separated by spaces)."""
    url = urlsplit(endpoint)
    if url.netloc in more.split():
        return True
    host = url.hostname or ""
    known = any(host.endswith(name) if name.startswith(".") else host == name for name in KNOWN)
    return url.scheme == "https" and known and url.netloc == host


def send(subscription: Mapping[str, Any], said: Mapping[str, Any], key: "Vapid", contact: str) -> bool:
    """Hand a message over; False when the browser is gone for good. Raises PushAway."""
    # most processes never push anything, and these take half a second to import
    import requests
    from pywebpush import WebPushException, webpush

    told = {"endpoint": subscription["endpoint"], "keys": {name: subscription[name] for name in ("p256dh", "auth")}}
    data = json.dumps(said, ensure_ascii=False)
    try:
        webpush(told, data, vapid_private_key=key, vapid_claims={"sub": contact}, ttl=LASTS, timeout=TIMEOUT)
    except WebPushException as error:
        status = error.response.status_code if error.response is not None else 0
        if status in (404, 410):
            return False
        if status in (0, 429) or status >= 500:
            raise PushAway(f"{subscription['host']} answers {status}") from error
        return False  # it will never take this message: malformed for it, or made for another key
    except requests.RequestException as error:
        raise PushAway(f"{subscription['host']}: {type(error).__name__}") from error
    return True
