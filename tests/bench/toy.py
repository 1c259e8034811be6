"""A service made for the bench: it counts posts, notifies somebody of each, and tells that it did.

The shapes are those of forum and notifications, so that the kit pays here what it pays there; what is written is
simple enough for a bare loop to write exactly the same.
"""

from datetime import UTC, datetime
from typing import Any

from kit.event import Event, Fact, Read, new_id
from kit.reactions import Reactions
from kit.service import Service
from kit.unit_of_work import Work
from kit.views import Views
from marshmallow import Schema, fields
from pymongo import ASCENDING, IndexModel

COURSE = "innovation-publique"
TITLE = "Comment associer ses opposants à un projet ?"
on = Reactions()


class PostPublishedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)


class PersonTold(Schema):
    course = fields.String(required=True)
    kind = fields.String(required=True)
    recipients = fields.List(fields.String(), required=True)
    about = fields.String(required=True)


POST_PUBLISHED = Fact("org.bascule.bench.post.published.v1", PostPublishedRead())
PERSON_TOLD = Fact("org.bascule.bench.person.told.v1", PersonTold())


@on.view(POST_PUBLISHED)
def count_the_post(event: Event, views: Views) -> None:
    views.count("figures", event.data["course"], {"posts": 1})


@on.effect(POST_PUBLISHED)
def tell_somebody(batch: list[Event], work: Work) -> None:
    for event in batch:
        course, discussion, person = event.data["course"], event.data["discussion"], event.data["author"]
        notification = {"_id": f"{event.id}/{person}", "person": person, "course": course, "kind": "reply"}
        work.insert("notifications", notification | {"about": discussion, "read": False, "at": event.time})
        told = {"course": course, "kind": "reply", "recipients": [person], "about": discussion}
        work.emit(PERSON_TOLD, told, aggregate=event.data["post"], sequence=1, because=event)


service = Service(
    name="bench",
    reactions=on,
    collections={"figures": [], "notifications": [IndexModel([("person", ASCENDING), ("_id", ASCENDING)])]},
    views=("figures",),
)


def post(number: int, discussion: str) -> dict[str, Any]:
    """The data of one post."""
    return {
        "course": COURSE,
        "discussion": discussion,
        "post": new_id(),
        "number": number,
        "title": TITLE,
        "author": f"person-{number % 3200:04}",
    }


def now() -> datetime:
    """As precise as the database keeps it."""
    return datetime.now(UTC).replace(microsecond=0)
