"""Projects."""

from forum.store.base import by

COLLECTIONS = {"projects": [by("course", "_id")]}
