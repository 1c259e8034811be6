"""Folding stored events into views: alike for a follower, which goes on, and for a replay, which begins again."""

import traceback
from collections.abc import Callable

import structlog

from kit.errors import is_transient, refuses
from kit.event import Event
from kit.history import Batch
from kit.reactions import Reactions
from kit.views import Views

ASIDE = "aside"
"""The collection of what could not be folded, with its position and reason."""
log = structlog.get_logger()


def together_or_alone(batch: Batch, take: Callable[[Batch], None], aside: Callable[[Batch, Exception], None]) -> None:
    """Take a batch; when its data make that fail, one by one, and those aside that fail alone."""
    try:
        take(batch)
    except Exception as error:  # whatever a reaction raises, or the database of what it is given
        if is_transient(error) or refuses(error):
            raise
        if len(batch) == 1:
            aside(batch, error)
        else:
            for one in batch:
                together_or_alone([one], take, aside)


def read(reactions: Reactions, batch: Batch) -> list[Event]:
    """The events of a batch with their data checked and loaded; raises Unreadable."""
    return [reactions.read(event) for _, event in batch if event]


def fold(reactions: Reactions, events: list[Event], views: Views) -> None:
    """Write the views of events that were read."""
    reactions.apply_views(events, views)
    views.write()


def set_aside(batch: Batch, error: Exception, views: Views) -> None:
    """Keep the reason with the position: what the views lack stays known."""
    ((position, event),) = batch
    reason, details = f"{type(error).__name__}: {error}"[:300], "".join(traceback.format_exception(error))
    views.put(ASIDE, str(position), {"event": event.id if event else "", "reason": reason, "details": details})
    views.write()
    log.error("set aside", position=position, id=event.id if event else "", reason=reason)
