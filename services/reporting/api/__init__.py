"""Reporting over HTTP: figures, sensations and reports for people; feeds, files and tokens for programs."""

from reporting.api import bilans, consumers, figures, files, me, pages, pulses, streams, tables
from reporting.api.blueprint import blueprint

__all__ = ["bilans", "blueprint", "consumers", "figures", "files", "me", "pages", "pulses", "streams", "tables"]
