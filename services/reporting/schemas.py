"""The shapes of reporting's requests and responses."""

from datetime import UTC, datetime
from typing import Any

from kit.shapes import time
from marshmallow import Schema, fields, post_load


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


class Period(Schema):
    first = fields.Date()
    last = fields.Date()

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
