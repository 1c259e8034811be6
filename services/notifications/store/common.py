"""What the subjects of the store share: indexes, and changes of many documents at once inside a unit of work."""

from collections.abc import Iterator, Mapping
from typing import Any

from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel

from notifications.domain import Document


def by(*names: str, **options: Any) -> IndexModel:
    return IndexModel([(name, ASCENDING) for name in names], **options)


def update_all(work: Work, collection: str, where: Mapping[str, Any], change: Mapping[str, Any]) -> None:
    """Change every document that matches, in one round trip."""
    work.flush()
    work.round_trips += 1
    work.database[collection].update_many(where, change, session=work.session)


def delete_all(work: Work, collection: str, where: Mapping[str, Any]) -> None:
    work.flush()
    work.round_trips += 1
    work.database[collection].delete_many(where, session=work.session)


def members(work: Work, course: str, after: str, limit: int) -> list[Document]:
    """Some members of a course, in the order of their keys, those who left included."""
    where = {"course": course, "_id": {"$gt": after}}
    return list(work.find("members", where, sort=[("_id", ASCENDING)], limit=limit))


def is_there(member: Mapping[str, Any]) -> bool:
    """Whether a member has not left, or came back."""
    return "left" not in member or member.get("joined", member["since"]) > member["left"]


def those_with_role(work: Work, course: str, role: str) -> Iterator[str]:
    """The people who hold a role in a course; they are few."""
    for member in work.find("members", {"course": course, "roles": role}):
        if is_there(member):
            yield member["person"]
