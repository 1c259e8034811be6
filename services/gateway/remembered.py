"""What is the same for everybody and seldom changes, remembered for a moment: the course, its stages, people's names.

So a page asks the services only for what is its own. What was remembered too long is still shown while it is asked for
anew, and for some minutes more when the service is away.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any

import gevent
from cachetools import LRUCache

from gateway.services import Away

MOST = 20_000
FRESH = 20.0
STALE = 600.0


class Memory:
    """Seconds: `fresh` are answered from here, up to `stale` too while one asker finds out."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._known: LRUCache[Hashable, tuple[float, Any]] = LRUCache(most)
        self._asking: set[Hashable] = set()
        self._clock = clock

    def get(self, key: Hashable, ask: Callable[[], Any], fresh: float = FRESH, stale: float = STALE) -> Any:
        """What is known, else what `ask` answers; raises what it raises when nothing is known."""
        at, value = self._known.get(key, (None, None))
        age = self._clock() - at if at is not None else stale
        if age < fresh:
            return value
        if age >= stale:
            return self._ask(key, ask)
        if key not in self._asking:
            self._asking.add(key)
            gevent.spawn(self._refresh, key, ask)
        return value

    def peek(self, key: Hashable, fresh: float = FRESH) -> Any:
        """What is known and fresh, None otherwise."""
        at, value = self._known.get(key, (None, None))
        return value if at is not None and self._clock() - at < fresh else None

    def put(self, key: Hashable, value: Any) -> None:
        self._known[key] = (self._clock(), value)

    def forget(self, key: Hashable) -> None:
        self._known.pop(key, None)

    def _ask(self, key: Hashable, ask: Callable[[], Any]) -> Any:
        value = ask()
        self.put(key, value)
        return value

    def _refresh(self, key: Hashable, ask: Callable[[], Any]) -> None:
        try:
            self._ask(key, ask)
        except Away:
            pass  # what is known goes on being shown, until it is stale
        finally:
            self._asking.discard(key)
