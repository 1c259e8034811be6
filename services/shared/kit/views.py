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
        self._latest: dict[tuple[str, str], tuple[int, Mapping[str, Any]]] = {}

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

    def latest(self, collection: str, key: str, sequence: int, fields: Mapping[str, Any]) -> None:
        """Replace fields unless a later version (a higher `sequence`) of the thing has been seen."""
        held = self._latest.get((collection, key))
        if held is None or held[0] < sequence:
            self._latest[collection, key] = (sequence, fields)

    def write(self) -> None:
        """Hand the folded writes to the unit of work: one per document, in the order of their keys."""
        for (collection, key), update in sorted(self._folded.items(), key=lambda item: item[0]):
            self._work.update(self._rename(collection), key, update, upsert=True)
        for (collection, key), (sequence, fields) in sorted(self._latest.items(), key=lambda item: item[0]):
            self._work.update(self._rename(collection), key, _replace_if_newer(sequence, fields), upsert=True)
        self._folded, self._latest = {}, {}

    def _document(self, collection: str, key: str) -> dict[str, dict[str, Any]]:
        return self._folded.setdefault((collection, key), {})


def _replace_if_newer(sequence: int, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    newer = {"$lt": [{"$ifNull": ["$sequence", -1]}, sequence]}
    written = {"$mergeObjects": ["$$ROOT", {"$literal": dict(fields) | {"sequence": sequence}}]}
    return [{"$replaceWith": {"$cond": [newer, written, "$$ROOT"]}}]
