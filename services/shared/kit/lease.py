"""One relay per service at a time, without trusting anybody's clock.

The holder bumps a counter; a standby that has seen the counter stand still for `PATIENCE` seconds of its own
monotonic clock takes over, if it still stands when it does so. A holder that was merely slow finds out at its next
beat. For that instant two may send: duplicates, which the inbox removes. Whoever needs a holder to stand still, as a
backup does, claims the lease: its holder gives way at its next beat, and the others go on standing by.
"""

import time
from datetime import UTC, datetime
from typing import Any

from pymongo import IndexModel
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

COLLECTION = "leases"
INDEXES: list[IndexModel] = []
PATIENCE = 3.0
BEAT = 0.5


class Lease:
    """A named lease in a service's database; times in seconds."""

    def __init__(self, database: Database, name: str, holder: str) -> None:
        self._leases, self._name, self.holder = database[COLLECTION], name, holder
        self._held = False
        self._seen: tuple[Any, float] = (None, 0.0)
        self._next_beat = self._next_note = 0.0

    @property
    def held(self) -> bool:
        """Whether it was ours at the last beat."""
        return self._held

    def hold(self) -> bool:
        """Keep the lease, or try to get it; cheap when called often. True while it is ours."""
        now = time.monotonic()
        if now < self._next_beat:
            return self._held
        self._next_beat = now + BEAT
        if self._held:
            self._held = self._bump({"holder": self.holder, "wanted": {"$in": [None, self.holder]}})
        if not self._held:
            self._held = self._take(now)
        return self._held

    def claim(self) -> None:
        """Ask whoever holds it to give way; `hold` then succeeds within a few seconds."""
        self._leases.update_one({"_id": self._name}, {"$set": {"wanted": self.holder}}, upsert=True)

    def note(self, **facts: Any) -> None:
        """Leave word of how far its holder is, for whoever looks; at most once a beat."""
        now = time.monotonic()
        if self._held and now >= self._next_note:
            self._next_note = now + BEAT
            said = {"$set": {"note": facts | {"at": datetime.now(UTC)}}}
            self._leases.update_one({"_id": self._name, "holder": self.holder}, said)

    def release(self) -> None:
        """Let a standby take over at once."""
        if self._held:
            free = {"$set": {"holder": None, "wanted": None}, "$unset": {"note": ""}}
            self._leases.update_one({"_id": self._name, "holder": self.holder}, free)
        self._held = False

    def _take(self, now: float) -> bool:
        current = self._leases.find_one({"_id": self._name})
        if current is None:
            try:
                self._leases.insert_one({"_id": self._name, "holder": self.holder, "beat": 0})
            except DuplicateKeyError:
                return False
            return True
        mark = (current.get("holder"), current.get("beat"))
        if mark != self._seen[0]:
            self._seen = (mark, now)
        gives_way = current.get("wanted") == self.holder  # then its holder beats no more
        stands_still = now - self._seen[1] >= (3 * BEAT if gives_way else PATIENCE)
        is_free = mark[0] is None and current.get("wanted") in (None, self.holder)
        return (is_free or stands_still) and self._bump({"holder": mark[0], "beat": mark[1]}, {"wanted": None})

    def _bump(self, where: dict[str, Any], also: dict[str, Any] | None = None) -> bool:
        change = {"$set": {"holder": self.holder} | (also or {}), "$inc": {"beat": 1}}
        return self._leases.update_one({"_id": self._name} | where, change).modified_count == 1
