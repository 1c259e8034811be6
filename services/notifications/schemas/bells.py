"""Bells: what is asked of them and how they are shown."""

from typing import Any

from kit.shapes import Page, slug, time
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

CHANNELS = ("bell", "mail", "digest", "push")


def _id(**options: Any) -> fields.String:
    return fields.String(validate=validate.Length(1, 300), **options)


class OfCourse(Schema):
    course = slug(required=True)


class BellsAsked(Page):
    course = slug(required=True)
    after = fields.String(validate=validate.Length(min=1, max=400), metadata={"description": "`next` of the last page"})


class Thing(Schema):
    type = fields.String(required=True, validate=validate.Length(1, 40))
    id = fields.String(required=True, validate=validate.Length(1, 200))


class ReadBells(Schema):
    """Which bells were read: those named, all, or what is about a thing that is on screen."""

    course = slug(required=True)
    ids = fields.List(_id(), validate=validate.Length(1, 500))
    all = fields.Boolean()
    about = fields.Nested(Thing)
    channel = fields.String(load_default="bell", validate=validate.OneOf(CHANNELS))

    @validates_schema
    def one_of_them(self, data: dict[str, Any], **_: Any) -> None:
        if [bool(data.get(name)) for name in ("ids", "all", "about")].count(True) != 1:
            raise ValidationError("Give either ids, or all as true, or about.", "ids")


class About(Schema):
    type = fields.String()
    id = fields.String()
    title = fields.String()


class Mute(Schema):
    type = fields.String()
    id = fields.String()


class Bell(Schema):
    """An entry: `count` news are folded into it, `fresh` of them since it was last read."""

    id = fields.String(attribute="_id")
    course = fields.String()
    kind = fields.String()
    reason = fields.String()
    about = fields.Nested(About)
    actor = fields.String(allow_none=True)
    actors = fields.List(fields.String())
    count = fields.Integer()
    fresh = fields.Integer()
    first_at = time()
    last_at = time()
    at = time()
    read = fields.Boolean()
    everyone = fields.Boolean()
    mute = fields.Nested(Mute, allow_none=True)


class Unread(Schema):
    unread = fields.Integer(metadata={"description": "At most 100, which means more than 99"})
