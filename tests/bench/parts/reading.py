"""What reading the forum costs at 100,000 posts: documents touched for each that is shown, and time against 1,000."""

from collections.abc import Callable
from functools import partial
from typing import Any

from forum.service import service
from forum.views import discussions, posts, search
from kit.identity import Person
from pymongo.database import Database

from tests.bench import library
from tests.bench.ground import Ground
from tests.bench.measure import Measure, typical
from tests.touched import Finds

FEW, MANY = 1_000, 100_000
LIMIT, TIMES = 20, 20
ANNA = Person(library.READER, {library.COURSE: ("learner",)})
Read = Callable[[], list[Any]]


def measures(ground: Ground) -> list[Measure]:
    finds = Finds()
    listening = finds.client(ground.urls.mongo)
    few, many = (_filled(ground, listening, name, ground.amount(n)) for name, n in (("few", FEW), ("many", MANY)))
    lines = []
    for name, read in _readings(many).items():
        shown = len(read()) or 1
        touched = finds.touched(many, read) / shown
        lines.append(Measure(f"{name}: touched for each shown", "documents", [touched], asked=3, at_most=True))
        ours, bare = ground.in_turn(name, partial(_typical, read), partial(_typical, _readings(few)[name]))
        told = f"{name}: at 100,000 posts against 1,000"
        lines.append(Measure(told, "ms", _in_ms(ours), _in_ms(bare), asked=1.5, at_most=True))
    listening.close()
    return lines


def _filled(ground: Ground, client: Any, side: str, amount: int) -> Database:
    database = client[f"{ground.namespace}_{side}"]
    service.migrate(database)
    ground.tell(f"filling the forum with {amount:,} posts")
    library.fill(database, amount)
    return database


def _readings(database: Database) -> dict[str, Read]:
    """What people look at, by name; each gives what it shows."""
    listed = partial(_listed, database)
    return {
        "discussions": listed,
        "discussions, third page": partial(third_page, database),
        "discussions of a stage": partial(listed, stage=3),
        "discussions with a tag": partial(listed, tag="tag3"),
        "questions without an answer": partial(listed, filter="unanswered"),
        "unread discussions": partial(listed, filter="unread"),
        "followed discussions": partial(listed, filter="followed"),
        "a discussion's page": partial(_page, database),
        "search, one word": partial(_found, database, q=library.COMMON[0]),
        "search, two words": partial(_found, database, q=" ".join(library.COMMON[:2])),
        "search, a word and a tag": partial(_found, database, q=library.COMMON[0], tag="tag3"),
    }


def _listed(database: Database, **asked: Any) -> list[Any]:
    return discussions.discussions(database, ANNA, library.COURSE, {"limit": LIMIT, **asked})["items"]


def third_page(database: Database) -> list[Any]:
    """What the first three pages show."""
    shown, asked = [], {"limit": LIMIT}
    for _ in range(3):
        page = discussions.discussions(database, ANNA, library.COURSE, asked)
        shown += page["items"]
        asked["after"] = page["next"]
    return shown


def _page(database: Database) -> list[Any]:
    one = discussions.one(database, ANNA, library.first(database))
    return [one, *posts.of_discussion(database, ANNA, one, LIMIT, None)["items"]]


def _found(database: Database, **asked: Any) -> list[Any]:
    return search.search(database, ANNA, library.COURSE, {"limit": LIMIT, **asked})["items"]


def _typical(read: Read) -> float:
    return typical(lambda _: read(), TIMES)


def _in_ms(seconds: list[float]) -> list[float]:
    return [1000 * one for one in seconds]
