"""What only notifications is told, on the exchange that feeds no stream: names, addresses, one-time links."""

from kit.event import Fact
from kit.shapes import time
from marshmallow import Schema, fields


class AddressChanged(Schema):
    learner = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    language = fields.String(required=True)


class SignInRequested(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    language = fields.String(required=True)
    link = fields.String(required=True)
    expires_at = time(required=True)


ADDRESS_CHANGED = Fact("org.bascule.enrolment.address.changed.v1", AddressChanged())
SIGN_IN_REQUESTED = Fact("org.bascule.enrolment.sign-in.requested.v1", SignInRequested())
EMITTED = (
    ADDRESS_CHANGED,
    SIGN_IN_REQUESTED,
)
