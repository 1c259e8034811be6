"""Who reads the streams: somebody of the course with a role for it, or a program with a consumer's token."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import request
from kit import identity
from kit.errors import Forbidden
from kit.web import database, person

from reporting import store
from reporting.commands.consumers import may_give_out
from reporting.domain import consumers


@dataclass(frozen=True)
class Reader:
    """What may be read: no courses mean all, no types mean all."""

    courses: Collection[str] | None
    types: Collection[str] = ()

    def of(self, course: str | None) -> list[str] | None:
        """The courses to read when this one, or none, was asked for. Raises Forbidden."""
        if self.courses is None:
            return [course] if course else None
        return consumers.allowed_courses(self.courses, course)

    def types_among(self, asked: list[str]) -> list[str]:
        """Raises Forbidden."""
        return consumers.allowed_types(self.types, asked)

    def must_read_all_types(self) -> None:
        """What a view holds comes of every type: a token for some opens none. Raises Forbidden."""
        if self.types:
            raise Forbidden("This token is for some types of events; views are made of all of them: ask for another")


def reader() -> Reader:
    """Who is asking; raises Unauthenticated, or Forbidden for those who have no such role anywhere."""
    token = identity.bearer(request.headers.get("Authorization"))
    if token.startswith(consumers.PREFIX):
        now = datetime.now(UTC)
        found = consumers.check(store.consumers.find(database(), consumers.identity_of(token)), token, now)
        store.consumers.used(database(), found, now)
        return Reader(found["courses"], found["types"])
    asking = person()
    if asking.operator:
        return Reader(None)
    courses = [name for name, roles in asking.courses.items() if {"reporter", "facilitator"} & set(roles)]
    if not courses:
        raise Forbidden("Only reporters, facilitators and consumers with a token of theirs read the streams")
    return Reader(courses)


def reader_of(course: str) -> Reader:
    """Who is asking for something of one course. Raises Unauthenticated, Forbidden."""
    asking = reader()
    asking.of(course)
    return asking


def must_run(course: str) -> identity.Person:
    """A facilitator or reporter of the course, or an operator, in person. Raises Unauthenticated, Forbidden."""
    may_give_out(person(), [course])
    return person()
