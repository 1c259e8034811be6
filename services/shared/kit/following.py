"""For a service that keeps every event itself: to take one is to keep it, and a follower of what is kept does the rest.

Keeping is one insert in one transaction. The follower reads on from its place, folds what it reads into the views, lets
effects act, and commits all of it with its new place: an event takes effect once and in the order in which it was kept,
whoever is killed in between. A few events that are next in line are kept and followed in the same transaction, so that
what somebody waits for takes one; many at once are only kept, so that a busy inbox empties quickly. A replay folds the
same events by the same functions, into shadows.

Every worker has a follower, which it rings as soon as it has kept something; there is no leader. All of them move one
place: of two that meet, one finds it moved and goes on from there. What cannot be folded even alone is set aside with
its reason, so that it holds up nobody; a replay tries it again.
"""

import random
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import structlog
from pymongo import IndexModel
from pymongo.database import Database

from kit import fence, metrics, orphans
from kit.errors import Stale, is_duplicate, is_transient, refuses
from kit.event import Event
from kit.folding import ASIDE, fold, read, set_aside, together_or_alone
from kit.history import BATCH, Batch, Kept
from kit.unit_of_work import Work, once
from kit.views import Views

if TYPE_CHECKING:
    from kit.service import Service

PLACES, VIEWS = "places", "views"
COLLECTIONS: dict[str, list[IndexModel]] = {PLACES: [], ASIDE: []}
TIMER = 1.0
"""Seconds after which a follower looks although nobody rang: whoever kept something may have died before ringing."""
GATHER = 0.1
"""Seconds for which it waits for more when nobody hears of what there is."""
LONGEST_WAIT = 0.5
FEW = 50
"""Events that may be followed in the transaction that keeps them."""
log = structlog.get_logger()


def prepare(database: Database, position: int) -> None:
    """Make the place exist; views that are there already hold everything up to `position`."""
    first = {"position": position, "version": 0}
    database[PLACES].update_one({"_id": VIEWS}, {"$setOnInsert": first}, upsert=True)


def position(database: Database) -> int:
    """Up to which the views hold everything; 0 at first."""
    place = database[PLACES].find_one(VIEWS)
    return place["position"] if place else 0


def hold_back(work: Work) -> None:
    """Part of a transaction that changes views in another way: no follower's transaction overlaps with it."""
    place = work.find_one(PLACES, VIEWS)
    if place is None:
        raise Stale("the follower has no place yet")
    work.change(PLACES, place, {})


