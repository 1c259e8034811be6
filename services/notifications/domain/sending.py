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


def fate(mail: Mapping[str, Any], preferences: Document, *, seen: bool, sent_lately: int, now: datetime) -> Fate:
    """What happens to news that wait: seen, they need no mail; quiet hours put off; a ceiling leads to the digest.

    `sent_lately` counts the person's mails of the last seven days. Urgent kinds wait for nothing and count for nothing.
    """
    if seen:
        return Fate("cancelled")
    if KINDS[mail["kind"]].urgent:
        return SEND
    if later := clocks.quiet_until(preferences, now):
        return Fate(later=later)
    ceiling = preferences["weekly_ceiling"]
    if mail["channel"] == "mail" and ceiling is not None and sent_lately >= ceiling:
        return Fate("ceiling")
    return SEND
