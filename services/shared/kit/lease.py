"""One relay per service at a time, without trusting anybody's clock.

The holder bumps a counter; a standby that has seen the counter stand still for `PATIENCE` seconds of its own
monotonic clock takes over, if it still stands when it does so. A holder that was merely slow finds out at its next
beat. For that instant two may send: duplicates, which the inbox removes.
"""

import time
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
        self._next_beat = 0.0

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
            self._held = self._bump({"holder": self.holder})
        if not self._held:
            self._held = self._take(now)
        return self._held

    def release(self) -> None:
        """Let a standby take over at once."""
        if self._held:
            self._leases.update_one({"_id": self._name, "holder": self.holder}, {"$set": {"holder": None}})
        self._held = False

    def _take(self, now: float) -> bool:
        current = self._leases.find_one({"_id": self._name})
        if current is None:
            try:
                self._leases.insert_one({"_id": self._name, "holder": self.holder, "beat": 0})
            except DuplicateKeyError:
                return False
            return True
        mark = (current["holder"], current["beat"])
        if mark != self._seen[0]:
            self._seen = (mark, now)
        stands_still = now - self._seen[1] >= PATIENCE
        return (current["holder"] is None or stands_still) and self._bump(
            {"holder": current["holder"], "beat": current["beat"]}
        )

    def _bump(self, where: dict[str, Any]) -> bool:
        change = {"$set": {"holder": self.holder}, "$inc": {"beat": 1}}
        return self._leases.update_one({"_id": self._name} | where, change).modified_count == 1
