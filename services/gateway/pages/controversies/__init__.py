"""Controversies: one's own stance first, then the two columns, then a second thought; and what came of it."""

from gateway.pages.controversies import debate, running
from gateway.pages.controversies.blueprint import blueprint

__all__ = ["blueprint", "debate", "running"]
