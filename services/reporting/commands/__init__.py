"""What can be asked of reporting, by subject."""

from reporting.commands import bilans, consumers, pulses

__all__ = ["bilans", "consumers", "pulses"]
