"""Pushing events to web addresses and statements to Learning Record Stores."""

from reporting.push import addresses
from reporting.push.delivery import deliver

__all__ = ["addresses", "deliver"]
