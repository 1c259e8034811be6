"""The shapes of requests for a hand and of contacts."""

from kit.shapes import Line, Page, Text, time
from marshmallow import Schema, fields, validate

from forum.domain import contacts
from forum.domain.help import CLOSED, MOST_ASKED, OPEN, OUTCOMES
from forum.schemas import Kept


class NewRequest(Schema):
    title = Line(3, 160, required=True)
    body = Text(1, 5_000, required=True)
    project = fields.String(load_default=None, allow_none=True, metadata={"description": "One whose team I am in"})
    to = fields.List(
        Line(1, 100),
        load_default=list,
        validate=validate.Length(max=MOST_ASKED),
        metadata={"description": "Contacts of mine; none: the whole community"},
    )


class AskedRequests(Page):
    state = fields.String(load_default=OPEN, validate=validate.OneOf((OPEN, CLOSED)))
    mine = fields.Boolean(load_default=False, metadata={"description": "Those I made, or offered a hand in"})


class Offer(Schema):
    by = fields.String(allow_none=True, metadata={"description": "null: somebody who left"})
    word = fields.String()
    at = time()


class HelpRequest(Kept):
    author = fields.String(allow_none=True, metadata={"description": "null: somebody who left"})
    title = fields.String()
    body = fields.String()
    project = fields.String(allow_none=True)
    to = fields.List(fields.String())
    state = fields.String(validate=validate.OneOf((OPEN, CLOSED)))
    offers = fields.List(fields.Nested(Offer))
    outcome = fields.String(allow_none=True, validate=validate.OneOf(OUTCOMES))
    helpers = fields.List(fields.String())
    thanks = fields.String()


class NewOffer(Schema):
    word = Text(1, 1_000, required=True)


class Closing(Schema):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    helpers = fields.List(Line(1, 100), load_default=list, validate=validate.Length(max=100))
    thanks = Text(0, 1_000, load_default="")


class NewContact(Schema):
    to = Line(1, 100, required=True)
    word = Text(1, 500, required=True)


class AskedContacts(Page):
    state = fields.String(
        load_default=contacts.ACCEPTED,
        validate=validate.OneOf((contacts.ASKED, contacts.ACCEPTED, "all")),
        metadata={"description": "asked: what waits, for me or for the other; all: both"},
    )


class Contact(Schema):
    id = fields.String(attribute="_id")
    course = fields.String(metadata={"description": "Where we met"})
    person = fields.String(metadata={"description": "The other"})
    word = fields.String()
    state = fields.String(validate=validate.OneOf(contacts.STATES))
    waits_for_me = fields.Boolean()
    at = time()
