"""What every fact that is heard has, and how a field that may be missing is read: older facts may lack it."""

from typing import Any

from kit.event import Fact, Read
from marshmallow import fields


class OfCourse(Read):
    course = fields.String(required=True)


class AboutRead(Read):
    type = fields.String(load_default="")
    id = fields.String(load_default="")


def text() -> fields.String:
    return fields.String(load_default="")


def texts() -> fields.List:
    return fields.List(fields.String(), load_default=list)


def must(field: type[fields.Field] = fields.String) -> fields.Field:
    return field(required=True)


def about() -> fields.Nested:
    return fields.Nested(AboutRead, load_default=dict)


def fact(type_: str, **read: Any) -> Fact:
    """A fact with its course and these fields."""
    return Fact(f"org.bascule.{type_}.v1", type("Heard", (OfCourse,), read)())
