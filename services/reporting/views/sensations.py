"""How it feels, as it may be shown: what the dashboard counted, and the quotes that are allowed this very moment."""

from collections.abc import Iterable
from typing import Any

from pymongo import ASCENDING
from pymongo.database import Database

from reporting.commands.pulses import shown
from reporting.domain import Document
from reporting.domain.pulses import is_quotable, quote
from reporting.views.dashboards import dashboard


def sensations(database: Database, course: str) -> dict[str, Any]:
    """Raises NotFound for a course that nothing was heard of."""
    board = dashboard(database, course)
    items = board["sensations"]
    quotes = quotes_among(database, [name for one in items for name in one["quotes"]])
    shown = [one | {"quotes": [quotes[name] for name in one["quotes"] if name in quotes]} for one in items]
    return {"items": shown, "position": board["position"], "behind": board["behind"]}


def quotes_among(database: Database, pulses: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Those of the pulses that may be quoted now."""
    found = database["pulses"].find({"_id": {"$in": sorted(pulses)}})
    return {one["_id"]: quote(one) for one in found if is_quotable(one)}


def told_by(database: Database, person: str, course: str | None = None) -> list[dict[str, Any]]:
    """What somebody told, the first first."""
    where: Document = {"person": person} | ({"course": course} if course else {})
    return [shown(one) for one in database["pulses"].find(where).sort("_id", ASCENDING)]
