"""Posts that each ring one bell: somebody answers in a discussion that another opened, no two in the same one."""

from typing import Any

from forum.events import POST_PUBLISHED
from kit import outbox, service
from kit.event import new_id
from pymongo.database import Database

from tests.bench import toy
from tests.bench.ground import Ground
from tests.bench.parts.consumer import fill

THIS = service.load("notifications")
OPENERS = 3_200
AT_ONCE = 5_000


def arrive(ground: Ground, database: Database, count: int) -> None:
    """That many wait in the inbox of notifications, which knows who opened what they answer in."""
    for start in range(0, count, AT_ONCE):
        openers = [(new_id(), f"person-{number % OPENERS:04}") for number in range(start, min(count, start + AT_ONCE))]
        since = {"since": 1, "opened": True, "at": toy.now()}
        voices = [{"_id": f"{one}/{person}", "discussion": one, "person": person} | since for one, person in openers]
        database["voices"].insert_many(voices, ordered=False)
        fill(ground, [_row(one) for one, _ in openers])


def _row(discussion: str) -> dict[str, Any]:
    told = toy.post(2, discussion) | {"author": "chloe", "reply_to": None, "mentions": []}
    return outbox.row(POST_PUBLISHED, told, {}, toy.now(), aggregate=discussion, sequence=2, private=False)
