"""Reporting: ingest, replay, reads while a replay runs, the pull feed, dashboards, and the PDF of a report.

Every bare side is what plain code would do with the same documents: the same inserts in transactions of as many, the
same grouped writes made beforehand, the same lines printed from one cursor.
"""

from functools import partial

from kit import service
from pymongo.database import Database
from reporting import views

from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.bench.parts.reporting import ingest, reads, replay, stored

REPLAYED, READ = 200_000, 1_000_000
"""Events that are replayed and reported on; events over which the feed and the dashboards are read."""


def measures(ground: Ground) -> list[Measure]:
    name = ground.settings.database("reporting")
    database, this = ground.mongo[name], service.load("reporting")
    try:
        lines = _coming(ground)
        this.migrate(database)
        stored.fill(ground, database, ground.amount(REPLAYED), ground.amount(REPLAYED))
        lines += _rebuilding(ground, database)
        made = ground.alone("report", partial(reads.making, database, this))
        pdf = ground.alone("PDF", partial(reads.pdf, reads.report(database, this)))
        stored.fill(ground, database, ground.amount(READ), ground.amount(REPLAYED))
        stored.fold(ground, database)
        return [
            *lines,
            *_reading(ground, database),
            Measure(f"reporting, a report made of {ground.amount(REPLAYED):,}", "s", made),
            Measure("reporting, its PDF", "s", pdf, asked=10, at_most=True),
        ]
    finally:
        ground.mongo.drop_database(name)


def _coming(ground: Ground) -> list[Measure]:
    kept = ground.in_turn("ingest", partial(ingest.ours, ground), partial(ingest.bare, ground))
    followed = ground.alone("follow", partial(ingest.followed, ground))
    return [
        Measure("reporting, ingest beside batched inserts", "events/s", *kept, asked=0.7),
        Measure("reporting, events followed", "events/s", followed),
    ]


def _rebuilding(ground: Ground, database: Database) -> list[Measure]:
    count, peaks = ground.amount(REPLAYED), list[float]()
    writes = replay.writes(database)
    rebuilt = ground.in_turn("replay", partial(replay.ours, ground, count), partial(replay.bare, database, writes))
    meanwhile = ground.in_turn("reads", partial(reads.during_a_replay, ground, peaks), partial(reads.p99, database))
    return [
        Measure(f"reporting, replay of {count:,} beside the same writes", "events/s", *rebuilt, asked=0.6),
        Measure("reporting, replay, peak memory", "MB", peaks, asked=200, at_most=True),
        Measure("reporting, reads during a replay, p99", "ms", *meanwhile, asked=2, at_most=True),
    ]


def _reading(ground: Ground, database: Database) -> list[Measure]:
    count = ground.amount(READ)
    feed = ground.in_turn("feed", partial(reads.feed, database), partial(reads.bare_feed, database))
    resident = ground.alone("feed, memory", partial(reads.feed_memory, ground))
    views.dashboards.make(database, stored.COURSE)
    boards = ground.in_turn("dashboard", partial(reads.dashboards, database), partial(reads.finds, database))
    return [
        Measure(f"reporting, feed of {count:,} beside one cursor", "events/s", *feed, asked=0.5),
        Measure("reporting, feed, memory that it adds", "MB", resident, asked=50, at_most=True),
        Measure(f"reporting, dashboard of {count:,} beside a find", "ms", *boards, asked=5, at_most=True),
    ]
