"""The shapes of contacts."""

from marshmallow import Schema, fields, validate
from webargs.fields import DelimitedList


class AskedContacts(Schema):
    ids = DelimitedList(
        fields.String(validate=validate.Length(1, 100)),
        validate=validate.Length(1, 100),
        metadata={"description": "Only these; all of them otherwise"},
    )


class Contact(Schema):
    id = fields.String(attribute="_id")
    name = fields.String()
    email = fields.String()
    organisation = fields.String()


class Contacts(Schema):
    items = fields.List(fields.Nested(Contact))
