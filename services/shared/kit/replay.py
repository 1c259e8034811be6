"""Rebuilds a service's read models from the stored events while the live ones serve, then swaps them in.

Only views run: their writer can fold into the shadow collections and do nothing else, so a rebuild notifies nobody.
First the whole history is folded; then the fence is shut, which stops the workers between two batches; what they made
effective meanwhile is folded too, the shadows take the live names, and the fence opens. An event counts exactly when
its inbox mark says that it took effect: what still waits in the queue, or was parked, is left to the workers.

The history is the stream, whose offset gives a total order, or the service's own (`Service.history`): then a rebuild
folds up to the place of the follower, which is what is shut out.
"""

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pymongo.database import Database

from kit import fence, inbox
from kit.event import Event
from kit.folding import ASIDE, fold, read, set_aside, together_or_alone
from kit.history import BATCH, Batch, CannotReplay, History
from kit.lease import BEAT, PATIENCE, Lease
from kit.service import Service
from kit.unit_of_work import once
from kit.views import Views

REST = 0.1
"""Of the time that a batch took: for that long the database belongs to those who read and write meanwhile."""
SETTLING = 10.0
"""Seconds that the workers may be kept waiting for the last events before the swap."""
Progress = Callable[[str, int, int], None]


@dataclass
class Rebuilt:
    """What a replay did; `seconds_shut` is how long the workers stood still."""

    events: int
    seconds: float
    seconds_shut: float


def shadow(name: str) -> str:
    return f"{name}.shadow"


def rebuild(service: Service, database: Database, history: History, progress: Progress) -> Rebuilt:
    """Rebuild all views of a service; raises CannotReplay, or what the broker or the database raise when away."""
    started = time.monotonic()
    lease = _alone(service, database)
    try:
        _make_shadows(service, database)
        replay = _Replay(service, database, history, progress, lease)
        while replay.fold_history("rebuilding", REST) > BATCH:
            pass  # what came meanwhile, until little is left to do while the workers stand still
        fence.shut(database)
        shut = time.monotonic()
        try:
            replay.catch_up()
            for name in _rebuilt(service):
                database[shadow(name)].rename(name, dropTarget=True)
        finally:
            fence.open_again(database)
    finally:
        lease.release()
    now = time.monotonic()
    return Rebuilt(replay.events, now - started, now - shut)


class _Replay:
    """One run over the history; `_late` are events that no worker had made effective when they were read."""

    def __init__(
        self, service: Service, database: Database, history: History, progress: Progress, lease: Lease
    ) -> None:
        self._reactions, self._database, self._history = service.reactions, database, history
        self._progress, self._lease = progress, lease
        self._began = datetime.now(UTC) - timedelta(minutes=1)
        self._position = -1
        self._late: dict[str, tuple[int, Event | None]] = {}
        self._folded: set[str] = set()
        self.events = 0

    def fold_history(self, stage: str, rest: float = 0.0) -> int:
        """Fold everything from the position reached to the last there is; returns how far that was.

        After each batch it rests for `rest` times as long as the batch took.
        """
        before, last = self._position, self._history.last()
        for batch in self._history.read(before, last):
            if not self._lease.hold():
                raise CannotReplay("another replay of this service has taken over")
            began = time.monotonic()
            self._fold(batch)
            time.sleep(rest * (time.monotonic() - began))
            self._position = batch[-1][0]
            reached, of = self._position + 1, max(last, self._position) + 1
            self._progress(stage, reached, of)
            self._lease.note(done=reached, of=of)
        return self._position - before

    def catch_up(self) -> None:
        """With the fence shut: fold what took effect since, until all of it has been seen."""
        until = time.monotonic() + SETTLING
        while True:
            self.fold_history("catching up")
            late, self._late = list(self._late.values()), {}
            self._fold(late)
            if not self._missing():
                return
            if time.monotonic() > until:
                raise CannotReplay("the last events could not all be read in time; try again at a quieter hour")

    def _missing(self) -> bool:
        """Whether an event took effect lately that the history has not shown yet."""
        if self._history.proven:
            return False
        lately = {"at": {"$gte": self._began}, "type": {"$in": list(self._reactions.views)}}
        marks = self._database[inbox.COLLECTION].find(lately, {"_id": 1})
        return any(mark["_id"] not in self._folded for mark in marks)

    def _fold(self, batch: Batch) -> None:
        due = [one for one in batch if one[1] and one[1].type in self._reactions.views]
        due = due if self._history.proven else self._effective(due)
        if due:
            together_or_alone(due, self._take, self._set_aside)
            self.events += len(due)

    def _effective(self, batch: Batch) -> Batch:
        """Those that took effect and were not folded yet; the others are looked at again in the end."""
        new = {one[1].id: one for one in batch if one[1] and one[1].id not in self._folded}
        effective = inbox.seen(self._database, new)
        self._late.update({name: one for name, one in new.items() if name not in effective})
        self._folded.update(effective)
        return [one for name, one in new.items() if name in effective]

    def _take(self, batch: Batch) -> None:
        # nobody else writes here, and a commit of unknown fate must not be repeated: once
        once(
            self._database, lambda work: fold(self._reactions, read(self._reactions, batch), Views(work, rename=shadow))
        )

    def _set_aside(self, batch: Batch, error: Exception) -> None:
        if not self._history.proven:
            raise error
        once(self._database, lambda work: set_aside(batch, error, Views(work, rename=shadow)))


def _rebuilt(service: Service) -> tuple[str, ...]:
    """The views, and what could not be folded into them."""
    return (*service.views, ASIDE) if service.history else service.views


def _alone(service: Service, database: Database) -> Lease:
    """The lease of a service's only replay; waits out one that died. Raises CannotReplay while another is alive."""
    lease = Lease(database, "replay", f"{socket.gethostname()}:{os.getpid()}")
    until = time.monotonic() + PATIENCE + 2 * BEAT
    while not lease.hold():
        if time.monotonic() > until:
            raise CannotReplay(f"another replay of {service.name} is under way")
        time.sleep(BEAT)
    return lease


def _make_shadows(service: Service, database: Database) -> None:
    for name in _rebuilt(service):
        database.drop_collection(shadow(name))
        database.create_collection(shadow(name))
        if indexes := service.collections.get(name):
            database[shadow(name)].create_indexes(indexes)
