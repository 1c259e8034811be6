"""The shapes of imports."""

from kit.shapes import Page, time
from marshmallow import Schema, fields, validate

from enrolment.domain.imports import OUTCOMES, STATES
from enrolment.schemas.requests import language


class NewImport(Schema):
    rehearsal = fields.Boolean(load_default=True, metadata={"description": "Only say what would happen"})
    language = language(load_default=None, metadata={"description": "Of the reasons; by default the asker's own"})


class Counts(Schema):
    created = fields.Integer()
    changed = fields.Integer()
    known = fields.Integer()
    refused = fields.Integer()


class Import(Schema):
    id = fields.String(attribute="_id")
    course = fields.String()
    rehearsal = fields.Boolean()
    state = fields.String(metadata={"enum": list(STATES)})
    rows = fields.Integer()
    done = fields.Integer(metadata={"description": "Rows gone through so far"})
    counts = fields.Nested(Counts)
    at = time()
    ended_at = time(allow_none=True)


class Imports(Schema):
    items = fields.List(fields.Nested(Import))


class LinesAsked(Page):
    outcome = fields.String(validate=validate.OneOf(OUTCOMES))


class Line(Schema):
    line = fields.Integer()
    email = fields.String()
    outcome = fields.String()
    reason = fields.String()
