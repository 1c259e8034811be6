"""The shapes of sensations."""

from kit.shapes import Line
from marshmallow import Schema, fields, validate

from reporting.domain.pulses import NAMED, NOT_AT_ALL, UNNAMED

CHOICES = validate.OneOf((NAMED, UNNAMED, NOT_AT_ALL))


class AboutMoment(Schema):
    type = fields.String(required=True, validate=validate.OneOf(("stage", "session")))
    id = fields.String(required=True, validate=validate.Length(min=1, max=200))


class NewPulse(Schema):
    """A mood from 1 (heavy) to 5 (light); words and sentence are free to leave out."""

    about = fields.Nested(AboutMoment, required=True)
    mood = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=5))
    words = fields.List(Line(shortest=1, longest=40), load_default=list, validate=validate.Length(max=5))
    sentence = Line(shortest=0, longest=300, load_default="")
    quotable = fields.String(load_default=NOT_AT_ALL, validate=CHOICES)


class Quoting(Schema):
    quotable = fields.String(required=True, validate=CHOICES)


class Pulse(Schema):
    id = fields.String()
    course = fields.String()
    about = fields.Nested(AboutMoment)
    at = fields.String()
    mood = fields.Integer()
    words = fields.List(fields.String())
    sentence = fields.String()
    quotable = fields.String()


class Word(Schema):
    """`share` of the people said it; `grown` is how much more than the stage before, null for the first."""

    word = fields.String()
    people = fields.Integer()
    share = fields.Float()
    grown = fields.Float(allow_none=True)


class Quote(Schema):
    """`person` is null for those who do not want to be named."""

    pulse = fields.String()
    sentence = fields.String()
    person = fields.String(allow_none=True)


class Sensation(Schema):
    """Below five people, only their number: `moods` and `mean` are null, `words` and `quotes` empty."""

    about = fields.Nested(AboutMoment)
    people = fields.Integer()
    moods = fields.List(fields.Integer(), allow_none=True)
    mean = fields.Float(allow_none=True)
    words = fields.List(fields.Nested(Word))
    quotes = fields.List(fields.Nested(Quote))


class Sensations(Schema):
    items = fields.List(fields.Nested(Sensation))
    position = fields.Integer()
    behind = fields.Integer()


class MyPulses(Schema):
    items = fields.List(fields.Nested(Pulse))
