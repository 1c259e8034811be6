"""A hand given, people who stay in touch."""

from kit.event import Fact
from marshmallow import Schema, fields


class HelpRequested(Schema):
    course = fields.String(required=True)
    request = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    project = fields.String(required=True, allow_none=True)
    to = fields.List(fields.String(), required=True)


class HelpOffered(Schema):
    course = fields.String(required=True)
    request = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


class HelpClosed(Schema):
    course = fields.String(required=True)
    request = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    outcome = fields.String(required=True)
    helpers = fields.List(fields.String(), required=True)


class ContactRequested(Schema):
    course = fields.String(required=True)
    contact = fields.String(required=True)
    author = fields.String(required=True)
    to = fields.String(required=True)


class ContactAccepted(Schema):
    course = fields.String(required=True)
    contact = fields.String(required=True)
    author = fields.String(required=True)
    to = fields.String(required=True)


class ContactEnded(Schema):
    course = fields.String(required=True)
    contact = fields.String(required=True)
    author = fields.String(required=True)
    to = fields.String(required=True)


HELP_REQUESTED = Fact("org.bascule.forum.help.requested.v1", HelpRequested())
HELP_OFFERED = Fact("org.bascule.forum.help.offered.v1", HelpOffered())
HELP_CLOSED = Fact("org.bascule.forum.help.closed.v1", HelpClosed())
CONTACT_REQUESTED = Fact("org.bascule.forum.contact.requested.v1", ContactRequested())
CONTACT_ACCEPTED = Fact("org.bascule.forum.contact.accepted.v1", ContactAccepted())
CONTACT_ENDED = Fact("org.bascule.forum.contact.ended.v1", ContactEnded())
EMITTED: tuple[Fact, ...] = (
    HELP_REQUESTED,
    HELP_OFFERED,
    HELP_CLOSED,
    CONTACT_REQUESTED,
    CONTACT_ACCEPTED,
    CONTACT_ENDED,
)
