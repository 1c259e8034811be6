"""Reading bells."""

from collections.abc import Iterable, Mapping

from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from notifications import events, store
from notifications.domain import Document, bells
from notifications.domain.kinds import foremost
from notifications.store.common import update_all


def mark_read(
    work: Work,
    person: Person,
    *,
    course: str,
    ids: list[str] | None = None,
    all: bool = False,
    about: Mapping[str, str] | None = None,
    channel: str = "bell",
) -> list[str]:
    """Mark bells as read: those named, all of the course, or what is about a thing that is on screen.

    Unknown and foreign ids are passed over. What was opened by itself is told as opened, `channel` saying from where.
    """
    own = _unread(work, person.id, course)
    if about:
        own = [one for one in own if _is_about(one, about)]
        news = [one["_id"] for one in store.announcements.board(work, course) if _is_about(one, about)]
        ids = [one["_id"] for one in own] + news
    elif ids is not None:
        own = [one for one in own if one["_id"] in set(ids)]
    _read(work, own, person.id, course, everything=all)
    announced = store.announcements.mark_read(work, course, person.id, None if all else ids)
    if not all:
        kinds = [foremost(one["kinds"]) for one in own] + [one["kind"] for one in announced]
        _tell_that_opened(work, person.id, course, kinds, channel)
    return [one["_id"] for one in (*own, *announced)]


def _unread(work: Work, person: str, course: str) -> list[Document]:
    where = {"person": person, "course": course, "unread": True}
    return list(work.find("bells", where, projection={"about": 1, "kinds": 1}))


def _is_about(one: Document, about: Mapping[str, str]) -> bool:
    return (one["about"]["type"], one["about"]["id"]) == (about["type"], about["id"])


def _read(work: Work, own: list[Document], person: str, course: str, *, everything: bool) -> None:
    if everything:
        update_all(work, "bells", {"person": person, "course": course, "unread": True}, bells.READ)
    else:
        for one in own:
            work.update("bells", one["_id"], bells.READ)


def _tell_that_opened(work: Work, person: str, course: str, kinds: Iterable[str], channel: str) -> None:
    for kind in kinds:
        opened = {"course": course, "kind": kind, "channel": channel, "learner": person}
        work.emit(events.NOTIFICATION_OPENED, opened, aggregate=new_id(), sequence=1)
