"""Posts as they are read: a page of a discussion, one under its own address, what one said before, who thanked."""

from collections.abc import Sequence
from typing import Any

from kit.errors import Invalid, NotFound
from kit.identity import Person
from kit.shapes import page
from pymongo.database import Database

from forum import views
from forum.domain import Document, posts
from forum.views.discussions import is_shown


def of_discussion(database: Database, person: Person, discussion: Document, limit: int, after: str | None) -> Document:
    """A page in the order of reading; `after` is the number of the last post read, so `read` of a discussion fits."""
    number = _number(after)
    where = {"discussion": discussion["_id"], "number": {"$gt": number, "$lte": number + limit}}
    found = sorted(database["posts"].find(where), key=lambda post: post["number"])
    following = str(number + limit) if number + limit < discussion["posts"] else None
    return {"items": shown(database, person, found, discussion), "next": following}


def one(database: Database, person: Person, identity: str) -> Document:
    """A post under its own address, wherever it stands by now; raises NotFound, Forbidden."""
    found = views.one(database, "posts", identity)
    person.must_be_in(found["course"])
    return shown(database, person, [found], views.one(database, "discussions", found["discussion"]))[0]


def shown(database: Database, person: Person, found: Sequence[Document], discussion: Document) -> list[Document]:
    """Posts as a person may see them: `thanked` says whether the person did, `accepted` whether it is the answer."""
    keys = [f"{post['_id']}/{person.id}" for post in found if post["thanks"]]
    thanked = {one["post"] for one in database["thanks"].find({"_id": {"$in": keys}})} if keys else set()
    language = _language(database, found, person)
    told = {"title": discussion["title"]}
    return [
        {
            **posts.shown(post, language, hidden=not is_shown(post, person)),
            **told,
            "thanked": post["_id"] in thanked,
            "accepted": post["_id"] == discussion["answer"],
        }
        for post in found
    ]


def edits(database: Database, person: Person, identity: str) -> dict[str, Any]:
    """What a post said before, the latest first; raises NotFound, Forbidden."""
    post = one(database, person, identity)
    found = [] if post["gone"] else list(database["edits"].find({"post": identity}))
    return {"items": sorted(found, key=lambda edit: edit["_id"], reverse=True)}


def thanks(database: Database, person: Person, identity: str, limit: int, after: str | None) -> dict[str, Any]:
    """Who thanked for a post, in no order that would rank anybody; raises NotFound, Forbidden."""
    person.must_be_in(views.one(database, "posts", identity)["course"])
    where: dict[str, Any] = {"post": identity} | ({"_id": {"$gt": after}} if after else {})
    return page(list(database["thanks"].find(where).sort("_id").limit(limit + 1)), limit)


def _language(database: Database, found: Sequence[Document], person: Person) -> str:
    """The course's, looked up only where a sentence stands for words that are gone."""
    if all(is_shown(post, person) and not post["gone"] for post in found):
        return ""
    course = database["courses"].find_one({"_id": found[0]["course"]}) or {}
    return course.get("language", "fr")


def _number(after: str | None) -> int:
    if after is None:
        return 0
    if not after.isascii() or not after.isdigit() or len(after) > 9:
        raise Invalid(errors={"after": ["Not a number that a page gave."]})
    return int(after)


def must_be_attached(database: Database, person: Person, course: str, file: str) -> None:
    """Raises NotFound unless a post of the course that the person may see shows the file."""
    claims = (database["files"].find_one({"_id": file}) or {}).get("claims", ())
    ids = [claim.removeprefix("post/") for claim in claims if claim.startswith("post/")]
    shown = list(database["posts"].find({"_id": {"$in": ids}})) if ids else []
    if not any(post["course"] == course and is_shown(post, person) for post in shown):
        raise NotFound("There is no such file")
