"""Importing a file: begun by a request, gone through by a duty in transactions of some hundred rows.

Each transaction writes its enrolments, the outcome of each of its rows, and how far the import is: so a process that
is killed at any moment loses nothing and does nothing twice, and whoever leads next goes on where it was.
"""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from kit.errors import NotFound
from kit.event import new_id
from kit.identity import Person
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from enrolment import sheet, store
from enrolment.commands import enrolling
from enrolment.domain import Document, enrolments, imports

AT_ONCE = 400
LONGEST = 30.0
"""Seconds for which one transaction may be tried again; nobody waits for it at a screen."""


def begin_import(
    work: Work, person: Person, course: str, body: bytes, language: str | None, rehearsal: bool
) -> Document:
    """Take a file in, to rehearse it or to import it at once. Raises Forbidden, NotFound, Invalid (unreadable)."""
    person.must_be("facilitator", course)
    store.course(work, course)
    language = language or store.language_of(work, person.id)
    sheet.read(body, language, language)
    begun = imports.new_import(new_id(), course, sheet.count(body, language), person.id, language, rehearsal, work.now)
    begun = begun if begun["rows"] else imports.advanced(begun, [], work.now)
    work.insert("imports", begun)
    work.insert("sheets", {"_id": begun["_id"], "course": course, "body": body, "expires_at": begun["expires_at"]})
    return begun


def start_import(work: Work, person: Person, importing: str) -> Document:
    """Do for real what was rehearsed. Raises NotFound, Forbidden, Conflict (not rehearsed yet, or started)."""
    before = store.importing(work, importing)
    person.must_be("facilitator", before["course"])
    after = imports.started(before)
    if work.find_one("sheets", importing, projection={"_id": 1}) is None:
        raise NotFound("The file is not kept any more: send it again")
    store.save(work, "imports", before, after)
    return after


def go_through_imports(database: Database, settings: Settings) -> None:
    """The duty: every import that waits, to its end; safe to be killed, and to run beside another."""
    for waiting in store.imports_waiting(database):
        kept = database["sheets"].find_one({"_id": waiting["_id"]})
        if kept is None:  # somebody in it was erased meanwhile
            transact(database, partial(_stop, importing=waiting["_id"]), deadline=settings.deadline)
            continue
        _go_through(database, waiting, kept["body"])
        if not waiting["rehearsal"]:
            database["sheets"].delete_one({"_id": waiting["_id"]})


def _go_through(database: Database, waiting: Document, body: bytes) -> None:
    course = database["courses"].find_one({"_id": waiting["course"]}) or {}
    lines = sheet.read(body, course.get("language", "fr"), waiting["language"])
    done = waiting["done"]
    for batch in _in_batches(islice(lines, done, None)):
        take = partial(_take, importing=waiting["_id"], done=done, batch=batch)
        transact(database, take, deadline=LONGEST)
        done += len(batch)


def _stop(work: Work, importing: str) -> None:
    before = store.importing(work, importing)
    store.save(work, "imports", before, imports.stopped(before, work.now))


def _take(work: Work, importing: str, done: int, batch: list[sheet.Line]) -> None:
    """One transaction: these rows, unless somebody took them meanwhile."""
    before = store.importing(work, importing)
    if before["done"] != done:
        return
    lines = list(_outcomes(work, before, batch))
    after = imports.advanced(before, (one["outcome"] for one in lines), work.now)
    store.save(work, "imports", before, after)
    page = {"import": importing, "run": before["run"], "last": batch[-1].number, "lines": lines}
    work.insert("import_pages", {"_id": new_id(), **page, "expires_at": before["expires_at"]})


def _outcomes(work: Work, importing: Document, batch: list[sheet.Line]) -> Iterator[Document]:
    good = [line.row for line in batch if line.row is not None]
    judged = enrolling.judge(work, importing["course"], good, enrolments.IMPORT)
    if not importing["rehearsal"]:
        enrolling.do(work, importing["course"], judged, enrolments.LEARNER, enrolments.IMPORT)
    verdicts = iter(judged)
    for line in batch:
        outcome, reason = (imports.REFUSED, line.reason) if line.row is None else _verdict(next(verdicts), importing)
        yield {"line": line.number, "email": line.email, "outcome": outcome, "reason": reason}


def _verdict(judged: enrolling.Judged, importing: Document) -> tuple[str, str]:
    if judged.outcome == enrolling.GONE:
        return imports.REFUSED, sheet.say(importing["language"], "gone")
    return judged.outcome, ""


def _in_batches(lines: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(lines, AT_ONCE)):
        yield batch
