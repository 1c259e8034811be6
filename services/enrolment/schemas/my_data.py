"""The shapes of being forgotten; one confirms it by one's address, so that nobody does it by mistake."""

from marshmallow import Schema, fields

from enrolment.schemas.requests import Email


class Erasure(Schema):
    email = Email(required=True)


class Erased(Schema):
    status = fields.String(metadata={"example": "erased"})
