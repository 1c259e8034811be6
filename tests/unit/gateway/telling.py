"""What the tests of live news tell: figures for everybody, bells for some, and a newsroom that is ready."""

from gateway.news import News, Ring
from gateway.newsroom import Newsroom

COURSE = "innovation-publique"


def figures(offset: int, course: str = COURSE) -> News:
    return News(offset, "figures", course, f"{offset}")


def bell(offset: int, *recipients: str) -> News:
    return News(offset, "bell", COURSE, f"{offset}", frozenset(recipients))


def fresh(offset: int, topic: str) -> News:
    return News(offset, "fresh", COURSE, f"{offset}", topic=topic)


def offsets(news: list[News] | None) -> list[int] | None:
    return None if news is None else [one.offset for one in news]


def ready(ring: Ring | None = None) -> Newsroom:
    room = Newsroom(ring)
    room.reach(room.ring.last, is_ready=True)
    return room
