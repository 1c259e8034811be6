"""Who may call an operation: said once beside its route, shown in OpenAPI as `x-allowed`, enforced before it runs.

    anybody                  no token is needed
    person                   whoever has signed in
    member                   whoever has a role in the course
    facilitator, reporter    whoever has that role in the course
    concerned                whose thing it is, or whom it asks: a role in the course opens the door, the command looks
    consumer                 a program with a token of its own, which the operation verifies
    operator                 an operator, who may also do whatever the others may

Which course it is stands in the path or the query. Where only the thing does (`/sessions/<session>`), a role in some
course opens the door, and the command that reads the thing checks the role in the very course.
"""

from collections.abc import Callable
from typing import Any

import flask_smorest

from kit.errors import Forbidden
from kit.identity import ROLES, Person

ANYBODY, PERSON, MEMBER, CONCERNED, OPERATOR = "anybody", "person", "member", "concerned", "operator"
CONSUMER = "consumer"
RULES = (ANYBODY, PERSON, MEMBER, CONCERNED, CONSUMER, OPERATOR, *ROLES)
Function = Callable[..., Any]


def allowed(*roles: str) -> Callable[[Function], Function]:
    """Let the bearers of any of these roles call the operation below; raises ValueError for what is no role."""
    if not roles or not set(roles) <= set(RULES):
        raise ValueError(f"{roles} are not among {', '.join(RULES)}")

    def declare(function: Function) -> Function:
        said: dict[str, Any] = {"x-allowed": list(roles)} | ({"security": []} if ANYBODY in roles else {})
        documented = flask_smorest.Blueprint.doc(**said)(function)
        documented.allowed = roles  # type: ignore[attr-defined]
        return documented

    return declare


anybody = allowed(ANYBODY)


def rule_of(function: Function | None) -> tuple[str, ...]:
    """The roles that may call a view function, empty when none was said."""
    return getattr(function, "allowed", ())


def check(person: Person, roles: tuple[str, ...], course: str | None) -> None:
    """Raises Forbidden unless the person has one of the roles: in the course if it is known, else in some course."""
    if person.operator or PERSON in roles:
        return
    held = person.courses.get(course, ()) if course else [role for some in person.courses.values() for role in some]
    if held and {MEMBER, CONCERNED} & set(roles):
        return
    if not set(roles) & set(held):
        raise Forbidden(_refusal(roles))


def _refusal(roles: tuple[str, ...]) -> str:
    if {MEMBER, CONCERNED} & set(roles):
        return "You are not enrolled in this course"
    if roles == (OPERATOR,):
        return "Only an operator may do this"
    return f"Only a {' or a '.join(roles)} of this course may do this"
