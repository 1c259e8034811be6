"""The shapes of discussions and posts."""

from kit.shapes import Text, time
from marshmallow import Schema, fields, validate

from forum.schemas import Kept


class NewDiscussion(Schema):
    title = Text(3, 160, required=True)
    body = Text(1, 20_000, required=True)
    stage = fields.Integer(strict=True, load_default=None, allow_none=True, validate=validate.Range(1, 100))
    question = fields.Boolean(load_default=False)


class NewPost(Schema):
    body = Text(1, 20_000, required=True)


class Discussion(Kept):
    title = fields.String()
    stage = fields.Integer(allow_none=True)
    question = fields.Boolean()
    controversy = fields.String(allow_none=True)
    locked = fields.Boolean()
    posts = fields.Integer()
    last_at = time()


class Post(Kept):
    discussion = fields.String()
    number = fields.Integer()
    body = fields.String()
