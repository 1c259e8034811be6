"""How far somebody has read in discussions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pymongo.database import Database

from forum.domain import Document
from forum.domain.reading import unread
from forum.store.reading import key


class Reader:
    """What one person has read in one course, looked up for a page at a time."""

    def __init__(self, database: Database, person: str, course: str) -> None:
        self._database, self.person, self.course = database, person, course
        self._caught_up: Any = ...
        self._known: dict[str, Document] = {}

    @property
    def caught_up(self) -> datetime | None:
        if self._caught_up is ...:
            known = self._database["readers"].find_one({"_id": f"{self.person}/{self.course}"})
            self._caught_up = known["caught_up"] if known else None
        return self._caught_up

    def remember(self, reads: Iterable[Document]) -> None:
        """What was found already need not be looked up again."""
        self._known |= {each["discussion"]: each for each in reads}

    def reads(self, discussions: Iterable[str]) -> dict[str, Document]:
        """By discussion, where the person has read anything."""
        keys = [key(self.person, discussion) for discussion in discussions if discussion not in self._known]
        self.remember(self._database["reads"].find({"_id": {"$in": keys}}) if keys else [])
        return self._known

    def with_news(self, discussions: list[Document]) -> list[Document]:
        """The discussions with `read`, the last number read (0: none), and `unread`, how many are new."""
        reads = self.reads(one["_id"] for one in discussions)
        return [self._with_news(one, reads.get(one["_id"], {}).get("number", 0)) for one in discussions]

    def _with_news(self, discussion: Document, number: int) -> Document:
        read = min(number, discussion["posts"])
        return {**discussion, "read": read, "unread": unread(discussion, read, self.caught_up)}
