"""The shapes of controversies, stances, arguments and outcomes."""

from kit.shapes import Page, Text, time
from marshmallow import Schema, fields, validate

from forum.domain.controversies import CLOSED, OPEN, PLANNED, SIDES
from forum.schemas import Kept

LANGUAGES = ("fr", "en")


class NewControversy(Schema):
    question = Text(10, 300, required=True)
    context = Text(1, 5_000, required=True)
    opens_at = time(required=True, metadata={"description": "Nobody but facilitators hears of it before"})
    closes_at = time(required=True)


class ChangedControversy(Schema):
    question = Text(10, 300)
    context = Text(1, 5_000)
    opens_at = time()
    closes_at = time()


class NewStance(Schema):
    stance = fields.Integer(
        strict=True,
        required=True,
        validate=validate.Range(-2, 2),
        metadata={"description": "-2 against, -1 rather against, 0 undecided, 1 rather for, 2 for"},
    )
    reason = Text(1, 1_000, required=True)
    public = fields.Boolean(load_default=False, metadata={"description": "Whether others may see whose stance it is"})


class RevisedStance(NewStance):
    moved_by = fields.String(
        load_default=None, allow_none=True, metadata={"description": "The argument that moved me, if one did"}
    )


class Thought(Schema):
    stance = fields.Integer()
    reason = fields.String()
    moved_by = fields.String(allow_none=True)
    at = time()


class MyStance(Schema):
    stance = fields.Integer(attribute="last")
    first = fields.Integer()
    reason = fields.String()
    public = fields.Boolean()
    history = fields.List(fields.Nested(Thought))


class Reason(Schema):
    """Why somebody stands where they stand; who and where are null unless they said that others may see it."""

    id = fields.String()
    author = fields.String(allow_none=True)
    stance = fields.Integer(allow_none=True)
    reason = fields.String()


class Sides(Schema):
    pro = fields.Integer(attribute="for", data_key="for")
    against = fields.Integer()


class Conclusion(Schema):
    body = fields.String()
    by = fields.String()
    at = time()


class NewConclusion(Schema):
    body = Text(1, 3_000, required=True)


class Controversy(Kept):
    question = fields.String()
    context = fields.String()
    state = fields.String(validate=validate.OneOf((PLANNED, OPEN, CLOSED)))
    discussion = fields.String(allow_none=True, metadata={"description": "Where it is debated, once it is open"})
    opens_at = time()
    closes_at = time()
    people = fields.Integer(metadata={"description": "How many took a stance"})
    arguments = fields.Nested(Sides)
    mine = fields.Nested(MyStance, allow_none=True)
    conclusion = fields.Nested(Conclusion, allow_none=True)


class NewArgument(Schema):
    side = fields.String(required=True, validate=validate.OneOf(SIDES))
    body = Text(10, 1_000, required=True)


class AskedArguments(Page):
    side = fields.String(validate=validate.OneOf(SIDES))


class Argument(Kept):
    author = fields.String(allow_none=True, metadata={"description": "null: somebody who left"})
    controversy = fields.String()
    side = fields.String(validate=validate.OneOf(SIDES))
    body = fields.String()
    convinced = fields.Integer(metadata={"description": "How many people find it convincing"})
    moved = fields.Integer(metadata={"description": "How many people it moved"})
    convinced_me = fields.Boolean()
    hidden = fields.Boolean()


class Told(Schema):
    argument = fields.String()
    side = fields.String()
    body = fields.String()


class Counted(Told):
    people = fields.Integer()


class Group(Schema):
    people = fields.Integer()
    known_by = fields.List(fields.Nested(Told))


class Opinions(Schema):
    people = fields.Integer()
    groups = fields.List(fields.Nested(Group))
    common_ground = fields.List(fields.Nested(Told))


class AskedOutcome(Schema):
    language = fields.String(validate=validate.OneOf(LANGUAGES), metadata={"description": "Of the sentences"})


class Outcome(Schema):
    """Sentences first, then figures; distributions go from -2 to 2, and are null while fewer than five took part.

    Arguments and groups of opinion come at the close; groups only where the course has enough people.
    """

    sentences = fields.List(fields.String())
    people = fields.Integer()
    before = fields.List(fields.Integer(), allow_none=True)
    after = fields.List(fields.Integer(), allow_none=True)
    net_shift = fields.Float(metadata={"description": "In steps, positive towards for"})
    moved = fields.Integer()
    moved_share = fields.Float(metadata={"description": "0 to 1"})
    moved_towards_for = fields.Integer()
    moved_towards_against = fields.Integer()
    movers = fields.List(fields.Nested(Counted))
    convincing = fields.List(fields.Nested(Counted))
    opinions = fields.Nested(Opinions, allow_none=True)
    conclusion = fields.Nested(Conclusion, allow_none=True)
