"""The shapes of files that were brought."""

from marshmallow import Schema, fields, validate

FILE_ID = r"^[0-9a-f]{64}$(?!\n)"


def file_id(**options: object) -> fields.String:
    """The id of a file that was brought before: the SHA-256 of its content."""
    return fields.String(validate=validate.Regexp(FILE_ID), **options)  # type: ignore[arg-type]


class File(Schema):
    id = fields.String()
    kind = fields.String(metadata={"description": "Media type, told from the content"})
    size = fields.Integer(metadata={"description": "Bytes"})
    width = fields.Integer(metadata={"description": "Pixels; 0 when it is no picture"})
    height = fields.Integer()


class FileAsked(Schema):
    width = fields.Integer(validate=validate.OneOf([320, 1280]), metadata={"description": "Of a picture's thumbnail"})
