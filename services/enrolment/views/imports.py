"""How imports are getting on, and what became of each row."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from kit.errors import Invalid, NotFound
from kit.identity import Person
from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from enrolment.domain import Document

HEADS = {"fr": ("ligne", "adresse", "résultat", "raison"), "en": ("line", "address", "outcome", "reason")}
OUTCOMES = {"created": "inscription", "changed": "mise à jour", "known": "déjà à jour", "refused": "refus"}
WILL_BE = {"created": "à inscrire", "changed": "à mettre à jour", "known": "déjà à jour", "refused": "à refuser"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def importing(database: Database, person: Person, identity: str) -> Document:
    """One import. Raises NotFound, Forbidden (facilitators of its course only)."""
    found = database["imports"].find_one({"_id": identity})
    if found is None:
        raise NotFound("There is no such import")
    person.must_be("facilitator", found["course"])
    return found


def imports(database: Database, course: str) -> list[Document]:
    """The latest imports of a course, newest first."""
    return list(database["imports"].find({"course": course}).sort("_id", DESCENDING).limit(20))


def lines(database: Database, one: Document, outcome: str | None, limit: int, after: str | None) -> dict[str, Any]:
    """What became of the rows, in their order, all or those of one outcome; the line is the cursor."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 9):
        raise Invalid(errors={"after": ["Not the `next` of a page."]})
    wanted = (line for line in _lines(database, one, int(after or 0)) if outcome in (None, line["outcome"]))
    found = list(islice(wanted, limit + 1))
    return {"items": found[:limit], "next": str(found[limit - 1]["line"]) if len(found) > limit else None}


def result(database: Database, one: Document) -> Iterator[str]:
    """The result as CSV that spreadsheets open: UTF-8 with a mark, semicolons, nothing that acts as a formula."""
    french = one["language"] == "fr"
    words = (WILL_BE if one["rehearsal"] else OUTCOMES) if french else {}
    yield "\ufeff" + _row(HEADS["fr" if french else "en"])
    for line in _lines(database, one, 0):
        outcome = words.get(line["outcome"], line["outcome"])
        yield _row((line["line"], line["email"], outcome, line["reason"]))


def _lines(database: Database, one: Document, after: int) -> Iterator[Document]:
    where = {"import": one["_id"], "run": one["run"], "last": {"$gt": after}}
    for page in database["import_pages"].find(where).sort("last", ASCENDING):
        yield from (line for line in page["lines"] if line["line"] > after)


def _row(cells: tuple[Any, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow([_harmless(str(cell)) for cell in cells])
    return written.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
