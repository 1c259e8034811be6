"""Reporting: ingest, replay, reads while a replay runs, the pull feed, dashboards, and the PDF of a report.

Every bare side is what plain code would do with the same documents: the same inserts in transactions of as many, the
same grouped writes made beforehand, the same lines printed from one cursor.
"""

from functools import partial

from kit import service
from reporting import views

from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.bench.parts.reporting import ingest, reads, replay, stored

STORED = 200_000
"""Events that are replayed, and over which the feed and the dashboards are read; `--scale 5` makes them a million."""


def measures(ground: Ground) -> list[Measure]:
    name = ground.settings.database("reporting")
    database = ground.mongo[name]
    try:
        kept = ground.in_turn("ingest", partial(ingest.ours, ground), partial(ingest.bare, ground))
        followed = ground.alone("follow", partial(ingest.followed, ground))
        count = stored.fill(database, ground.amount(STORED))
        writes = replay.writes(database)
        rebuilt = ground.in_turn("replay", partial(replay.ours, ground, count), partial(replay.bare, database, writes))
        memory = ground.alone("replay, memory", partial(replay.memory, ground))
        meanwhile = ground.in_turn("reads", partial(reads.during_a_replay, ground), partial(reads.p99, database))
        feed = ground.in_turn("feed", partial(reads.feed, database), partial(reads.bare_feed, database))
        resident = ground.alone("feed, memory", partial(reads.feed_memory, ground))
        views.dashboards.make(database, stored.COURSE)
        boards = ground.in_turn("dashboard", partial(reads.dashboards, database), partial(reads.finds, database))
        pdf = ground.alone("PDF", partial(reads.pdf, database, service.load("reporting")))
        return [
            Measure("reporting, ingest beside batched inserts", "events/s", *kept, asked=0.7),
            Measure("reporting, events followed", "events/s", followed),
            Measure(f"reporting, replay of {count:,} beside the same writes", "events/s", *rebuilt, asked=0.6),
            Measure("reporting, replay, peak memory", "MB", memory, asked=200, at_most=True),
            Measure("reporting, reads during a replay, p99", "ms", *meanwhile, asked=2, at_most=True),
            Measure(f"reporting, feed of {count:,} beside one cursor", "events/s", *feed, asked=0.5),
            Measure("reporting, feed, memory that it adds", "MB", resident, asked=50, at_most=True),
            Measure("reporting, dashboard beside a find", "ms", *boards, asked=5, at_most=True),
            Measure("reporting, PDF of a report", "s", pdf, asked=10, at_most=True),
        ]
    finally:
        ground.mongo.drop_database(name)
