"""A course with many discussions and posts, all of it filed."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

from forum.domain import finding
from forum.domain.discussions import new_discussion
from forum.domain.posts import new_post
from kit.event import new_id
from pymongo.database import Database

COURSE, READER = "a-course", "anna"
POSTS_IN_EACH = 10
FOLLOWED = 40
AT_ONCE = 5_000
COMMON = [f"commun{number}" for number in range(4)]
RARE = [f"mot{number}" for number in range(5_000)]
Document = dict[str, Any]
_first: dict[str, str] = {}


def fill(database: Database, posts: int) -> None:
    """So many posts, ten in each discussion, over sixty days; a quarter of them holds each of the common words."""
    chance, sets = random.Random(7), defaultdict(int)
    rows: dict[str, list[Document]] = defaultdict(list)
    rows["courses"] = [{"_id": COURSE}]
    for number in range(posts // POSTS_IN_EACH):
        discussion = _discussion(chance, number, posts // POSTS_IN_EACH)
        rows["discussions"].append(discussion)
        if number % (posts // POSTS_IN_EACH // FOLLOWED or 1) == 0:
            rows["reads"].append(_read(discussion))
        for _ in range(POSTS_IN_EACH):
            _post(rows, sets, chance, discussion)
    for (term, block), bits in sets.items():
        rows["postings"].append({"_id": finding.posting_key(COURSE, term, block), **finding.packed(bits)})
    rows["shelves"] = [{"_id": COURSE, "next": posts, "version": 1}]
    for name, documents in rows.items():
        for start in range(0, len(documents), AT_ONCE):
            database[name].insert_many(documents[start : start + AT_ONCE], ordered=False)


def first(database: Database) -> str:
    """The id of a discussion, always the same one."""
    if database.name not in _first:
        _first[database.name] = database["discussions"].find_one({"course": COURSE})["_id"]
    return _first[database.name]


def _discussion(chance: random.Random, number: int, of: int) -> Document:
    opened = datetime.now(UTC).replace(microsecond=0) - timedelta(days=60) * (1 - number / of)
    title = " ".join(chance.sample(RARE, 4))
    tags = [f"tag{chance.randrange(8)}"]
    return new_discussion(new_id(), COURSE, title, "boris", number % 5, chance.random() < 0.3, opened, tags)


def _post(
    rows: dict[str, list[Document]], sets: dict[tuple[str, int], int], chance: random.Random, of: Document
) -> None:
    words = [word for word in COMMON if chance.random() < 0.25] + chance.choices(RARE, k=6)
    at = of["last_at"] + timedelta(seconds=chance.randrange(1, 600))
    post = new_post(new_id(), of, "boris", " ".join(words), at)
    of["posts"], of["last_at"] = post["number"], at
    opening = post["number"] == 1
    kind, thing = ("discussion", of["_id"]) if opening else ("post", post["_id"])
    terms = finding.terms(kind, of["title"] if opening else "", post["body"], "boris", of["stage"], of["tags"])
    place = len(rows["search"])
    for term in terms:
        sets[term, place // finding.BLOCK] |= 1 << (place % finding.BLOCK)
    told = {"kind": kind, "thing": thing, "course": COURSE, "title": of["title"], "text": post["body"]}
    told |= {"author": "boris", "discussion": of["_id"], "terms": terms, "filed": terms, "place": place, "at": at}
    rows["search"].append({"_id": f"{kind}/{thing}", **told})
    rows["posts"].append(post)


def _read(discussion: Document) -> Document:
    known = {"person": READER, "course": COURSE, "discussion": discussion["_id"], "number": 5}
    return {"_id": f"{READER}/{discussion['_id']}", **known, "wrote_at": discussion["at"]}
