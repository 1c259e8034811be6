"""Several requests side by side, each for its part of a page: whoever is slow or away costs that part alone."""

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any

import gevent
import structlog

from gateway.services.asking import Away, Refused

PATIENCE = 2.0
MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError, IndexError)
log = structlog.get_logger()


@dataclass(frozen=True)
class Part:
    """What one service gave for a part of a page; `trouble` is empty, `away`, or `refused`."""

    value: Any = None
    trouble: str = ""
    status: int = 200

    def then(self, take: Callable[[Any], Any]) -> "Part":
        """What is taken out of it: one answer may serve several parts of a page, which share its trouble."""
        return self if self.trouble else _part(str(take), lambda: take(self.value))


def together(**asked: Callable[[], Any]) -> dict[str, Part]:
    """Ask side by side, all within this request; whoever has not answered within `PATIENCE` seconds counts as away."""
    return _within(PATIENCE, asked)


def patiently(**asked: Callable[[], Any]) -> dict[str, Part]:
    """The same, for what takes a moment to make."""
    return _within(5 * PATIENCE, asked)


def _within(seconds: float, asked: dict[str, Callable[[], Any]]) -> dict[str, Part]:
    asking = {name: gevent.spawn(copy_context().run, _part, name, ask) for name, ask in asked.items()}
    gevent.joinall(list(asking.values()), timeout=seconds)
    late = [one for one in asking.values() if not one.ready()]
    gevent.killall(late, block=False)
    return {name: one.value if one.successful() else Part(trouble="away") for name, one in asking.items()}


def _part(name: str, ask: Callable[[], Any]) -> Part:
    try:
        return Part(ask())
    except Away:
        return Part(trouble="away")
    except Refused as refused:
        return Part(trouble="refused", status=refused.status)
    except MISSHAPEN as error:
        log.error("an answer has another shape", part=name, exc_info=error)
        return Part(trouble="away")
