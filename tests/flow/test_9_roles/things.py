"""One real thing for each argument that stands in a path, made through the API as people make it.

An operation whose path has an argument that is not known here fails the test: add who makes such a thing, in one
function, named like the argument. It gets the `World` and returns the id.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from enrolment.commands import grant
from kit.testing import House
from kit.unit_of_work import transact

COURSE, ANOTHER = "innovation-publique", "another-course"
ROLES = ("nobody", "foreign", "learner", "facilitator", "reporter", "operator")
LATER = (datetime.now(UTC) + timedelta(days=7)).isoformat()
PROJECT = {
    "title": "Un guichet qui se déplace",
    "summary": "Aller vers les habitants.",
    "theme": "accueil",
    "place": {"name": "Guéret", "country": "FR", "latitude": 46.17, "longitude": 1.87},
}


class World:
    """A house with a course in it, and one person of each kind."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._made: dict[str, str] = {"course": COURSE}
        self.tokens = {"nobody": "", "operator": house.signer.token(self.grant("operator"), {}, operator=True)}
        for course in (COURSE, ANOTHER):
            house.database("forum")["courses"].insert_one({"_id": course})
            new = {"id": course, "title": "Un parcours", "summary": "x", "language": "fr", "starts_on": "2026-06-01"}
            self.asks("operator", "POST", "/api/enrolment/courses", new)
        for role in ("learner", "facilitator", "reporter"):
            self.tokens[role] = house.signer.token(self.grant(role, COURSE), {COURSE: [role]})
        elsewhere = {ANOTHER: ["learner", "facilitator", "reporter"]}
        self.tokens["foreign"] = house.signer.token(self.grant("facilitator", ANOTHER), elsewhere)

    def grant(self, role: str, course: str | None = None) -> str:
        """The id of a new person with that role."""
        email = f"{role}.{course or 'everywhere'}@demo.example"
        database = self.house.database("enrolment")
        return transact(database, lambda work: grant(work, email, role, course, "Somebody"), deadline=5)

    def thing(self, argument: str) -> str:
        """The id of a thing of that kind, the same each time; raises KeyError when nobody knows how to make one."""
        if argument not in self._made:
            self._made[argument] = MAKERS[argument](self)
        return self._made[argument]

    def asks(self, who: str, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """The answer to a request that must succeed."""
        answer = self.house.client(path.split("/")[2], self.tokens[who]).open(path, method=method, json=body)
        assert answer.status_code < 300, f"{method} {path}: {answer.text}"
        return answer.json or {}


def discussion(world: World) -> str:
    path = f"/api/forum/courses/{COURSE}/discussions"
    return world.asks("learner", "POST", path, {"title": "Par quoi commencer ?", "body": "Je suis seule."})["id"]


def project(world: World) -> str:
    return world.asks("learner", "POST", f"/api/forum/courses/{COURSE}/projects", PROJECT)["id"]


def session(world: World) -> str:
    asked = {"title": "Mi-parcours", "summary": "x", "starts_at": LATER, "minutes": 60}
    return world.asks("facilitator", "POST", f"/api/enrolment/courses/{COURSE}/sessions", asked)["id"]


def person(world: World) -> str:
    return world.grant("learner", COURSE)


def controversy(world: World) -> str:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    asked = {"question": "Faut-il demander la permission ?", "context": "x"}
    asked |= {"opens_at": yesterday, "closes_at": LATER}
    return world.asks("facilitator", "POST", f"/api/forum/courses/{COURSE}/controversies", asked)["id"]


def argument(world: World) -> str:
    path = f"/api/forum/controversies/{controversy(world)}"
    world.asks("learner", "POST", f"{path}/stance", {"stance": 1, "reason": "Oui."})
    asked = {"side": "for", "body": "On a déjà essayé."}
    return world.asks("learner", "POST", f"{path}/arguments", asked)["id"]


MAKERS: dict[str, Callable[[World], str]] = {
    one.__name__: one for one in (discussion, person, project, session, controversy, argument)
}
