"""The shapes of notifications' requests and responses."""

from typing import Any

from kit.shapes import Page, slug, time
from marshmallow import Schema, ValidationError, fields, validate, validates_schema


class OfCourse(Schema):
    course = slug(required=True)


class BellsAsked(Page):
    course = slug(required=True)


class ReadBells(Schema):
    course = slug(required=True)
    ids = fields.List(fields.String(validate=validate.Length(1, 100)), validate=validate.Length(1, 500))
    all = fields.Boolean()

    @validates_schema
    def one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if bool(data.get("ids")) == bool(data.get("all")):
            raise ValidationError("Give either ids, or all as true.", "ids")


class About(Schema):
    type = fields.String()
    id = fields.String()
    title = fields.String()


class Bell(Schema):
    id = fields.String(attribute="_id")
    course = fields.String()
    kind = fields.String()
    about = fields.Nested(About)
    actor = fields.String(allow_none=True)
    reason = fields.String()
    at = time()
    read = fields.Boolean()


class Unread(Schema):
    unread = fields.Integer()
