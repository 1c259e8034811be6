"""The shapes of sketchnotes and announcements."""

from kit.shapes import Line, Page, Text, time
from marshmallow import Schema, fields, validate

from enrolment.domain.published import ABOUT
from enrolment.schemas.files import file_id

ALTERNATIVE = "What is to be seen, for those who do not see it; at least a sentence"


class About(Schema):
    type = fields.String(required=True, validate=validate.OneOf(list(ABOUT)))
    id = fields.String(required=True, validate=validate.Length(1, 100))


class EditedSketchnote(Schema):
    title = Line(3, 160)
    alternative = Text(20, 5_000, metadata={"description": ALTERNATIVE})


class NewSketchnote(Schema):
    title = Line(3, 160, required=True)
    alternative = Text(20, 5_000, required=True, metadata={"description": ALTERNATIVE})
    about = fields.Nested(About, required=True)
    file = file_id(required=True)


class Sketchnote(Schema):
    """The picture is at /courses/{course}/files/{file}, its thumbnails there with ?width=320 or 1280."""

    id = fields.String(attribute="_id")
    course = fields.String()
    title = fields.String()
    alternative = fields.String()
    about = fields.Nested(About)
    file = fields.String()
    kind = fields.String()
    width = fields.Integer()
    height = fields.Integer()
    author = fields.String()
    at = time()


class SketchnotesAsked(Page):
    about = fields.String(validate=validate.Length(1, 100), metadata={"description": "Id of a stage or a session"})


class EditedAnnouncement(Schema):
    title = Line(3, 160)
    body = Text(1, 20_000, metadata={"description": "Markdown"})


class NewAnnouncement(Schema):
    title = Line(3, 160, required=True)
    body = Text(1, 20_000, required=True, metadata={"description": "Markdown"})


class Announcement(Schema):
    id = fields.String(attribute="_id")
    course = fields.String()
    title = fields.String()
    body = fields.String(metadata={"description": "Markdown"})
    html = fields.String(metadata={"description": "The body as safe HTML"})
    author = fields.String()
    at = time()
    edited_at = time(allow_none=True)
