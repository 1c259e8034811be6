"""The shapes of signing in by an account elsewhere."""

from marshmallow import Schema, fields, validate

from enrolment.schemas import answers
from enrolment.schemas.requests import SECRET, destination, language


class Offer(Schema):
    """Whether there is a provider here, and what people call it."""

    open = fields.Boolean()
    name = fields.String()


class SetOut(Schema):
    next = destination()


class Way(Schema):
    url = fields.String(metadata={"description": "Where to send the browser"})
    state = fields.String(metadata={"description": "To keep in that browser, and to compare on the way back"})


class WayBack(Schema):
    code = fields.String(required=True, validate=validate.Length(1, 2_000))
    state = fields.String(required=True, validate=validate.Regexp(SECRET))
    language = language(load_default="fr", metadata={"description": "Of whoever is new"})


class Connected(answers.Tokens):
    """With where to go on, as it was said on setting out."""

    next = fields.String(allow_none=True)
