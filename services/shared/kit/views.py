"""The writer of read models: it can only fold, so that order and number of deliveries cannot matter.

Every operation commutes with itself: counts add up, first facts stay, highest and lowest win, the latest version of a
thing replaces earlier ones. Operations on one document are folded per batch into one write. There is no outbox here
and no way to reach one: what is written through `Views` can be replayed without anybody hearing of it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from kit.unit_of_work import Work


class Views:
    """Folds into collections; `rename` sends the writes elsewhere (to shadows during a replay)."""

    def __init__(self, work: Work, rename: Callable[[str], str] = str) -> None:
        self._work, self._rename = work, rename
        self._folded: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
        self._latest: dict[tuple[str, str, str], tuple[int, Mapping[str, Any]]] = {}

    def count(self, collection: str, key: str, amounts: Mapping[str, int]) -> None:
        """Add to counters; dotted names reach into sub-documents."""
        sums = self._document(collection, key).setdefault("$inc", {})
        for name, amount in amounts.items():
            sums[name] = sums.get(name, 0) + amount

    def put(self, collection: str, key: str, fields: Mapping[str, Any]) -> None:
        """Set facts that never change; what is there already stays."""
        known = self._document(collection, key).setdefault("$setOnInsert", {})
        for name, value in fields.items():
            known.setdefault(name, value)

    def highest(self, collection: str, key: str, fields: Mapping[str, Any]) -> None:
        """Keep the greatest value seen of each field."""
        seen = self._document(collection, key).setdefault("$max", {})
        for name, value in fields.items():
            seen[name] = max(value, seen.get(name, value))

    def lowest(self, collection: str, key: str, fields: Mapping[str, Any]) -> None:
        """Keep the smallest value seen of each field."""
        seen = self._document(collection, key).setdefault("$min", {})
        for name, value in fields.items():
            seen[name] = min(value, seen.get(name, value))

    def latest(
        self, collection: str, key: str, sequence: int, fields: Mapping[str, Any], version: str = "sequence"
    ) -> None:
        """Replace fields unless a later version (a higher `sequence`) of them has been seen.

        `version` names the field that keeps it: one for each group of fields that changes together.
        """
        held = self._latest.get((collection, key, version))
        if held is None or held[0] < sequence:
            self._latest[collection, key, version] = (sequence, fields)

    def write(self) -> None:
        """Hand the folded writes to the unit of work: one per document, in the order of their keys."""
        for (collection, key), update in sorted(self._folded.items(), key=lambda item: item[0]):
            self._work.update(self._rename(collection), key, update, upsert=True)
        for (collection, key, version), (sequence, fields) in sorted(self._latest.items(), key=lambda item: item[0]):
            replaced = _replace_if_newer(sequence, fields, version)
            self._work.update(self._rename(collection), key, replaced, upsert=True)
        self._folded, self._latest = {}, {}

    def _document(self, collection: str, key: str) -> dict[str, dict[str, Any]]:
        return self._folded.setdefault((collection, key), {})


class Folded(Views):
    """The same folds into plain dictionaries: read models of any moment, made from events and kept nowhere."""

    def __init__(self) -> None:
        super().__init__(None)  # type: ignore[arg-type]  # it writes to no database
        self.documents: dict[str, dict[str, dict[str, Any]]] = {}

    def write(self) -> None:
        for (collection, key), update in self._folded.items():
            _fold(self.documents.setdefault(collection, {}).setdefault(key, {"_id": key}), update)
        for (collection, key, version), (sequence, fields) in self._latest.items():
            document = self.documents.setdefault(collection, {}).setdefault(key, {"_id": key})
            if document.get(version, -1) < sequence:
                document.update(fields, **{version: sequence})
        self._folded, self._latest = {}, {}


def _fold(document: dict[str, Any], update: dict[str, dict[str, Any]]) -> None:
    fresh = len(document) == 1
    for operator, fields in update.items():
        for name, value in fields.items():
            *path, last = name.split(".")
            place = document
            for step in path:
                place = place.setdefault(step, {})
            if operator == "$setOnInsert":
                if fresh:
                    place.setdefault(last, value)
            else:
                place[last] = FOLDS[operator](place[last], value) if last in place else value


FOLDS: dict[str, Callable[[Any, Any], Any]] = {"$inc": lambda a, b: a + b, "$max": max, "$min": min}


def _replace_if_newer(sequence: int, fields: Mapping[str, Any], version: str) -> list[dict[str, Any]]:
    newer = {"$lt": [{"$ifNull": [f"${version}", -1]}, sequence]}
    written = {"$mergeObjects": ["$$ROOT", {"$literal": dict(fields) | {version: sequence}}]}
    return [{"$replaceWith": {"$cond": [newer, written, "$$ROOT"]}}]
