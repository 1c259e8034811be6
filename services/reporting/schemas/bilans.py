"""The shapes of reports on the course so far."""

from typing import Any

from kit.shapes import Line, Text, page_of
from marshmallow import Schema, fields, validate, validates_schema

from reporting.schemas.dashboards import Dashboard
from reporting.schemas.figures import check_order
from reporting.schemas.pulses import Sensation

LANGUAGES = ("fr", "en")


class Written(Schema):
    title = Line(load_default="", shortest=0, longest=200)
    text = Text(load_default="", shortest=0, longest=5000)
    language = fields.String(load_default="fr", validate=validate.OneOf(LANGUAGES))


class NewBilan(Written):
    first = fields.Date(required=True)
    last = fields.Date(required=True)

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: Any) -> None:
        check_order(data.get("first"), data.get("last"))


class BilanAsked(Schema):
    """A report that nobody published: of any period, as of now or of a past position."""

    first = fields.Date(required=True)
    last = fields.Date(required=True)
    position = fields.Integer(validate=validate.Range(min=0))
    language = fields.String(load_default="fr", validate=validate.OneOf(LANGUAGES))
    format = fields.String(load_default="json", validate=validate.OneOf(("json", "html", "pdf")))

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: Any) -> None:
        check_order(data.get("first"), data.get("last"))


class Bilan(Schema):
    id = fields.String()
    course = fields.String()
    first = fields.String()
    last = fields.String()
    position = fields.Integer()
    language = fields.String()
    title = fields.String()
    text = fields.String()
    by = fields.String()
    at = fields.String()


class Now(Schema):
    """Where a course is; `bilans` are the latest that were published."""

    dashboard = fields.Nested(Dashboard)
    sensations = fields.List(fields.Nested(Sensation))
    bilans = fields.List(fields.Nested(Bilan))


Bilans = page_of(Bilan)
