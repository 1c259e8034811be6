"""Whether news leave by mail or push, now, later, or not at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from notifications.domain import Document, clocks
from notifications.domain.kinds import KINDS


class Fate(NamedTuple):
    """`outcome` is empty when it is to be sent now, or waits until `later`."""

    outcome: str = ""
    later: datetime | None = None


SEND = Fate()


def fate(mail: Mapping[str, Any], preferences: Document, *, seen: bool, lately: int, now: datetime) -> Fate:
    """What happens to news that wait: seen, they need no mail; quiet hours put off; a ceiling leads to the digest.

    `lately` counts the person's mails of the last seven days, at least as far as the ceiling. Urgent kinds wait for
    nothing and count for nothing.
    """
    if seen:
        return Fate("cancelled")
    if KINDS[mail["kind"]].urgent:
        return SEND
    if later := clocks.quiet_until(preferences, now):
        return Fate(later=later)
    ceiling = ceiling_of(mail, preferences)
    return Fate("ceiling") if ceiling is not None and lately >= ceiling else SEND


def ceiling_of(mail: Mapping[str, Any], preferences: Document) -> int | None:
    """How many mails like this one somebody wants in a week; None when that does not matter."""
    return preferences["weekly_ceiling"] if counts(mail) else None


def counts(mail: Mapping[str, Any]) -> bool:
    """Whether news count towards the ceiling of the week when they were sent."""
    return mail["channel"] == "mail" and not KINDS[mail["kind"]].urgent
