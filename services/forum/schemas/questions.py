"""The shapes of what people say that they can help with."""

from kit.shapes import Line, slug
from marshmallow import Schema, fields, validate


class InCourse(Schema):
    course = slug(required=True)


class Subjects(Schema):
    subjects = fields.List(Line(2, 60), required=True, validate=validate.Length(max=10))
