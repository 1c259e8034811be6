"""Those who build on the streams: what a token opens, until when, and what it looks like."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from kit.errors import Forbidden, Unauthenticated

from reporting.domain import Document

PREFIX = "bsc_"


def new_token(identity: str) -> str:
    """`bsc_<consumer>_<secret>`: it tells whose it is, and scanners of leaked secrets know it by its beginning."""
    return f"{PREFIX}{identity}_{secrets.token_urlsafe(32)}"


def identity_of(token: str) -> str:
    """The consumer that a token says it is of."""
    return token.removeprefix(PREFIX).partition("_")[0]


def digest(token: str) -> str:
    """What is kept of a token; it is random and long, so that one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def check(consumer: Document | None, token: str, now: datetime) -> Document:
    """The consumer whose token this is; raises Unauthenticated saying what is wrong with it."""
    if consumer is None or not hmac.compare_digest(consumer["digest"], digest(token)):
        raise Unauthenticated("This token opens nothing here: ask a reporter or a facilitator of the course for one")
    if consumer.get("revoked_at"):
        raise Unauthenticated(f"This token was revoked on {consumer['revoked_at']:%Y-%m-%d}")
    if consumer["expires_at"] and consumer["expires_at"] <= now:
        raise Unauthenticated(f"This token expired on {consumer['expires_at']:%Y-%m-%d}: ask for another")
    return consumer


def allowed_courses(scope: Collection[str], asked: str | None) -> list[str]:
    """The courses to read: those of the scope, or the one that is asked for. Raises Forbidden for another."""
    if asked and asked not in scope:
        raise Forbidden("This token is not for that course", errors={"course": ["Not in the scope of this token."]})
    return [asked] if asked else sorted(scope)


def allowed_types(scope: Collection[str], asked: Iterable[str]) -> list[str]:
    """The types to read, none meaning all. Raises Forbidden for those outside the scope."""
    asked = list(asked)
    outside = sorted(set(asked) - set(scope)) if scope else []
    if outside:
        raise Forbidden(
            "This token is not for those types", errors={"types": [f"Not in its scope: {', '.join(outside)}."]}
        )
    return asked or sorted(scope)


def shown(consumer: Document) -> dict[str, Any]:
    """A consumer as it is shown: never its secrets."""
    destination = consumer.get("destination")
    hidden = ("secret", "password")
    shown = {name: value for name, value in destination.items() if name not in hidden} if destination else None
    return consumer | {"id": consumer["_id"], "destination": shown}
