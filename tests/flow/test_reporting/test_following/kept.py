"""What is kept for a follower, and what came of it."""

from kit.event import Event
from kit.following import Follower
from kit.unit_of_work import transact
from pymongo.database import Database
from reporting import store

from ..conftest import COURSE, Teller


def keep(teller: Teller, *events: Event) -> None:
    """As a worker does that dies before it rings its follower."""
    kept, readable = store.StoredEvents(teller.database), read(teller, *events)
    transact(teller.database, lambda work: kept.keep(work, readable, look_first=False), deadline=10)


def read(teller: Teller, *events: Event) -> list[Event]:
    return [teller.reactions.read(one) for one in events]


def posts(teller: Teller, count: int) -> list[Event]:
    return [teller.event("forum.post.published", author=f"p{n % 7}", discussion=f"d{n % 3}") for n in range(count)]


def follower(teller: Teller) -> Follower:
    return Follower(teller.house.services["reporting"], teller.database)


def counted(database: Database, what: str = "posts") -> int:
    return (database["figures"].find_one(COURSE) or {}).get(what, 0)


def told(database: Database) -> list[int]:
    return sorted(row["sequence"] for row in database["outbox"].find({"aggregate": f"figures/{COURSE}"}))
