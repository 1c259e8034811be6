"""What leaves: a stored event as a CloudEvent in JSON (CloudEvents 1.0, JSON format), and where a reader is.

A cursor holds a position, which is for good, and a mark of what was asked: it survives restarts and deployments, and
is refused where it would step over events that its reader has never been shown.
"""

import hashlib
import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from kit.errors import Invalid

from reporting.domain import Document


def cursor(position: int, scope: str) -> str:
    """`scope` is the course, or empty for all of them."""
    return f"{position}.{mark(scope)}"


def mark(scope: str) -> str:
    return hashlib.sha256(f"events of {scope or '*'}".encode()).hexdigest()[:8]


def position(cursor: str, scope: str, newest: int) -> int:
    """Of a cursor; 0 for none. Raises Invalid saying why it is none of ours, or of another course."""
    if not cursor:
        return 0
    number, _, of = cursor.partition(".")
    if not (number.isascii() and number.isdigit() and len(number) <= 15):
        raise Invalid("This is no cursor", errors={"after": ["Not the `cursor` of an event."]})
    if of != mark(scope):
        raise Invalid("This cursor is of another course", errors={"after": ["Given out for another course."]})
    if int(number) > newest:
        raise Invalid("This cursor is ahead of the newest event", errors={"after": ["No such event yet."]})
    return int(number)


def types(asked: str, known: Collection[str]) -> list[str]:
    """Full types for `forum.post.published` or `org.bascule.forum.post.published.v1`, separated by commas; the name of
    a service stands for all that it tells. Raises Invalid naming those that do not exist."""
    found: list[str] = []
    for name in filter(None, (part.strip() for part in asked.split(","))):
        full = name if name.startswith("org.bascule.") else f"org.bascule.{name}"
        same = [one for one in sorted(known) if one == full or one.startswith(f"{full}.v") or _service(one) == full]
        if not same:
            raise Invalid("There is no such type of event", errors={"types": [f"{name[:80]} is not a type of event."]})
        found += same
    return list(dict.fromkeys(found))


def _service(type_: str) -> str:
    return ".".join(type_.split(".")[:3])


def cloud_event(stored: Document) -> dict[str, Any]:
    """A stored event as a CloudEvent; `position` is ours, the rest are attributes and registered extensions."""
    shown = {
        "specversion": "1.0",
        "id": stored["id"],
        "type": stored["type"],
        "source": stored["source"],
        "time": instant(stored["time"]),
        "subject": stored["aggregate"],
        "datacontenttype": "application/json",
        "partitionkey": stored["aggregate"],
        "sequence": f"{stored['sequence']:020}",
        "correlationid": stored["correlation"],
        "position": stored["_id"],
        "data": stored["data"],
    }
    if stored["causation"]:
        shown["causationid"] = stored["causation"]
    if stored["traceparent"]:
        shown["traceparent"] = stored["traceparent"]
    return shown


def line(stored: Document, scope: str) -> bytes:
    """One line of NDJSON: the CloudEvent with the cursor after it."""
    event = cloud_event(stored) | {"cursor": cursor(stored["_id"], scope)}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def instant(time: datetime) -> str:
    """RFC 3339 in UTC, in milliseconds."""
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
