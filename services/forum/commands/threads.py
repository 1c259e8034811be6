"""Put discussions together, take them apart; nobody loses a place, an address or a message not yet read."""

from collections.abc import Mapping, Sequence
from functools import partial

from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.domain import Document, threads
from forum.domain.discussions import new_discussion, rearranged
from forum.store import discussions, filing, reading, search
from forum.store import posts as kept


def merge_discussions(work: Work, person: Person, discussion: str, *, into: str) -> Document:
    """Put a discussion into another, whose posts then stand in the order of time. Facilitators only.

    Every address of the one that goes leads to the one that stays. Raises NotFound, Forbidden, Conflict (one and the
    same, other courses, too long).
    """
    goes, stays = (_led(work, person, one) for one in (discussion, into))
    threads.must_differ(goes, stays)
    before = threads.interleaved(kept.thread(work, stays["_id"]), kept.thread(work, goes["_id"]))
    after = threads.numbered(before, stays["_id"])
    kept.rearrange(work, before, after)
    read = partial(threads.read_after_merge, before)
    reading.rearrange(work, stays["_id"], (goes["_id"], stays["_id"]), read)
    discussions.lead_to(work, goes, stays)
    changed = rearranged(stays, after)
    store.save(work, "discussions", stays, changed)
    _file_merged(work, goes, changed, before, after)
    told = {**changed, "discussion": stays["_id"], "merged": goes["_id"], "by": person.id}
    work.emit(events.DISCUSSION_MERGED, told, aggregate=stays["_id"], sequence=stays["version"] + 1)
    return changed


def split_discussion(
    work: Work, person: Person, discussion: str, *, title: str, posts: Sequence[str], question: bool = False
) -> Document:
    """Let some messages of a discussion become one of their own, with its stage and tags. Facilitators only.

    Raises NotFound, Forbidden, Invalid (not messages of it, or its opening).
    """
    found = _led(work, person, discussion)
    stay, go = threads.parted(kept.thread(work, found["_id"]), posts)
    fresh = new_discussion(
        new_id(), found["course"], title, go[0]["author"], found["stage"], question, go[0]["at"], found["tags"]
    )
    left, moved = threads.numbered(stay, found["_id"]), threads.numbered(go, fresh["_id"])
    kept.rearrange(work, [*stay, *go], [*left, *moved])
    for part, into in ((stay, found), (go, fresh)):
        reading.rearrange(work, into["_id"], (found["_id"],), partial(_read_of, part, found["_id"]))
    rest, fresh = rearranged(found, left), rearranged(fresh, moved)
    store.save(work, "discussions", found, rest)
    work.insert("discussions", fresh)
    _file_split(work, found, rest, fresh, moved)
    told = {**fresh, "discussion": found["_id"], "into": fresh["_id"], "posts": [one["_id"] for one in moved]}
    work.emit(events.DISCUSSION_SPLIT, told | {"by": person.id}, aggregate=found["_id"], sequence=found["version"] + 1)
    return fresh


def _led(work: Work, person: Person, discussion: str) -> Document:
    found = store.discussion(work, discussion)
    person.must_be("facilitator", found["course"])
    return found


def _read_of(part: Sequence[Document], discussion: str, read: Mapping[str, int]) -> int:
    return threads.read_after_split(part, read.get(discussion, 0))


def _file_merged(work: Work, goes: Document, stays: Document, before: list[Document], after: list[Document]) -> None:
    """Only the first message stands with the title; the others are found for themselves, under the labels that stay."""
    search.forget(work, "discussion", goes["_id"])
    opening = after[0]
    for old, new in zip(before, after, strict=True):
        if old["number"] == 1 or new["number"] == 1:
            filing.file(work, stays, new)
        elif old["discussion"] != new["discussion"]:
            filing.relabel(work, goes, stays, [new])
    if before[0]["discussion"] == goes["_id"]:
        search.forget(work, "post", opening["_id"])


def _file_split(work: Work, found: Document, rest: Document, fresh: Document, moved: list[Document]) -> None:
    search.forget(work, "post", moved[0]["_id"])
    filing.file(work, fresh, moved[0])
    filing.relabel(work, found, fresh, moved[1:])
    filing.answered(work, found, rest)
