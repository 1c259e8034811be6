"""Reading: figures while a replay runs, the feed and its memory, dashboards beside a find by key, a report as PDF."""

import json
import os
import subprocess
import sys
import threading
import time
from statistics import quantiles

from kit.service import Service
from pymongo.database import Database
from reporting import paper, store, views
from reporting.domain.feed import cloud_event, cursor

from tests.bench.ground import Ground, stopwatch
from tests.bench.parts.reporting import replay
from tests.bench.parts.reporting.stored import COURSE

ASKED = 300


def p99(database: Database, until: threading.Event | None = None) -> float:
    """The 99th percentile of reading a course's figures, in ms."""
    taken: list[float] = []
    while len(taken) < ASKED if until is None else not until.is_set() or len(taken) < ASKED:
        began = time.perf_counter()
        views.figures(database, COURSE)
        taken.append(1000 * (time.perf_counter() - began))
    return quantiles(taken, n=100)[98]


def during_a_replay(ground: Ground, peaks: list[float]) -> float:
    """The same while a replay runs in a process of its own; what that took of memory joins the `peaks`, in MB."""
    process, over = replay.apart(ground), threading.Event()
    threading.Thread(target=lambda: (peaks.append(replay.peak(process)), over.set()), daemon=True).start()
    return p99(ground.mongo[ground.settings.database("reporting")], over)


def feed(database: Database) -> float:
    asked, count = views.feed.Asked([COURSE], COURSE), 0
    with stopwatch() as seconds, open(os.devnull, "wb") as out:
        for block in views.feed.lines(database, asked):
            count += block.count(b"\n")
            out.write(block)
    return count / seconds()


def bare_feed(database: Database) -> float:
    count = 0
    with stopwatch() as seconds, open(os.devnull, "wb") as out:
        for stored in database["events"].find({"course": COURSE}).sort("_id", 1):
            event = cloud_event(stored) | {"cursor": cursor(stored["_id"], COURSE)}
            out.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            count += 1
    return count / seconds()


def dashboards(database: Database) -> float:
    with stopwatch() as seconds:
        for _ in range(ASKED):
            views.dashboards.dashboard(database, COURSE)
    return 1000 * seconds() / ASKED


def finds(database: Database) -> float:
    with stopwatch() as seconds:
        for _ in range(ASKED):
            database["dashboards"].find_one({"_id": COURSE})
    return 1000 * seconds() / ASKED


def report(database: Database, this: Service) -> bytes:
    """Of half of the days."""
    asked = {"course": COURSE, "first": "2026-06-01", "last": "2026-06-30", "title": "", "text": "", "language": "fr"}
    return views.bilans.made(database, this.reactions, asked | {"position": store.position(database)})


def making(database: Database, this: Service) -> float:
    with stopwatch() as seconds:
        report(database, this)
    return seconds()


def pdf(made: bytes) -> float:
    paper.pdf.cache_clear()
    with stopwatch() as seconds:
        paper.pdf(paper.page(made))
    return seconds()


def feed_memory(ground: Ground) -> float:
    """MB that a process grows by while it reads the feed to its end, after its first block."""
    script = (
        "import sys; from kit.unit_of_work import connect; from reporting.views import feed; "
        "from tests.bench.memory import megabytes\n"
        "blocks = feed.lines(connect(sys.argv[1])[sys.argv[2]], feed.Asked(None, ''))\n"
        "next(blocks); before = megabytes('self', 'status', 'VmRSS')\n"
        "for _ in blocks: pass\n"
        "print(megabytes('self', 'status', 'VmHWM') - before)"
    )
    asked = [sys.executable, "-c", script, ground.urls.mongo, ground.settings.database("reporting")]
    return float(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
