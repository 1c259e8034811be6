"""Publishing a report on the course so far, with a facilitator's words."""

from datetime import date
from typing import Any

from kit.errors import Invalid, NotFound
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from reporting import events, store
from reporting.commands.consumers import may_give_out
from reporting.domain import Document


def publish(work: Work, person: Person, course: str, first: date, last: date, **written: Any) -> Document:
    """A report as of now; what it holds is made from the event store's position. Raises Forbidden, Invalid."""
    may_give_out(person, [course])
    check_period(last, work.now.date())
    counter = work.find_one("counters", store.COUNTER) or {"position": 0}
    bilan = {
        "_id": new_id(),
        "course": course,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "position": counter["position"],
        "by": person.id,
        "at": work.now,
    } | written
    work.insert("bilans", bilan)
    told = {"bilan": bilan["_id"], **{name: bilan[name] for name in ("course", "first", "last", "by")}}
    work.emit(events.BILAN_PUBLISHED, told, aggregate=f"bilan/{bilan['_id']}", sequence=1)
    return shown(bilan)


def rewrite(work: Work, person: Person, identity: str, **written: Any) -> Document:
    """Change the title or the text; the figures stay those of the same position. Raises NotFound, Forbidden."""
    found = work.find_one("bilans", identity)
    if found is None:
        raise NotFound("There is no such report")
    may_give_out(person, [found["course"]])
    work.update("bilans", identity, {"$set": written, "$unset": {"made": ""}})
    return shown(found | written)


def check_period(last: date, today: date) -> None:
    """Raises Invalid for a period that is not over yet: a report tells of what happened."""
    if last > today:
        raise Invalid(errors={"last": ["Must not be in the future."]})


def shown(bilan: Document) -> Document:
    """What a list shows of a report."""
    names = ("course", "first", "last", "position", "language", "title", "text", "by")
    return {"id": bilan["_id"], "at": bilan["at"].isoformat(), **{name: bilan[name] for name in names}}
