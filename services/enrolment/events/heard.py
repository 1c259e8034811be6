"""The fields that enrolment reads of the facts of others."""

from kit.event import Fact, Read
from marshmallow import fields


class ContactRead(Read):
    contact = fields.String(required=True)
    author = fields.String(required=True)
    to = fields.String(required=True)


CONTACT_ACCEPTED = Fact("org.bascule.forum.contact.accepted.v1", ContactRead())
CONTACT_ENDED = Fact("org.bascule.forum.contact.ended.v1", ContactRead())
