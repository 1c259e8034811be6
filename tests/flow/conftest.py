"""The people and the house of the flow tests: each test has a namespace of its own on the servers of the run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kit.settings import Settings
from kit.testing import House

COURSE = "innovation-publique"
SERVICES = ("forum", "notifications", "reporting")
PROJECT = {
    "title": "Un guichet qui se déplace",
    "summary": "Aller vers les habitants qui ne viennent plus en mairie.",
    "theme": "accueil",
    "place": {"name": "Guéret", "country": "FR", "latitude": 46.17, "longitude": 1.87},
}


class Actor:
    """Somebody of the course, acting through the services' HTTP interfaces."""

    def __init__(self, house: House, person: str, role: str = "learner", course: str = COURSE) -> None:
        self.house, self.person, self.course = house, person, course
        self.token = house.signer.token(person, {course: [role]})

    def at(self, service: str) -> Any:
        return self.house.client(service, self.token)

    def opens(self, title: str = "Par quoi commencer lundi ?", **more: Any) -> dict[str, Any]:
        asked = {"title": title, "body": "Je suis seule sur le sujet."} | more
        return self._created("forum", f"/api/forum/courses/{self.course}/discussions", asked)

    def answers(self, discussion: dict[str, Any], body: str = "Par écouter.", **headers: str) -> dict[str, Any]:
        path = f"/api/forum/discussions/{discussion['id']}/posts"
        return self._created("forum", path, {"body": body}, **headers)

    def declares(self, **more: Any) -> dict[str, Any]:
        return self._created("forum", f"/api/forum/courses/{self.course}/projects", PROJECT | more)

    def bells(self) -> list[dict[str, Any]]:
        asked = {"course": self.course, "limit": 100}
        return self.at("notifications").get("/api/notifications/bells", query_string=asked).json["items"]

    def unread(self) -> int:
        asked = {"course": self.course}
        return self.at("notifications").get("/api/notifications/bells/unread", query_string=asked).json["unread"]

    def _created(self, service: str, path: str, asked: dict[str, Any], **headers: str) -> dict[str, Any]:
        answer = self.at(service).post(path, json=asked, headers=headers)
        assert answer.status_code == 201, answer.json
        return answer.json


@pytest.fixture
def settings(amqp_url: str, mongo_url: str, namespace: str, tmp_path: Path) -> Settings:
    mailbox = f"maildir://{tmp_path}/mail-of-the-house"
    at_once = {"mail_patience": "0", "reply_domain": "answers.demo.example"}
    quick = {"follow": 0.1, "options": at_once}
    return Settings(amqp_url=amqp_url, mongo_url=mongo_url, namespace=namespace, smtp_url=mailbox, **quick)


@pytest.fixture
def quiet_house(settings: Settings) -> Iterator[House]:
    """Migrated, with a course, and nobody at work: no relay, no worker."""
    with House(settings, SERVICES) as house:
        house.database("forum")["courses"].insert_one({"_id": COURSE})
        yield house


@pytest.fixture
def house(quiet_house: House) -> House:
    """With relays and workers at work."""
    return quiet_house.run()


@pytest.fixture
def anna(quiet_house: House) -> Actor:
    return Actor(quiet_house, "anna")


@pytest.fixture
def boris(quiet_house: House) -> Actor:
    return Actor(quiet_house, "boris")


@pytest.fixture
def chloe(quiet_house: House) -> Actor:
    return Actor(quiet_house, "chloe", role="facilitator")


def figures(house: House, course: str = COURSE) -> dict[str, Any]:
    answer = house.client("reporting").get(f"/api/reporting/courses/{course}/figures")
    return answer.json if answer.status_code == 200 else {}
