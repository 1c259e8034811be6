"""The shapes of responses; only /me shows an address, and only one's own."""

from kit.shapes import time
from marshmallow import Schema, fields

from enrolment.domain.reach import reach_of


class Course(Schema):
    id = fields.String(attribute="_id")
    title = fields.String()
    summary = fields.String()
    language = fields.String()
    zone = fields.String()
    starts_on = fields.String(metadata={"format": "date"})


class Accepted(Schema):
    status = fields.String(metadata={"example": "accepted"})


class Tokens(Schema):
    access_token = fields.String()
    token_type = fields.String()
    expires_in = fields.Integer()
    refresh_token = fields.String()


class Organisation(Schema):
    name = fields.String()
    kind = fields.String()
    size = fields.String()


class Consent(Schema):
    purpose = fields.String()
    given = fields.Boolean()
    at = time()
    source = fields.String()


class Enrolment(Schema):
    course = fields.String()
    roles = fields.List(fields.String())
    country = fields.String()
    department = fields.String()
    organisation = fields.Nested(Organisation)
    alone = fields.Boolean()
    hopes = fields.String()
    consents = fields.List(fields.Nested(Consent), metadata={"description": "Every answer ever given, oldest first"})
    reach = fields.Function(reach_of, metadata={"type": "array", "items": {"type": "string"}})
    at = time()


class RolesHeld(Schema):
    id = fields.String(attribute="person")
    roles = fields.List(fields.String())


class Me(Schema):
    id = fields.String(attribute="_id")
    name = fields.String()
    email = fields.String()
    language = fields.String()
    operator = fields.Boolean()
    enrolments = fields.List(fields.Nested(Enrolment))


class Named(Schema):
    id = fields.String(attribute="_id")
    name = fields.String()


class Names(Schema):
    items = fields.List(fields.Nested(Named))


class Found(Named):
    country = fields.String()
    department = fields.String()
    organisation = fields.String()


class FoundPeople(Schema):
    items = fields.List(fields.Nested(Found))


class Member(Schema):
    """What facilitators see of somebody: no address."""

    id = fields.String(attribute="person")
    name = fields.String()
    roles = fields.List(fields.String())
    country = fields.String()
    department = fields.String()
    organisation = fields.Nested(Organisation)
    alone = fields.Boolean()
    hopes = fields.String()
    reach = fields.Function(reach_of, metadata={"type": "array", "items": {"type": "string"}})
    at = time()
    left_at = time(allow_none=True)


class Key(Schema):
    kty = fields.String()
    crv = fields.String()
    x = fields.String()
    kid = fields.String()
    use = fields.String()
    alg = fields.String()


class Keys(Schema):
    keys = fields.List(fields.Nested(Key))
