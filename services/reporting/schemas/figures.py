"""The shapes of figures."""

from datetime import UTC, date, datetime
from typing import Any

from kit.shapes import time
from marshmallow import Schema, ValidationError, fields, post_load, validates_schema


class Figures(Schema):
    course = fields.String()
    enrolled = fields.Integer()
    active_discussions = fields.Integer()
    discussions = fields.Integer()
    posts = fields.Integer()
    projects = fields.Integer()
    controversies = fields.Integer()
    continents = fields.Dict(keys=fields.String(), values=fields.Integer())
    updated_at = time()


def check_order(first: date | None, last: date | None) -> None:
    """Raises ValidationError for a period that ends before it begins."""
    if first and last and last < first:
        raise ValidationError("Must not be before the first day.", "last")


class Period(Schema):
    first = fields.Date()
    last = fields.Date()

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: Any) -> None:
        check_order(data.get("first"), data.get("last"))

    @post_load
    def as_moments(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: datetime(day.year, day.month, day.day, tzinfo=UTC) for name, day in data.items()}


class Day(Schema):
    day = fields.Date()
    enrolled = fields.Integer()
    posts = fields.Integer()
    discussions = fields.Integer()
    projects = fields.Integer()
    controversies = fields.Integer()


class Days(Schema):
    items = fields.List(fields.Nested(Day))
