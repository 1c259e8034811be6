"""One-time links, the throttle on asking for them, and families of refresh tokens, of which only hashes are kept.

A family is one sign-in on one device. Each refresh replaces its current token. One that was replaced a moment ago may
come once more from another tab of the same browser, which asked before it heard of the new one: it gets a token of its
own beside the others, since nobody knows which the browser will keep. Any other token of the family has been used, or
was never given out: either way two hold it, nobody can tell who is who, and the family ends.
"""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from enrolment.domain import Document
from enrolment.tokens import digest

LINK_LASTS = timedelta(minutes=15)
MOST_LINKS = 5
MOST_FROM_ONE_PLACE = 100
"""Askings from one address of the network within that time; a whole town hall may share one."""
SESSION_LASTS = timedelta(days=30)
GRACE = timedelta(seconds=10)
MOST_TABS = 20
"""Tokens of a family that are good at once: more tabs than that do not refresh within ten seconds."""


def recent(times: list[datetime], now: datetime) -> list[datetime]:
    """Those askings that still count."""
    return [time for time in times if time > now - LINK_LASTS]


def may_ask(times: list[datetime], now: datetime, most: int = MOST_LINKS) -> bool:
    """Whether what was asked for at these times may be asked for once more."""
    return len(recent(times, now)) < most


def new_link(secret: str, person: str | None, now: datetime) -> Document:
    """A link for a person, or for nobody: an unknown address costs the same work as a known one."""
    return {"_id": digest(secret), "person": person, "at": now, "expires_at": now + LINK_LASTS, "used_by": None}


def link_url(public_url: str, secret: str, destination: str | None) -> str:
    asked = {"link": secret} | ({"next": destination} if destination else {})
    return f"{public_url.rstrip('/')}/sign-in?{urlencode(asked)}"


def link_is_good(link: Document | None, family: str, now: datetime) -> bool:
    """Whether a link lets this family begin; it still does when the family is the one that it began before."""
    return bool(link and link["person"] and link["expires_at"] > now and link["used_by"] in (None, family))


def new_family(identity: str, person: str, token: str, now: datetime) -> Document:
    return {
        "_id": identity,
        "person": person,
        "current": [digest(token)],
        "replaced": [],
        "replaced_at": now,
        "revoked": False,
        "at": now,
        "expires_at": now + SESSION_LASTS,
        "version": 1,
    }


def family_lives(family: Document | None, now: datetime) -> bool:
    return bool(family and not family["revoked"] and family["expires_at"] > now)


def refreshed(family: Document, token: str, successor: str, now: datetime) -> Document:
    """What changes in a living family when this token is traded for its successor: perhaps it ends."""
    given, made = digest(token), digest(successor)
    if given in family["current"]:
        replaced = {"replaced": family["current"], "replaced_at": now}
        return replaced | {"current": [made], "expires_at": now + SESSION_LASTS}
    raced = given in family.get("replaced", ()) and now < family["replaced_at"] + GRACE
    if raced and len(family["current"]) < MOST_TABS:
        return {"current": [*family["current"], made]}
    return {"revoked": True}
