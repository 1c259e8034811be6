"""The rules of the forum; pure: documents in, documents out, or a Problem that says which rule was broken."""

from typing import Any

from kit.identity import Person

Document = dict[str, Any]


def is_facilitator(person: Person, course: str) -> bool:
    return person.operator or "facilitator" in person.courses.get(course, ())
