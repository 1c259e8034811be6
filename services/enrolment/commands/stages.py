"""Publishing stages, editing them, and opening each when its moment has come."""

from datetime import UTC, datetime
from typing import Any

from kit import files
from kit.errors import Conflict
from kit.event import new_id
from kit.identity import Person
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from enrolment import events, store
from enrolment.domain import Document, courses, stages


def publish_stage(work: Work, person: Person, course: str, **published: Any) -> Document:
    """Publish a stage that opens at its `opens_at`. Raises NotFound, Forbidden, Conflict (number taken), Invalid."""
    person.must_be("facilitator", course)
    store.course(work, course)
    if work.find_one("stages", {"course": course, "number": published["number"]}):
        raise Conflict(f"This course has a stage {published['number']} already")
    stage = stages.new_stage(new_id(), course, published, person.id, work.now)
    stage = {**stage, "attachments": _attached(work, stage, [], person)}
    work.insert("stages", stage)
    return stage


def edit_stage(work: Work, person: Person, stage: str, **changes: Any) -> Document:
    """Change a stage, open or not. Raises NotFound, Forbidden, Invalid (the date of an open one, an unknown file)."""
    before = store.stage(work, stage)
    person.must_be("facilitator", before["course"])
    after = stages.edited(before, changes, work.now)
    if after is not before:
        after = {**after, "attachments": _attached(work, after, before["attachments"], person)}
        store.save(work, "stages", before, after)
    return after


def open_due_stages(work: Work) -> list[Document]:
    """Open every stage whose moment has come by `work.now`."""
    due = work.find("stages", {"waiting": True, "opens_at": {"$lte": work.now}})
    return [_open(work, stage) for stage in list(due) if stages.is_due(stage, work.now)]


def open_what_is_due(database: Database, settings: Settings) -> None:
    """The duty: a look that costs one query, and a transaction only when a stage is due."""
    if store.stages_due(database, datetime.now(UTC)):
        transact(database, open_due_stages, deadline=settings.deadline)


def _open(work: Work, stage: Document) -> Document:
    after = stages.opened(stage, work.now)
    store.save(work, "stages", stage, after)
    told = courses.told(after, "stage")
    work.emit(events.STAGE_OPENED, told, aggregate=stage["_id"], sequence=after["version"])
    return after


def _attached(work: Work, stage: Document, before: list[Document], person: Person) -> list[Document]:
    """The attachments, each with what is known of its file; those that are new are claimed, those gone released."""
    shown = f"{stage['course']}/stages/{stage['_id']}"
    known = {one["file"]: one for one in before}
    kept = []
    for one in stage["attachments"]:
        facts = known.get(one["file"]) or files.claim(work, one["file"], shown, owner=person.id, field="attachments")
        kept.append({**facts, "name": one["name"]})
    for gone in set(known) - {one["file"] for one in kept}:
        files.release(work, gone, shown)
    return kept
