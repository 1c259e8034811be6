"""What must be known of discussions to tell of their messages: who wrote, who watches, what was merged.

`turns` makes two transactions about one discussion meet: without it, each could overlook what the other is about to
write, and two could begin the same entry of a bell.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kit.event import Event
from kit.unit_of_work import Work

from notifications.domain import Document
from notifications.domain.choices import key_of
from notifications.store.common import by

COLLECTIONS = {
    "voices": [by("discussion"), by("person")],
    "posts": [by("discussion", "sequence"), by("author"), by("mentions")],
    "discussions": [],
    "kin": [by("discussion"), by("of")],
    "titles": [],
    "turns": [],
}
RENAMED = ("discussion", "project", "help")
"""Types of things that may get another title: that of others is not looked up."""
SHORT = 20
"""Posts that are read in vain rather than asked for in a round trip of their own."""


def take_turns(work: Work, topics: Iterable[str]) -> None:
    for topic in sorted(topics):
        work.update("turns", topic, {"$inc": {"taken": 1}}, upsert=True)


def as_post(event: Event) -> Document:
    """A message as it is kept; what its discussion is called is kept there."""
    told = ("course", "discussion", "author", "number", "reply_to", "mentions")
    known = {name: event.data[name] for name in told} | {"sequence": event.sequence, "event": event.id}
    return {"_id": event.data["post"], **known, "at": event.time}


def as_kin(event: Event, *, merged: bool) -> Document:
    """How a discussion passed its followers on, as it is kept: what was split off may be merged back later."""
    discussion, of = (event.data[name] for name in (("discussion", "merged") if merged else ("into", "discussion")))
    known = {"discussion": discussion, "of": of, "merged": merged, "at": event.time}
    return {"_id": f"{discussion}/{of}/{'merge' if merged else 'split'}", **known}


def posts_from(work: Work, lowest: Mapping[str, int]) -> list[Document]:
    """The posts of these discussions from a sequence on, in order.

    Discussions asked for from near their beginning are read together and whole, each of the others by itself: not every
    engine looks up the alternatives of an `$or`, nor a list and a range, in an index.
    """
    whole = [one for one, sequence in lowest.items() if sequence <= SHORT]
    found = list(work.find("posts", {"discussion": {"$in": whole}})) if whole else []
    for one in lowest.keys() - set(whole):
        found += work.find("posts", {"discussion": one, "sequence": {"$gte": lowest[one]}})
    wanted = [post for post in found if post["sequence"] >= lowest[post["discussion"]]]
    return sorted(wanted, key=lambda post: (post["discussion"], post["sequence"]))


def note_edit(work: Work, post: str, event: str) -> None:
    """Remember that an edit told of a post, too; when it is removed, what waits because of either is not sent."""
    work.update("posts", post, {"$addToSet": {"edits": event}})


def authors(work: Work, posts: Iterable[str]) -> dict[str, str]:
    """Who wrote these posts, as far as that is known."""
    wanted = list(posts)
    found = work.find("posts", {"_id": {"$in": wanted}}, projection={"author": 1}) if wanted else ()
    return {one["_id"]: one["author"] for one in found}


def first_words(work: Work, people: Mapping[str, Iterable[str]], besides: Iterable[str]) -> dict[tuple[str, str], int]:
    """When these people were first heard in each discussion, leaving out some posts: what was known before them."""
    heard: dict[tuple[str, str], int] = {}
    for discussion, some in people.items():
        where = {"discussion": discussion, "author": {"$in": list(some)}, "_id": {"$nin": list(besides)}}
        for post in work.find("posts", where, projection={"author": 1, "sequence": 1}):
            key = (discussion, post["author"])
            heard[key] = min(post["sequence"], heard.get(key, post["sequence"]))
    return heard


def kin(work: Work, discussions: Iterable[str]) -> list[Document]:
    """Which discussions passed their followers on to which, as far as these reach, over any number of steps."""
    found: dict[str, Document] = {}
    asked: set[str] = set()
    while ask := set(discussions) - asked:
        asked |= ask
        for end in ("discussion", "of"):  # one after the other: not every engine looks up an `$or` in an index
            found |= {one["_id"]: one for one in work.find("kin", {end: {"$in": list(ask)}})}
        discussions = {end for one in found.values() for end in (one["discussion"], one["of"])}
    return list(found.values())


def voices(work: Work, discussions: Iterable[str]) -> dict[str, list[Document]]:
    """Who has written in each discussion, and since when."""
    found: dict[str, list[Any]] = defaultdict(list)
    for voice in work.find("voices", {"discussion": {"$in": list(discussions)}}):
        found[voice["discussion"]].append(voice)
    return found


def discussions(work: Work, ids: Iterable[str]) -> dict[str, Document]:
    """What is known of these discussions: title, place in the course, last message, whether they have `kin`."""
    return {one["_id"]: one for one in work.find("discussions", {"_id": {"$in": list(ids)}})}


def titles(work: Work, things: Iterable[str]) -> dict[str, str]:
    """What those of the things, `project/<id>`, that got another title are called now."""
    wanted = [one for one in sorted(set(things)) if one.partition("/")[0] in RENAMED]
    found = work.find("titles", {"_id": {"$in": wanted}}) if wanted else ()
    return {one["_id"]: one["title"] for one in found}


def called(about: Mapping[str, Any], titles: Mapping[str, str]) -> Document:
    """What news are about, by the title that it has now."""
    return {**about, "title": titles.get(key_of(about), about.get("title", ""))}


def areas_of(discussion: Mapping[str, Any]) -> list[str]:
    """The things whose watchers hear of a discussion: its stage, its tags, its course."""
    stage = [f"stage/{discussion['stage']}"] if discussion.get("stage") is not None else []
    return [*stage, *(f"tag/{tag}" for tag in discussion.get("tags") or ()), f"course/{discussion['course']}"]
