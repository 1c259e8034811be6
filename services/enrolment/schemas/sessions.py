"""The shapes of live sessions and of taking part in them."""

from typing import Any

from kit.shapes import Line, Text, time
from marshmallow import Schema, fields, validate

from enrolment.domain.sessions import LATER, LIVE


def https(**options: Any) -> fields.Url:
    """An address that starts with https://."""
    return fields.Url(schemes={"https"}, validate=validate.Length(max=2_000), **options)


class EditedSession(Schema):
    title = Line(3, 160)
    summary = Text(1, 5_000)
    starts_at = time()
    minutes = fields.Integer(strict=True, validate=validate.Range(5, 600))
    url = https(allow_none=True, metadata={"description": "Where to join; members see it"})


class NewSession(EditedSession):
    title = Line(3, 160, required=True)
    summary = Text(1, 5_000, required=True)
    starts_at = time(required=True)
    minutes = fields.Integer(strict=True, required=True, validate=validate.Range(5, 600))


class NewRecording(Schema):
    url = https(required=True)


class Attendance(Schema):
    how = fields.String(required=True, validate=validate.OneOf([LIVE, LATER]))


class Session(Schema):
    id = fields.String(attribute="_id")
    course = fields.String()
    title = fields.String()
    summary = fields.String()
    starts_at = time()
    minutes = fields.Integer()
    recording = fields.String(allow_none=True)
    cancelled = fields.Function(lambda session: bool(session["cancelled_at"]), metadata={"type": "boolean"})
    registered = fields.Integer(metadata={"description": "How many people have registered"})


class Attended(Schema):
    live = fields.Integer()
    later = fields.Integer()


class MemberSession(Session):
    """What people of the course see besides."""

    url = fields.String(allow_none=True)
    attended = fields.Nested(Attended)
    i_registered = fields.Boolean()
    i_attended = fields.String(allow_none=True, metadata={"enum": [LIVE, LATER, None]})


class Registration(Schema):
    session = fields.String()
    registered = fields.Boolean()
    attended = fields.String(allow_none=True)


class Registrations(Schema):
    items = fields.List(fields.Nested(Registration))


class Calendar(Schema):
    url = fields.String(metadata={"description": "Shown once: only a hash of the secret in it is kept"})


class HasCalendar(Schema):
    open = fields.Boolean()
