"""Making a report, from what was stored up to its position, and finding those that were published."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from kit.errors import NotFound
from kit.reactions import Reactions
from kit.shapes import page
from pymongo import DESCENDING
from pymongo.database import Database

from reporting.commands.bilans import shown
from reporting.domain import Document, bilans, moments
from reporting.domain.summary import summary
from reporting.events import PUBLIC
from reporting.views import reading
from reporting.views.sensations import quotes_among


def published(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """The latest first."""
    where: Document = {"course": course} | ({"_id": {"$lt": after}} if after else {})
    found = list(database["bilans"].find(where, {"made": 0}).sort("_id", DESCENDING).limit(limit + 1))
    return page([shown(one) for one in found], limit, "id")


def bilan(database: Database, identity: str) -> Document:
    """A published report. Raises NotFound."""
    found = database["bilans"].find_one({"_id": identity})
    if found is None:
        raise NotFound("There is no such report")
    return found


def as_json(database: Database, reactions: Reactions, bilan: Document) -> bytes:
    """Of a published report: made once and kept, made again when a quote was taken back."""
    if "made" not in bilan:
        bilan["made"] = made(database, reactions, bilan)
        same = {name: bilan[name] for name in ("_id", "text", "title")}
        database["bilans"].update_one(same, {"$set": {"made": bilan["made"]}})
    return bilan["made"]


def made(database: Database, reactions: Reactions, asked: Document) -> bytes:
    """The JSON of a report of `asked`'s course, period and position, with its title and text."""
    first, last = date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"])
    before = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)
    seen = bilans.Seen([fact.type for fact in PUBLIC])
    read = reading.past(database, reactions, asked["course"], asked["position"], before, seen.look)
    whole = summary(read, database["pulses"].find({"course": asked["course"]}), before - timedelta(milliseconds=1))
    asked = asked | {"language": asked.get("language") or whole["course"]["language"] or "fr"}
    sources = {"figures": bilans.figures(whole, seen, asked, before), "tables": bilans.tables(seen, asked, before)}
    quotes = quotes_among(database, [name for one in whole["sensations"] for name in one["quotes"]])
    return bilans.canonical(bilans.bilan(asked, whole, moments.days(read, first, last), quotes, sources))
