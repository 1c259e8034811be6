"""The shapes of posts."""

from typing import Any

from kit.shapes import time
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from forum.schemas import Kept
from forum.schemas.discussions import attachments, body


class File(Schema):
    """A file on the shelf: `size` in bytes, `width` and `height` in pixels, 0 when it is no picture."""

    id = fields.String()
    kind = fields.String()
    size = fields.Integer()
    width = fields.Integer()
    height = fields.Integer()


class Attachment(File):
    id = fields.String(attribute="file")


class AskedFile(Schema):
    width = fields.Integer(validate=validate.OneOf((320, 1280)), metadata={"description": "of a picture's thumbnail"})


class NewPost(Schema):
    body = body(required=True)
    reply_to = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 64))
    attachments = attachments(load_default=list)


class ChangedPost(Schema):
    body = body()
    attachments = attachments(metadata={"description": "all that it is to show; left out: what it shows already"})

    @validates_schema
    def must_change_something(self, data: dict[str, Any], **_: Any) -> None:
        if not data:
            raise ValidationError("Say what is to change: body, attachments or both.", "body")


class Post(Kept):
    author = fields.String(allow_none=True, metadata={"description": "null: somebody who left"})
    discussion = fields.String()
    title = fields.String(metadata={"description": "of its discussion"})
    number = fields.Integer(metadata={"description": "its place in the discussion, from 1 without a gap"})
    body = fields.String(metadata={"description": "Markdown as it was written, without names"})
    html = fields.String(metadata={"description": "safe to show; mentions are <span class=mention data-person=id>"})
    mentions = fields.List(fields.String())
    attachments = fields.List(fields.Nested(Attachment))
    reply_to = fields.String(allow_none=True)
    edits = fields.Integer()
    edited_at = time(allow_none=True)
    gone = fields.String(
        allow_none=True, metadata={"description": "removed, erased or hidden: body is then a sentence that says so"}
    )
    thanks = fields.Integer()
    thanked = fields.Boolean(metadata={"description": "whether I thanked for it"})
    accepted = fields.Boolean(metadata={"description": "whether it is the accepted answer"})


class Edit(Schema):
    body = fields.String()
    html = fields.String()
    attachments = fields.List(fields.Nested(Attachment))
    until = time()


class Edits(Schema):
    items = fields.List(fields.Nested(Edit))


class Thanks(Schema):
    person = fields.String()
    at = time()
