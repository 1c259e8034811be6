"""The shapes of what is asked of views and of files."""

from typing import Any

from marshmallow import INCLUDE, Schema, fields, validate, validates_schema

from reporting.schemas.figures import check_order

FORMATS = ("csv", "ndjson", "parquet", "xapi")


class TableAsked(Schema):
    class Meta:
        unknown = INCLUDE

    format = fields.String(load_default="json", validate=validate.OneOf(("json", "csv")))
    limit = fields.Integer(validate=validate.Range(min=1, max=1_000_000))


class FileAsked(Schema):
    """A file of the events of a period (UTC), both days included; without them, of all."""

    format = fields.String(load_default="ndjson", validate=validate.OneOf(FORMATS))
    first = fields.Date()
    last = fields.Date()
    types = fields.String(load_default="", validate=validate.Length(max=4000))

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: Any) -> None:
        check_order(data.get("first"), data.get("last"))
