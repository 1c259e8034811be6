"""`bascule …` with one thing changed, to be run in place of the real process: tampered.py CHANGE web|relay|worker …

A process can be killed from outside at any time, but not between two steps that are a millisecond apart. So it kills
itself there: the first time that it comes by, with all its kin, as `kill -9` would.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import wraps
from typing import Any

from forum.events import POST_PUBLISHED
from kit import __main__, fence, inbox, outbox, relay, service, unit_of_work, web
from kit.broker import Deliveries
from kit.event import Event, Fact
from kit.lease import Lease
from kit.reactions import Reactions
from kit.unit_of_work import Work
from kit.verbs import deploying, running

NEXT = Fact(POST_PUBLISHED.type[:-1] + "2", POST_PUBLISHED.schema)
SLOW = 0.01
"""Seconds that an effect takes more, when it is slow."""


def die() -> None:
    os.killpg(os.getpgrp(), signal.SIGKILL)


def before(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def dies_instead(*arguments: Any, **named: Any) -> None:
        die()

    return dies_instead


def after(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def dies_then(*arguments: Any, **named: Any) -> None:
        function(*arguments, **named)
        die()

    return dies_then


def between_commit_and_ack() -> None:
    Deliveries.acknowledge = before(Deliveries.acknowledge)  # type: ignore[method-assign]


def between_confirm_and_mark() -> None:
    mark_sent = outbox.mark_sent
    outbox.mark_sent = lambda database, rows, now: die() if rows else mark_sent(database, rows, now)  # type: ignore[assignment]


def between_commit_and_answer() -> None:
    web.transact = after(web.transact)


def between_write_and_commit() -> None:
    Work.flush = after(Work.flush)  # type: ignore[method-assign]


def always_leads() -> None:
    Lease.hold = lambda self: True  # type: ignore[method-assign]


class Ahead(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + timedelta(hours=1)


def an_hour_ahead() -> None:
    for module in (unit_of_work, relay, outbox, fence, inbox):
        if hasattr(module, "datetime"):
            module.datetime = Ahead  # type: ignore[attr-defined]


def slow_effects() -> None:
    apply_effects = Reactions.apply_effects

    def slowly(self: Reactions, events: list[Event], work: Work) -> None:
        time.sleep(SLOW * len(events))
        apply_effects(self, events, work)

    Reactions.apply_effects = slowly  # type: ignore[method-assign]


def tells_the_next_version() -> None:
    emit = Work.emit

    def emit_next(self: Work, fact: Fact, *arguments: Any, **named: Any) -> str:
        return emit(self, NEXT if fact.type == POST_PUBLISHED.type else fact, *arguments, **named)

    Work.emit = emit_next  # type: ignore[method-assign]


def reads_both_versions() -> None:
    """As a service does that was upgraded before whoever tells: `on.upcast` the other way round reads alike."""
    load = service.load

    def load_next(name: str) -> Any:
        this = load(name)
        known = this.reactions.facts.get(POST_PUBLISHED.type)
        if known and NEXT.type not in this.reactions.facts:
            this.reactions.upcast(Fact(NEXT.type, known.schema), known, dict)
        return this

    service.load = load_next
    for module in (deploying, running):
        module.load = load_next  # type: ignore[attr-defined]


CHANGES = (
    an_hour_ahead,
    reads_both_versions,
    tells_the_next_version,
    slow_effects,
    between_commit_and_ack,
    between_confirm_and_mark,
    between_commit_and_answer,
    between_write_and_commit,
    always_leads,
)


if __name__ == "__main__":
    {change.__name__: change for change in CHANGES}[sys.argv.pop(1)]()
    __main__.main()
