"""What can be asked of notifications."""

from notifications.commands.bells import mark_read
from notifications.commands.choices import (
    change_level,
    change_preferences,
    mute_by_link,
    subscribe,
    unsubscribe,
)

__all__ = ["change_level", "change_preferences", "mark_read", "mute_by_link", "subscribe", "unsubscribe"]
