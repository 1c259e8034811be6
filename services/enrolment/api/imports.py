"""Importing learners from a file: thousands at once, in transactions of a few hundred, and as often as one likes."""

from collections.abc import Iterator
from typing import Any

from flask import request
from kit.allowed import allowed
from kit.unit_of_work import Work
from kit.web import database, person, transaction

from enrolment import commands, sheet, views
from enrolment.api.blueprint import blueprint, gives, route
from enrolment.schemas import answers

LARGEST = 10 * 1024 * 1024
AT_ONCE = 300
BODY = {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}


@route("/courses/<course>/imports", methods=["POST"])
@allowed("facilitator")
@blueprint.doc(requestBody=BODY)
@gives(200, answers.Imported)
def import_learners(course: str) -> Any:
    """Enrol the learners of a CSV file (facilitators); nobody is sent a mail, and whoever is enrolled stays as is"""
    person().must_be("facilitator", course)
    language = views.course(database(), course)["language"]
    request.max_content_length = LARGEST
    done: dict[str, Any] = {"created": 0, "known": 0, "refused": []}
    for lines in _by_hundreds(sheet.read(request.get_data(cache=False), language)):
        done["refused"] += [{"line": line.number, "reason": line.reason} for line in lines if line.row is None]
        rows = [line.row for line in lines if line.row is not None]
        created = _enrol(course, rows)
        done["created"] += created
        done["known"] += len(rows) - created
    return done


def _enrol(course: str, rows: list[dict[str, Any]]) -> int:
    def run(work: Work) -> int:
        return sum(outcome.created for outcome in commands.enrol(work, course, rows))

    return transaction(run)


def _by_hundreds(lines: Iterator[sheet.Line]) -> Iterator[list[sheet.Line]]:
    batch: list[sheet.Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
