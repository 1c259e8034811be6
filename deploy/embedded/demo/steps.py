"""What the story of the demo course is made of: steps, each of them one command, and what was told so far.

A step knows its day, the service it is told to, and what it makes; nothing here reads a clock or opens a connection.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from kit.identity import Person
from kit.unit_of_work import Work
from marshmallow import Schema
from pymongo.database import Database

from embedded.demo import load

FACILITATORS = 4


class Told:
    """What was told so far: when the story was begun, what each step has made, and the files that one brought."""

    def __init__(self, began: datetime, made: dict[str, Any]) -> None:
        self.began, self.made = began, made
        self.brought: dict[str, str] = {}

    def moment(self, day: float) -> datetime:
        return self.began + timedelta(days=day)

    @cached_property
    def people(self) -> list[str]:
        """The ids of all that are enrolled, in the order of their numbers."""
        blocks = sorted(name for name in self.made if name.startswith("people/"))
        return [person for name in blocks for person in self.made[name]]

    def person(self, number: int) -> Person:
        role = "facilitator" if number < FACILITATORS else "learner"
        return Person(self.people[number], {load("course")["id"]: (role,)})


class Step(NamedTuple):
    """`after` names a stage that its service must have heard of, `brings` puts on the shelf what `run` shows, and
    `moment` says when that is where the day is not enough; `run` returns what is remembered under `name`."""

    name: str
    day: float
    service: str
    run: Callable[[Work, Told], Any]
    after: int | None = None
    brings: Callable[[Database, Told], None] | None = None
    moment: Callable[[Told], datetime] | None = None


Run = Callable[[Work, Told], Any]


def form_of(shape: type[Schema], content: dict[str, Any]) -> dict[str, Any]:
    """What the shape takes of the content, checked as a request would be."""
    fields = shape().fields
    return shape().load({name: value for name, value in content.items() if name in fields})
