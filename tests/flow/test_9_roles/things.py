"""A house with people of every kind, and one real thing for each argument that stands in a path.

An operation whose path has an argument that nobody makes fails the test: add a function named like the argument to
`makers/`, in a file of the service; it gets the `World`, makes the thing as people do, and returns its id.
"""

import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from enrolment.commands import grant
from kit.testing import House
from kit.unit_of_work import transact

from tests.flow.test_9_roles import makers

COURSE, ANOTHER = "innovation-publique", "another-course"
ROLES = ("nobody", "foreign", "learner", "facilitator", "reporter", "operator")
LATER = (datetime.now(UTC) + timedelta(days=7)).isoformat()


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
            self._made[argument] = maker(argument)(self)
        return self._made[argument]

    def asks(self, who: str, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """The answer to a request that must succeed."""
        answer = self.house.client(path.split("/")[2], self.tokens[who]).open(path, method=method, json=body)
        assert answer.status_code < 300, f"{method} {path}: {answer.text}"
        return answer.json or {}


def maker(argument: str) -> Callable[[World], str]:
    """Who makes such a thing; raises KeyError when nobody does."""
    for found in pkgutil.iter_modules(makers.__path__):
        made = getattr(import_module(f"{makers.__name__}.{found.name}"), argument, None)
        if made is not None:
            return made
    raise KeyError(argument)