class Follower:
    """Brings the views up to what is kept; `ring` says that there is more."""

    def __init__(self, service: "Service", database: Database) -> None:
        assert service.history
        self.history: Kept = service.history(database)
        self._reactions, self._database = service.reactions, database
        self._slot, self._bell, self._hurry = fence.slot(), threading.Event(), threading.Event()
        self._place: dict[str, Any] | None = None
        self._at_work = threading.Lock()

    def keep(self, events: list[Event], *, look_first: bool) -> int:
        """Keep events in one transaction, and follow them there if they are few and next; returns how many were new.

        What cannot be followed is kept all the same: that is for `run` to settle. Raises what the database raises.
        """
        if len(events) <= FEW and self._at_work.acquire(blocking=False):
            try:
                return self._keep(events, look_first, self._follow_at_once)
            except Exception as error:
                self._place = None  # it may have moved
                if is_transient(error) or is_duplicate(error) or refuses(error):
                    raise
            finally:
                self._at_work.release()
        return self._keep(events, look_first, lambda work, kept: None)

    def _keep(
        self, events: list[Event], look_first: bool, follow: Callable[[Work, Batch], dict[str, Any] | None]
    ) -> int:
        def apply(work: Work) -> tuple[Batch, dict[str, Any] | None]:
            kept = self.history.keep(work, events, look_first=look_first)
            return kept, follow(work, kept) if kept else None

        kept, moved = once(self._database, apply, cause=events[0].as_cause())
        if moved:
            self._place = moved
            metrics.took_effect(event.time for _, event in kept if event)
        elif kept:
            self.ring(hurry=any(self._reactions.hurries(event.type) for event in events))
        return len(kept)

    def _follow_at_once(self, work: Work, kept: Batch) -> dict[str, Any] | None:
        """The place after what was kept, or None when something before it is still to be followed."""
        before = kept[0][0] - 1
        if not self._place or self._place["position"] != before:  # another worker has moved it, or it is far behind
            self._place = work.find_one(PLACES, VIEWS)
        if not self._place or self._place["position"] != before:
            return None
        return self._follow(work, kept, [event for _, event in kept if event])

    def ring(self, *, hurry: bool = True) -> None:
        """There is more; with `hurry`, somebody hears of what follows from it."""
        if hurry:
            self._hurry.set()
        self._bell.set()

    def run(self, stopping: threading.Event) -> None:
        """Follow until stopped, and rung once more; a batch at work is finished."""
        failed = 0
        while not stopping.is_set():
            try:
                more = self.step() == BATCH
                failed = 0
            except Exception as error:  # nothing that goes wrong may end it: the views would stand still for ever
                failed += 1
                self._wait(stopping, failed, error)
                continue
            if not more:
                self._wait_for_more()

    def _wait_for_more(self) -> None:
        if self._bell.wait(TIMER):
            self._hurry.wait(GATHER)
        self._bell.clear()
        self._hurry.clear()

    def catch_up(self) -> None:
        """Fold all that is kept."""
        while self.step():
            pass

    def step(self) -> int:
        """Make the next events take effect; returns how many there were. Raises Stale when another was quicker."""
        with self._at_work:
            return self._step()

    def _step(self) -> int:
        self._place = self._place or self._database[PLACES].find_one(VIEWS)
        if self._place is None:
            return 0
        at = self._place["position"]
        try:
            batch = _up_to_the_first_gap(next(self.history.read(at, at + BATCH), []), at)
            if batch:
                together_or_alone(batch, self._take, self._set_aside)
        except Exception:
            self._place = None  # it may have moved
            raise
        return len(batch)

    def _take(self, batch: Batch) -> None:
        self._place = once(self._database, lambda work: self._follow(work, batch, read(self._reactions, batch)))
        metrics.took_effect(event.time for _, event in batch if event)

    def _follow(self, work: Work, batch: Batch, events: list[Event]) -> dict[str, Any]:
        moved = self._move(work, batch)
        fold(self._reactions, events, Views(work))
        self._reactions.apply_effects(events, work)
        return moved

    def _set_aside(self, batch: Batch, error: Exception) -> None:
        def apply(work: Work) -> dict[str, Any]:
            moved = self._move(work, batch)
            set_aside(batch, error, Views(work))
            return moved

        self._place = once(self._database, apply)
        metrics.PARKED.inc()

    def _move(self, work: Work, batch: Batch) -> dict[str, Any]:
        """Part of the transaction: the place after the batch, unless another follower or a replay came first."""
        assert self._place
        fence.pass_through(work, self._slot)
        reached = batch[-1][0]
        version = work.change(PLACES, self._place, {"$set": {"position": reached}})
        return {"_id": VIEWS, "position": reached, "version": version}

    def _wait(self, stopping: threading.Event, failed: int, error: Exception) -> None:
        if failed >= 5 or not is_transient(error):
            log.warning("the follower waits", reason=f"{type(error).__name__}: {error}"[:300], times=failed)
        if failed % 8 == 0:  # half a second of conflicts: with somebody who died?
            _end_orphans(self._database)
        stopping.wait(random.uniform(0, min(LONGEST_WAIT, 0.002 * 2 ** min(failed, 10))))


def _up_to_the_first_gap(batch: Batch, after: int) -> Batch:
    """What is kept in the midst of a reading may be seen from its middle on; its beginning is there the next time."""
    return [one for expected, one in enumerate(batch, after + 1) if one[0] == expected]


def _end_orphans(database: Database) -> None:
    try:
        orphans.end(database)
    except Exception as error:  # it is called while something else went wrong, and must not end the follower either
        log.info("orphans are left", reason=type(error).__name__)
