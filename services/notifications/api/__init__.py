"""Notifications over HTTP: everybody sees their own bell, and nobody else's."""

from notifications.api import bells, choices, links, mine
from notifications.api.blueprint import blueprint

__all__ = ["bells", "blueprint", "choices", "links", "mine"]
