"""Reporting: ingest, replay, reads while a replay runs, the pull feed, dashboards, and the PDF of a report.

Every bare side is what plain code would do with the same documents: the same inserts in transactions of as many, the
same grouped writes made beforehand, the same lines printed from one cursor.
"""

import json
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import quantiles
from typing import Any

from kit import service
from kit.consumer import take_effect
from kit.event import Event, new_id
from kit.unit_of_work import Work, once
from kit.views import Views
from pymongo import UpdateOne
from pymongo.database import Database
from reporting import paper, store, views
from reporting.domain.feed import cloud_event, cursor

from tests.bench.ground import Ground, stopwatch
from tests.bench.measure import Measure
from tests.catalogue import contract

STORED, INGESTED, BATCH, ASKED = 200_000, 6_000, 300, 300
COURSE = "innovation-publique"
START = datetime(2026, 6, 1, tzinfo=UTC)
MIX = (
    *("forum.post.published",) * 5,
    *("notifications.notification.raised",) * 3,
    *("forum.post.thanked", "forum.discussion.opened", "notifications.notification.opened"),
    *("enrolment.learner.enrolled", "enrolment.session.attended", "forum.stance.taken"),
)
PEOPLE = ("learner", "author", "by")


def measures(ground: Ground) -> list[Measure]:
    this = service.load("reporting")
    name = ground.settings.database("reporting")
    database = ground.mongo[name]
    try:
        ingest = ground.in_turn("ingest", partial(_ingest, ground), partial(_bare_ingest, ground))
        stored = _fill(database, ground.amount(STORED))
        replay = ground.in_turn(
            "replay", partial(_replay, ground, stored), partial(_bare_replay, database, _writes(database))
        )
        memory = ground.alone("replay, memory", partial(_replay_apart, ground))
        reads = ground.in_turn("reads", partial(_reads_during_a_replay, ground), partial(_reads, database))
        feed = ground.in_turn("feed", partial(_feed, database), partial(_bare_feed, database))
        views.dashboards.make(database, COURSE)
        boards = ground.in_turn("dashboard", partial(_dashboards, database), partial(_finds, database))
        pdf = ground.alone("PDF", partial(_pdf, database, this))
        return [
            Measure("reporting, ingest beside batched inserts", "events/s", *ingest, asked=0.7),
            Measure("reporting, replay beside the same writes", "events/s", *replay, asked=0.6),
            Measure("reporting, replay, peak memory", "MB", memory, asked=200, at_most=True),
            Measure("reporting, reads during a replay, p99", "ms", *reads, asked=2, at_most=True),
            Measure("reporting, feed beside one cursor", "events/s", *feed, asked=0.5),
            Measure("reporting, dashboard beside a find", "ms", *boards, asked=5, at_most=True),
            Measure("reporting, PDF of a report", "s", pdf, asked=10, at_most=True),
        ]
    finally:
        ground.mongo.drop_database(name)


def _events(count: int) -> list[Event]:
    return [_event(number) for number in range(count)]


def _event(number: int) -> Event:
    short = MIX[number % len(MIX)]
    data = dict(EXAMPLES[short])
    data |= {name: f"person-{number % 3200:04}" for name in PEOPLE if name in data}
    if "discussion" in data:
        data["discussion"] = f"discussion-{number % 4000}"
    at = START + timedelta(seconds=number * 15)
    return Event(new_id(), f"org.bascule.{short}.v1", "/bascule", at, data, f"thing/{number}", 1)


EXAMPLES = {short: contract(f"org.bascule.{short}.v1")[1] | {"course": COURSE} for short in set(MIX)}


def _ingest(ground: Ground) -> float:
    this, count = service.load("reporting"), ground.amount(INGESTED)
    database = ground.fresh(this, "ours")
    readable = [this.reactions.read(event) for event in _events(count)]
    with stopwatch() as seconds:
        for start in range(0, count, BATCH):
            take_effect(database, this.reactions, readable[start : start + BATCH], "slot-00")
    return count / seconds()


def _bare_ingest(ground: Ground) -> float:
    this, count = service.load("reporting"), ground.amount(INGESTED)
    database = ground.fresh(this, "bare")
    documents = [{"_id": n} | _kept(event) for n, event in enumerate(_events(count), 1)]
    with stopwatch() as seconds:
        for start in range(0, count, BATCH):
            with database.client.start_session() as session, session.start_transaction():
                database["events"].insert_many(documents[start : start + BATCH], session=session)
    return count / seconds()


def _kept(event: Event) -> dict[str, Any]:
    return store.events.kept(event.with_data(event.data))


