"""What the tests of the forum's conversation share: requests in few words, and the events in the outbox."""

import uuid
from datetime import UTC, datetime
from typing import Any

from forum import librarian
from forum.service import service
from kit import fence
from kit.consumer import take_effect
from kit.event import Event
from kit.settings import Settings
from kit.testing import House

from ..conftest import COURSE, Actor

FORUM = "/api/forum"


def ask(actor: Actor, method: str, path: str, body: Any = None, status: int = 200, **asked: Any) -> Any:
    """The JSON that answers a request to the forum, which must have this status."""
    answer = actor.at("forum").open(FORUM + path, method=method, json=body, query_string=asked)
    assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
    if status >= 400:
        assert answer.content_type == "application/problem+json"
    return answer.json if answer.text else None


def listed(actor: Actor, **asked: Any) -> list[str]:
    """The titles in the list of discussions."""
    return [one["title"] for one in ask(actor, "GET", f"/courses/{COURSE}/discussions", **asked)["items"]]


def posts(actor: Actor, discussion: str, **asked: Any) -> list[dict[str, Any]]:
    return ask(actor, "GET", f"/discussions/{discussion}/posts", **asked)["items"]


def told(house: House, fact: str) -> list[dict[str, Any]]:
    """The data of every event of a type that forum has told, in the order of telling."""
    rows = house.database("forum")["outbox"].find({"type": f"org.bascule.forum.{fact}.v1"})
    return [row["data"] for row in sorted(rows, key=lambda row: row["_id"])]


def file_all(house: House, settings: Settings) -> None:
    """Let the librarian do what a relay would let it do in a moment."""
    librarian.file_what_changed(house.database("forum"), settings)


def found(actor: Actor, q: str = "", **asked: Any) -> list[tuple[str, str]]:
    """The kind and the title of what a search finds."""
    items = ask(actor, "GET", f"/courses/{COURSE}/search", **({"q": q} if q else {}), **asked)["items"]
    return [(one["kind"], one["title"]) for one in items]


def hears(house: House, type_: str, **data: Any) -> None:
    """Forum takes an event from its inbox."""
    identity = str(uuid.uuid4())
    event = Event(identity, f"org.bascule.{type_}.v1", "/tests", datetime.now(UTC), data, identity, 1)
    take_effect(house.database("forum"), service.reactions, [service.reactions.read(event)], fence.slot())
