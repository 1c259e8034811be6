"""The people of the community's tests: learners who enrolled some time ago, a newcomer, and their facilitator."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kit.settings import Settings
from kit.testing import House
from kit.unit_of_work import transact

COURSE = "innovation-publique"
LONG_AGO = timedelta(days=40)
Answer = Any


class Member:
    """Somebody of the course at the forum's door; answers come as they are, good or bad."""

    def __init__(self, house: House, person: str, *roles: str, since: timedelta = LONG_AGO) -> None:
        self.house, self.id = house, person
        self._client = house.client("forum", house.signer.token(person, {COURSE: list(roles or ("learner",))}))
        known = {"course": COURSE, "person": person, "since": datetime.now(UTC) - since}
        house.database("forum")["standings"].update_one({"_id": f"{COURSE}/{person}"}, {"$set": known}, upsert=True)

    def get(self, path: str, **query: Any) -> Answer:
        return self._client.get(f"/api/forum/{path}", query_string=query)

    def post(self, path: str, **body: Any) -> Answer:
        return self._client.post(f"/api/forum/{path}", json=body)

    def put(self, path: str, **body: Any) -> Answer:
        return self._client.put(f"/api/forum/{path}", json=body)

    def patch(self, path: str, **body: Any) -> Answer:
        return self._client.patch(f"/api/forum/{path}", json=body)

    def delete(self, path: str) -> Answer:
        return self._client.delete(f"/api/forum/{path}")

    def brings(self, body: bytes) -> Answer:
        return self._client.post(f"/api/forum/courses/{COURSE}/pictures", data=body, content_type="image/png")

    def opens(self, title: str = "Par quoi commencer lundi ?") -> str:
        return made(self.post(f"courses/{COURSE}/discussions", title=title, body="Je suis seule."))["id"]


def made(answer: Answer) -> dict[str, Any]:
    """What an answer that must be good says."""
    assert answer.status_code in (200, 201), answer.json
    return answer.json


def refused(answer: Answer, status: int, field: str = "") -> dict[str, Any]:
    """The problem of an answer that must be bad, naming the field at fault if one is."""
    assert answer.status_code == status, answer.json
    assert answer.content_type == "application/problem+json"
    assert not field or field in answer.json["errors"], answer.json
    return answer.json


def told(house: House, what: str) -> list[dict[str, Any]]:
    """The data of the events of a kind, as `stance.taken`, in the order in which they were made."""
    rows = house.database("forum")["outbox"].find({"type": f"org.bascule.forum.{what}.v1"}).sort("_id", 1)
    return [row["data"] for row in rows]


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """The forum alone, with a course, and nobody at work: duties and reactions run when a test says so."""
    with House(settings, ["forum"]) as house:
        house.database("forum")["courses"].insert_one({"_id": COURSE, "language": "fr"})
        yield house


@pytest.fixture
def member(house: House) -> Callable[..., Member]:
    """Makes people: `member("anna")`, `member("chloe", "facilitator")`."""
    return lambda person, *roles, **more: Member(house, person, *roles, **more)


@pytest.fixture
def anna(member: Callable[..., Member]) -> Member:
    return member("anna")


@pytest.fixture
def boris(member: Callable[..., Member]) -> Member:
    return member("boris")


@pytest.fixture
def chloe(member: Callable[..., Member]) -> Member:
    return member("chloe", "facilitator")


def at(house: House, moment: datetime, command: Callable[..., Any], *arguments: Any, service: str = "forum") -> Any:
    """Run a command in a transaction as if it were that moment."""
    return transact(house.database(service), lambda work: command(work, *arguments), deadline=5, now=moment)
