"""What can be read of notifications, and the read models that a replay rebuilds."""

from notifications.views.bells import page_of_bells, unread
from notifications.views.mine import (
    chosen_levels,
    everything,
    history,
    language,
    level,
    muting,
    preferences,
    subscriptions,
)

COLLECTIONS = ("members", "registrations", "teams", "courses", "voices", "posts", "discussions", "kin", "titles")

__all__ = [
    "COLLECTIONS",
    "chosen_levels",
    "everything",
    "history",
    "language",
    "level",
    "muting",
    "page_of_bells",
    "preferences",
    "subscriptions",
    "unread",
]
