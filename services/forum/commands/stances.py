"""Take a stance, think again, make an argument, be convinced."""

from kit.errors import Conflict, Invalid
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.commands.writing import must_be_allowed_to_write
from forum.domain import Document, stances
from forum.domain.controversies import must_be_open, new_argument
from forum.store import controversies


def take_stance(
    work: Work, person: Person, controversy: str, *, stance: int, reason: str, public: bool = False
) -> Document:
    """A first stance, before seeing those of others. Raises NotFound, Forbidden, Conflict (closed, or a second one)."""
    found = _open_to(work, person, controversy)
    if controversies.stance(work, controversy, person.id):
        raise Conflict("You have taken a stance here; you can revise it")
    taken = stances.new_stance(new_id(), found, person.id, stance, reason, public, work.now)
    work.insert("stances", taken)
    controversies.move(work, found, {stances.cell(stance, stance): 1})
    _tell(work, taken, None, None)
    return taken


def revise_stance(
    work: Work,
    person: Person,
    controversy: str,
    *,
    stance: int,
    reason: str,
    public: bool = False,
    moved_by: str | None = None,
) -> Document:
    """Think again, and say which argument did it. The same step with a better reason moves nothing.

    Raises NotFound, Forbidden, Conflict (closed, or no first stance), Invalid (an argument of another controversy).
    """
    found = _open_to(work, person, controversy)
    before = controversies.stance(work, controversy, person.id)
    if before is None:
        raise Conflict("Take a first stance before you revise it")
    _must_be_of(work, moved_by, controversy)
    mover = moved_by if stance != before["last"] else None
    after = stances.revised(before, stance, reason, public, mover, work.now)
    if after["version"] == before["version"]:
        store.amend(work, "stances", before, after)
        return after
    store.save(work, "stances", before, after)
    controversies.move(work, found, stances.move(before["first"], before["last"], stance))
    if len(after["moved_by"]) > len(before["moved_by"]):
        work.update("arguments", mover, {"$inc": {"moved": 1}})
    _tell(work, after, before["last"], mover)
    return after


def make_argument(work: Work, person: Person, controversy: str, *, side: str, body: str) -> Document:
    """An argument for or against. Raises NotFound, Forbidden, Conflict (closed, or before one's own stance)."""
    found = controversies.controversy(work, controversy)
    must_be_allowed_to_write(work, person, found["course"])
    must_be_open(found, work.now)
    _must_have_a_stance(work, person, controversy)
    argument = new_argument(new_id(), found, side, body, person.id, work.now)
    work.insert("arguments", argument)
    work.update("controversies", controversy, {"$inc": {f"arguments.{side}": 1}})
    work.emit(events.ARGUMENT_MADE, {**argument, "argument": argument["_id"]}, aggregate=argument["_id"], sequence=1)
    return argument


def be_convinced(work: Work, person: Person, argument: str, *, holds: bool) -> Document:
    """Find an argument convincing, or no longer. Told the first time only, whatever comes after.

    Raises NotFound, Forbidden (not in the course), Conflict (closed, one's own argument, or no stance yet).
    """
    found = controversies.argument(work, argument)
    _open_to(work, person, found["controversy"])
    _must_have_a_stance(work, person, found["controversy"])
    if found["author"] == person.id:
        raise Conflict("This argument is yours: let it convince others")
    if found.get("hidden") or not found["body"]:
        raise Conflict("This argument is no longer there to read")
    before = controversies.conviction(work, argument, person.id)
    if holds == bool(before and before["holds"]):
        return found
    _hold(work, found, before, person.id, holds)
    return {**found, "convinced": found["convinced"] + (1 if holds else -1)}


def _hold(work: Work, argument: Document, before: Document | None, person: str, holds: bool) -> None:
    work.update("arguments", argument["_id"], {"$inc": {"convinced": 1 if holds else -1}})
    if before:
        work.update("convictions", before["_id"], {"$set": {"holds": holds}})
        return
    what = {name: argument[name] for name in ("course", "controversy")} | {"argument": argument["_id"]}
    key, identity = f"{argument['_id']}/{person}", new_id()
    work.insert("convictions", {"_id": key, "id": identity, **what, "person": person, "holds": True, "at": work.now})
    work.emit(events.ARGUMENT_CONVINCED, {**what, "author": argument["author"]}, aggregate=identity, sequence=1)


def _open_to(work: Work, person: Person, controversy: str) -> Document:
    """The controversy, if this person may act in it now; a stance is no message, so it keeps no pace."""
    found = controversies.controversy(work, controversy)
    person.must_be_in(found["course"])
    store.must_not_be_suspended(work, found["course"], person.id)
    must_be_open(found, work.now)
    return found


def _must_have_a_stance(work: Work, person: Person, controversy: str) -> None:
    if controversies.stance(work, controversy, person.id) is None:
        raise Conflict("Take a stance of your own first")


def _must_be_of(work: Work, argument: str | None, controversy: str) -> None:
    found = work.find_one("arguments", argument) if argument else None
    if argument and (found is None or found["controversy"] != controversy):
        raise Invalid(errors={"moved_by": ["This is no argument of this controversy."]})


def _tell(work: Work, stance: Document, previous: int | None, moved_by: str | None) -> None:
    told = {**stance, "stance": stance["last"], "previous": previous, "moved_by": moved_by}
    work.emit(events.STANCE_TAKEN, told, aggregate=stance["id"], sequence=stance["version"])