def _fill(database: Database, count: int) -> int:
    """The store with so many events, as if they had come."""
    database.client.drop_database(database.name)
    service.load("reporting").migrate(database)
    for start in range(0, count, 5_000):
        rows = range(start, min(count, start + 5_000))
        database["events"].insert_many([{"_id": n + 1} | _kept(_event(n)) for n in rows])
    database["counters"].update_one({"_id": store.COUNTER}, {"$set": {"position": count}})
    _rebuild(database)
    return count


def _rebuild(database: Database) -> None:
    from kit.replay import rebuild

    rebuild(service.load("reporting"), database, store.StoredEvents(database), lambda *_: None)


def _replay(ground: Ground, stored: int) -> float:
    with stopwatch() as seconds:
        _rebuild(ground.mongo[ground.settings.database("reporting")])
    return stored / seconds()


class _Recorded(Work):
    """Keeps the grouped writes of a batch instead of sending them."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, None, datetime.now(UTC), {})  # type: ignore[arg-type]

    @property
    def writes(self) -> list[Any]:
        return self._updates


def _writes(database: Database) -> list[list[Any]]:
    """The very writes of a replay, batch by batch, made beforehand."""
    reactions, found = service.load("reporting").reactions, []
    for batch in store.StoredEvents(database).read(0, store.position(database)):
        work = _Recorded(database)
        folded = Views(work, rename=lambda name: f"{name}.bare")
        reactions.apply_views((reactions.read(event) for _, event in batch if event), folded)
        folded.write()
        found.append(work.writes)
    return found


def _bare_replay(database: Database, writes: list[list[UpdateOne]]) -> float:
    """Read each batch, send its writes in one transaction."""
    for name in store.FOLDED:
        database.drop_collection(f"{name}.bare")
        database.create_collection(f"{name}.bare")
        if store.FOLDED[name]:
            database[f"{name}.bare"].create_indexes(store.FOLDED[name])
    last = store.position(database)
    with stopwatch() as seconds:
        for number, batch in enumerate(writes):
            list(database["events"].find({"_id": {"$gt": number * 500, "$lte": number * 500 + 500}}).sort("_id", 1))
            once(database, lambda work, batch=batch: work._updates.extend(batch))
    for name in store.FOLDED:
        database.drop_collection(f"{name}.bare")
    return last / seconds()


def _replay_apart(ground: Ground) -> float:
    """MB that `bascule replay reporting` takes at most."""
    process = _replaying(ground)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss / 1024


def _replaying(ground: Ground) -> subprocess.Popen[bytes]:
    servers = {"BASCULE_AMQP_URL": ground.urls.amqp, "BASCULE_MONGO_URL": ground.urls.mongo}
    env = os.environ | servers | {"BASCULE_NAMESPACE": ground.namespace}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "kit", "replay", "reporting"], env=env, **quiet)


def _reads(database: Database, until: threading.Event | None = None) -> float:
    """The 99th percentile of reading a course's figures, in ms."""
    taken: list[float] = []
    while len(taken) < ASKED if until is None else not until.is_set() or len(taken) < ASKED:
        began = time.perf_counter()
        views.figures(database, COURSE)
        taken.append(1000 * (time.perf_counter() - began))
    return quantiles(taken, n=100)[98]


def _reads_during_a_replay(ground: Ground) -> float:
    process, over = _replaying(ground), threading.Event()
    threading.Thread(target=lambda: (process.wait(), over.set()), daemon=True).start()
    return _reads(ground.mongo[ground.settings.database("reporting")], over)


def _feed(database: Database) -> float:
    asked, count = views.feed.Asked([COURSE], COURSE), 0
    with stopwatch() as seconds, open(os.devnull, "wb") as out:
        for block in views.feed.lines(database, asked):
            count += block.count(b"\n")
            out.write(block)
    return count / seconds()


def _bare_feed(database: Database) -> float:
    count = 0
    with stopwatch() as seconds, open(os.devnull, "wb") as out:
        for stored in database["events"].find({"course": COURSE}).sort("_id", 1):
            event = cloud_event(stored) | {"cursor": cursor(stored["_id"], COURSE)}
            out.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return count / seconds()


def _dashboards(database: Database) -> float:
    with stopwatch() as seconds:
        for _ in range(ASKED):
            views.dashboards.dashboard(database, COURSE)
    return 1000 * seconds() / ASKED


def _finds(database: Database) -> float:
    with stopwatch() as seconds:
        for _ in range(ASKED):
            database["dashboards"].find_one({"_id": COURSE})
    return 1000 * seconds() / ASKED


def _pdf(database: Database, this: Any) -> float:
    asked = {"course": COURSE, "first": "2026-06-01", "last": "2026-06-19", "title": "", "text": "", "language": "fr"}
    made = views.bilans.made(database, this.reactions, asked | {"position": store.position(database)})
    paper.pdf.cache_clear()
    with stopwatch() as seconds:
        paper.pdf(paper.page(made))
    return seconds()
