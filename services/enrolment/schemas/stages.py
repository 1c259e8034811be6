"""The shapes of stages, and of the files that are attached to them."""

from kit.shapes import Line, Text, time
from marshmallow import Schema, fields, validate

from enrolment.schemas.files import file_id
from enrolment.schemas.published import Sketchnote

LONGEST = 40_000
"""Characters of a stage's content: some fifteen printed pages."""


class NewAttachment(Schema):
    file = file_id(required=True)
    name = Line(1, 120, required=True)


class EditedStage(Schema):
    title = Line(3, 160)
    summary = Text(1, 5_000)
    content = Text(0, LONGEST, metadata={"description": "Markdown"})
    attachments = fields.List(fields.Nested(NewAttachment), validate=validate.Length(max=20))
    opens_at = time()


class NewStage(EditedStage):
    number = fields.Integer(strict=True, required=True, validate=validate.Range(1, 100))
    title = Line(3, 160, required=True)
    summary = Text(1, 5_000, required=True)
    opens_at = time(required=True)


class Stage(Schema):
    id = fields.String(attribute="_id")
    course = fields.String()
    number = fields.Integer()
    title = fields.String()
    summary = fields.String()
    opens_at = time()
    open = fields.Function(lambda stage: stage["opened_at"] is not None, metadata={"type": "boolean"})


class Attachment(Schema):
    file = fields.String()
    name = fields.String()
    kind = fields.String(metadata={"description": "Media type"})
    size = fields.Integer(metadata={"description": "Bytes"})


class WholeStage(Stage):
    content = fields.String(metadata={"description": "Markdown; empty until the stage opens, but for facilitators"})
    html = fields.String(metadata={"description": "The content as safe HTML"})
    attachments = fields.List(fields.Nested(Attachment))
    sketchnotes = fields.List(fields.Nested(Sketchnote), metadata={"description": "The latest twenty"})
    edited_at = time(allow_none=True)
