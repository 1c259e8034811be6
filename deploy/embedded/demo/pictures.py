"""What the graphic facilitator drew, as enrolment is told it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from enrolment import commands
from enrolment.schemas import published as shapes
from kit import files
from kit.unit_of_work import Work
from pymongo.database import Database

from embedded.demo import load
from embedded.demo.steps import Run, Step, Told

FOLDER = Path(__file__).parent / "drawings"
COURSE = load("course")["id"]


def drawings() -> Iterator[Step]:
    for number, each in enumerate(load("course")["drawings"], start=1):
        name = f"drawing/{number}"
        yield Step(name, each["day"], "enrolment", _showing(name, each), brings=_Bringing(name, each["file"]))


class _Bringing:
    """Puts the picture on the shelf, before the transaction that shows it; the same one twice is kept once."""

    def __init__(self, name: str, file: str) -> None:
        self._name, self._file = name, file

    def __call__(self, database: Database, told: Told) -> None:
        body = (FOLDER / self._file).read_bytes()
        kept = files.keep(database, body, owner=told.people[0], url=os.environ.get("BASCULE_FILES_URL", ""))
        told.brought[self._name] = kept.id


def _showing(name: str, drawing: dict[str, Any]) -> Run:
    def run(work: Work, told: Told) -> str:
        about = {"type": drawing["of"].partition("/")[0], "id": told.made[drawing["of"]]}
        form = {"title": drawing["title"], "alternative": drawing["alternative"], "about": about}
        drawn = shapes.NewSketchnote().load(form | {"file": told.brought[name]})
        return commands.publish_sketchnote(work, told.person(0), COURSE, **drawn)["_id"]

    return run
