"""Reporting alone, fed with events as the others would tell them: made of the golden examples, for people of ours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kit import service
from kit.event import Event, new_id
from kit.settings import Settings
from kit.testing import House, take
from pymongo.database import Database

from tests.catalogue import contract

COURSE = "innovation-publique"
START = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Teller:
    """Tells facts to reporting, in one transaction each batch, as a worker would."""

    def __init__(self, house: House) -> None:
        self.house, self.versions = house, dict[str, int]()
        self.reactions = service.load("reporting").reactions

    @property
    def database(self) -> Database:
        return self.house.database("reporting")

    def event(self, short: str, aggregate: str = "", at: datetime = START, **data: Any) -> Event:
        """A fact `forum.post.published` with the example's data but for what is given."""
        type_ = f"org.bascule.{short}.v1"
        whole = contract(type_)[1] | {"course": COURSE} | data
        aggregate = aggregate or new_id()
        version = self.versions[aggregate] = self.versions.get(aggregate, 0) + 1
        source = f"/bascule/{short.partition('.')[0]}"
        return Event(new_id(), type_, source, at, whole, aggregate, version, correlation=new_id())

    def takes(self, *events: Event) -> None:
        take(self.house.services["reporting"], self.database, events)

    def tell(self, short: str, aggregate: str = "", at: datetime = START, **data: Any) -> Event:
        told = self.event(short, aggregate, at, **data)
        self.takes(told)
        return told

    def enrols(self, person: str, at: datetime = START, **profile: Any) -> Event:
        return self.tell("enrolment.learner.enrolled", f"{COURSE}/{person}", at, learner=person, **profile)

    def posts(self, person: str, discussion: str, at: datetime = START) -> Event:
        return self.tell("forum.post.published", discussion, at, author=person, discussion=discussion, post=new_id())

    def opens(self, person: str, discussion: str, at: datetime = START, **more: Any) -> Event:
        told = {"author": person, "discussion": discussion, "title": f"À propos de {discussion}"} | more
        opened = self.event("forum.discussion.opened", discussion, at, **told)
        first = self.event("forum.post.published", discussion, at, author=person, discussion=discussion, post=new_id())
        self.takes(opened, first)
        return opened


@pytest.fixture
def settings(amqp_url: str, mongo_url: str, namespace: str) -> Settings:
    return Settings(amqp_url=amqp_url, mongo_url=mongo_url, namespace=namespace, follow=1.0, private_targets=True)


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """Migrated, nobody at work: what is told takes effect in the test's own thread."""
    with House(settings, ["reporting"]) as house:
        yield house


@pytest.fixture
def teller(house: House) -> Teller:
    return Teller(house)


class Caller:
    """Somebody, or a program, asking reporting over HTTP."""

    def __init__(self, house: House, token: str = "") -> None:
        self.client = house.client("reporting", token)

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(f"/api/reporting{path}", query_string=asked)

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(f"/api/reporting{path}", json=body)

    def put(self, path: str, **body: Any) -> Any:
        return self.client.put(f"/api/reporting{path}", json=body)

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api/reporting{path}")


def as_role(house: House, role: str, person: str = "", course: str = COURSE) -> Caller:
    return Caller(house, house.signer.token(person or new_id(), {course: [role]}))


@pytest.fixture
def reporter(house: House) -> Caller:
    return as_role(house, "reporter")


@pytest.fixture
def facilitator(house: House) -> Caller:
    return as_role(house, "facilitator")


@pytest.fixture
def learner(house: House) -> Caller:
    return as_role(house, "learner")


def later(days: float = 0, hours: float = 0) -> datetime:
    return START + timedelta(days=days, hours=hours)


def doubled(events: list[Event]) -> list[Event]:
    """Delivered twice: equal, and not the same object."""
    return [replace(event) for event in events for _ in range(2)]
