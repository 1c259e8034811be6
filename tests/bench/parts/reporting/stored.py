"""Events as a course tells them, and an event store that is full of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kit import following, service
from kit.event import Event, new_id
from kit.replay import rebuild
from pymongo.database import Database
from reporting import store

from tests.catalogue import contract

COURSE = "innovation-publique"
START = datetime(2026, 6, 1, tzinfo=UTC)
MIX = (
    *("forum.post.published",) * 5,
    *("notifications.notification.raised",) * 3,
    *("forum.post.thanked", "forum.discussion.opened", "notifications.notification.opened"),
    *("enrolment.learner.enrolled", "enrolment.session.attended", "forum.stance.taken"),
)
PEOPLE = ("learner", "author", "by")
DAYS = 60
EXAMPLES = {short: contract(f"org.bascule.{short}.v1")[1] | {"course": COURSE} for short in set(MIX)}


def events(count: int) -> list[Event]:
    return [event(number, count) for number in range(count)]


def event(number: int, count: int) -> Event:
    """One of `count`, spread over the days of a course, whatever their number."""
    short = MIX[number % len(MIX)]
    data = dict(EXAMPLES[short])
    data |= {name: f"person-{number % 3200:04}" for name in PEOPLE if name in data}
    if "discussion" in data:
        data["discussion"] = f"discussion-{number % 4000}"
    at = START + timedelta(milliseconds=number * DAYS * 86_400_000 // count)
    return Event(new_id(), f"org.bascule.{short}.v1", "/bascule", at, data, f"thing/{number}", 1)


def kept(event: Event) -> dict[str, Any]:
    return store.events.kept(event.with_data(event.data))


def fill(database: Database, count: int) -> int:
    """The store with so many events, as if they had come, and its views."""
    database.client.drop_database(database.name)
    this = service.load("reporting")
    this.migrate(database)
    for start in range(0, count, 5_000):
        rows = range(start, min(count, start + 5_000))
        database["events"].insert_many([{"_id": n + 1} | kept(event(n, count)) for n in rows])
    database["counters"].update_one({"_id": store.COUNTER}, {"$set": {"position": count}})
    database[following.PLACES].update_one({"_id": following.VIEWS}, {"$set": {"position": count}})
    rebuild(this, database, store.StoredEvents(database), lambda *_: None)
    return count
