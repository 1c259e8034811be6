"""What the services hold of one course, each read from its own documents, and how the pauses of a fault are found.

Counters are by id or by name, so that two of them can be subtracted: what is missing, what is there too often.
"""

from collections import Counter
from datetime import datetime
from itertools import pairwise
from typing import Any

from kit.broker import Connection, Deliveries, Delivery, Message
from kit.event import PREFIX, Event, Unreadable, from_message
from pymongo.collection import Collection

from .house import SERVICES, House

POST_PUBLISHED = "org.bascule.forum.post.published.v1"
VERSIONS = [POST_PUBLISHED, POST_PUBLISHED[:-1] + "2"]
"""Where the next one is told beside it, both are published posts."""
RAISED = "org.bascule.notifications.notification.raised.v1"
OFFSET = "x-stream-offset"
Post = dict[str, Any]


class Books:
    """Opened before the load begins: the stream is read from there on."""

    def __init__(self, house: House, course: str) -> None:
        self._house, self.course = house, course
        self._of_course = {"data.course": course}
        self._next = self._last() + 1

    def of(self, service: str, collection: str) -> Collection:
        return self._house.database(service)[collection]

    def waiting(self) -> bool:
        """Whether an outbox still holds something, or a mail is not sent."""
        outboxes = [self.of(service, "outbox") for service in SERVICES]
        return any(one.find_one({"unsent": True}) for one in (*outboxes, self.of("notifications", "mails")))

    def posts(self) -> list[Post]:
        """In order of discussion and number, each with the id of its event."""
        rows = self.of("forum", "outbox").find({"type": {"$in": VERSIONS}} | self._of_course)
        events = {row["data"]["post"]: row["_id"] for row in rows}
        found = self.of("forum", "posts").find({"course": self.course})
        ordered = sorted(found, key=lambda post: (post["discussion"], post["number"]))
        return [post | {"event": events.get(post["_id"], "none")} for post in ordered]

    def emitted(self) -> set[str]:
        """The ids of all events that services told about the course."""
        return {row["_id"] for name in SERVICES for row in self.of(name, "outbox").find(self._of_course)}

    def stream(self, wanted: set[str]) -> list[Event]:
        """What the stream holds of the course; reads it again while something wanted is not there, a few times."""
        for _ in range(5):
            events = [event for event in map(_event, self._read(self._next)) if event and self._is_ours(event)]
            if wanted <= {event.id for event in events}:
                break
        return events

    def raw_stream(self) -> list[Message]:
        """All that the stream holds by now, ready to be published once more."""
        events = self._house.topology.events
        return [Message(one.id, events, one.key, _sent_with(one.headers), one.body) for one in self._read(self._next)]

    def _is_ours(self, event: Event) -> bool:
        return event.data.get("course") == self.course

    def _last(self) -> int:
        with self._house.connection() as connection:
            deliveries = self._stream_from(connection, "last")
            return max((one.headers[OFFSET] for one in deliveries.take(1000, patience=0.5, linger=0.1)), default=-1)

    def _read(self, offset: int) -> list[Delivery]:
        """From an offset to the last one there is: there may be more by then, if a load is going on."""
        found: list[Delivery] = []
        last = self._last()
        with self._house.connection() as connection:
            deliveries = self._stream_from(connection, offset)
            while offset <= last:
                batch = deliveries.take(500, patience=5.0)
                assert batch, f"the stream stops at {offset}, before {last}"
                deliveries.acknowledge(batch[-1], multiple=True)
                offset = batch[-1].headers[OFFSET] + 1
                found += batch
        return found

    def _stream_from(self, connection: Connection, offset: int | str) -> Deliveries:
        return Deliveries(connection, self._house.topology.stream, 1000, {OFFSET: offset})

    def stored(self) -> Counter[str]:
        where = {"course": self.course, "type": {"$in": VERSIONS}}
        return Counter(one["id"] for one in self.of("reporting", "events").find(where))

    def figures(self) -> Counter[str]:
        counted = self.of("reporting", "figures").find_one({"_id": self.course}) or {}
        days = sum(day.get("posts", 0) for day in self.of("reporting", "days").find({"course": self.course}))
        return Counter({name: counted.get(name, 0) for name in ("posts", "discussions")} | {"by day": days})

    def bells(self) -> Counter[str]:
        """How much each person was told of each discussion: an entry counts what was folded into it."""
        found: Counter[str] = Counter()
        for bell in self.of("notifications", "bells").find({"course": self.course}):
            found[f"{bell['about']['id']}/{bell['person']}"] += bell["count"]
        return found

    def told(self) -> Counter[str]:
        """Who the others were told was notified, of which discussion: a bell that rang twice was told twice."""
        rows = [row["data"] for row in self.of("notifications", "outbox").find({"type": RAISED} | self._of_course)]
        return Counter(f"{data['about']['id']}/{person}" for data in rows for person in data["recipients"])

    def mailed(self) -> Counter[str]:
        """What was told by mail: by one of its own, or together with others about the same."""
        told = {"course": self.course, "outcome": {"$in": ["sent", "merged"]}}
        return Counter(mail["_id"] for mail in self.of("notifications", "mails").find(told))

    def relayed_at(self) -> list[datetime]:
        """When forum's events were confirmed by the broker."""
        return sorted(row["sent"] for row in self.of("forum", "outbox").find(self._of_course) if "sent" in row)

    def took_effect_at(self) -> dict[str, list[datetime]]:
        """When posts took effect: on bells, by the marks of their events, and in the figures, as these were told."""
        events = [post["event"] for post in self.posts()]
        marks = self.of("notifications", "inbox").find({"_id": {"$in": events}})
        told = self.of("reporting", "outbox").find(self._of_course)
        return {"bells": sorted(one["at"] for one in marks), "figures": sorted(one["time"] for one in told)}


def _event(delivery: Delivery) -> Event | None:
    try:
        return from_message(delivery.headers, delivery.body)
    except Unreadable:
        return None


def _sent_with(headers: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in headers.items() if name.startswith(PREFIX)}


def longest_gap(moments: list[datetime]) -> float:
    """Seconds."""
    return max(((b - a).total_seconds() for a, b in pairwise(moments)), default=0.0)


def next_after(moment: datetime, moments: list[datetime]) -> float:
    """Seconds from a moment to the first of those after it."""
    return min(((one - moment).total_seconds() for one in moments if one >= moment), default=float("inf"))
