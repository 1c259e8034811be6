"""Events as a course tells them, and an event store that is full of them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from kit import folding, following, service
from kit.event import Event, new_id
from kit.views import Folded
from pymongo.database import Database
from reporting import store
from rich.progress import track

from tests.bench.ground import Ground
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
AT_ONCE = 5_000
EXAMPLES = {short: contract(f"org.bascule.{short}.v1")[1] | {"course": COURSE} for short in set(MIX)}


def events(count: int) -> list[Event]:
    return [event(number, count) for number in range(count)]


def event(number: int, count: int) -> Event:
    """One of `count`, spread over the days of a course, whatever their number; what is beyond them begins again."""
    short = MIX[number % len(MIX)]
    data = dict(EXAMPLES[short])
    data |= {name: f"person-{number % 3200:04}" for name in PEOPLE if name in data}
    if "discussion" in data:
        data["discussion"] = f"discussion-{number % 4000}"
    at = START + timedelta(milliseconds=number % count * DAYS * 86_400_000 // count)
    return Event(new_id(), f"org.bascule.{short}.v1", "/bascule", at, data, f"thing/{number}", 1)


def kept(event: Event) -> dict[str, Any]:
    return store.events.kept(event.with_data(event.data))


def fill(ground: Ground, database: Database, last: int, count: int) -> None:
    """Events at every position up to `last`, as if they had come; see `event` for `count`. The views hold none yet."""
    starts = range(store.position(database), last, AT_ONCE)
    for start in _shown(ground, starts, f"filling up to {last:,}"):
        documents = [{"_id": n + 1} | kept(event(n, count)) for n in range(start, min(last, start + AT_ONCE))]
        database["events"].insert_many(documents, ordered=False)
    database["counters"].update_one({"_id": store.COUNTER}, {"$set": {"position": last}})
    database[following.PLACES].update_one({"_id": following.VIEWS}, {"$set": {"position": last}})


def fold(ground: Ground, database: Database) -> None:
    """The views of all that is stored, folded in memory by the reactions of a replay, put there in one go."""
    folded, last = Folded(), store.position(database)
    reactions, history = service.load("reporting").reactions, store.StoredEvents(database)
    for start in _shown(ground, range(0, last, AT_ONCE), f"folding {last:,}"):
        for batch in history.read(start, min(last, start + AT_ONCE)):
            folding.fold(reactions, folding.read(reactions, batch), folded)
    for name, documents in folded.documents.items():
        database[name].delete_many({})
        database[name].insert_many(documents.values(), ordered=False)


def _shown(ground: Ground, starts: range, text: str) -> Iterable[int]:
    return track(starts, text, console=ground.console, disable=ground.console is None)
