"""Controversies."""

from forum.store.base import by

COLLECTIONS = {"controversies": [by("course", "_id")]}
