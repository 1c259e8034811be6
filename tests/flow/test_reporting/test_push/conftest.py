"""Somewhere to push to, and a consumer who is pushed to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from kit.testing import House
from reporting.push import deliver

from ..conftest import COURSE, as_role
from ..receiver import Receiver, receiver


@pytest.fixture
def hook() -> Iterator[tuple[Receiver, str]]:
    with receiver() as started:
        yield started


class Consumer:
    """A consumer of a reporter's, with somewhere to send to."""

    def __init__(self, house: House, url: str, **more: Any) -> None:
        self.house, self.reporter = house, as_role(house, "reporter", "rita")
        scope = {name: more.pop(name) for name in ("types",) if name in more}
        self.id = self.reporter.post(f"/courses/{COURSE}/consumers", name="Tableau", **scope).json["id"]
        answer = self.reporter.put(f"/consumers/{self.id}/destination", url=url, **more)
        assert answer.status_code == 200, answer.json
        self.secret = answer.json["secret"]

    def is_served(self) -> None:
        """Whatever pause was left is over, and the relay has its turn."""
        now = {"$set": {"destination.due": datetime.now(UTC)}}
        self.house.database("reporting")["consumers"].update_one({"_id": self.id}, now)
        deliver(self.house.database("reporting"), self.house.settings)

    @property
    def destination(self) -> dict[str, Any]:
        items = self.reporter.get(f"/courses/{COURSE}/consumers").json["items"]
        return next(one["destination"] for one in items if one["id"] == self.id)

    def undelivered(self) -> list[dict[str, Any]]:
        return self.reporter.get(f"/consumers/{self.id}/undelivered").json["items"]
