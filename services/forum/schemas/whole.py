"""The shapes of what a page shows at once."""

from marshmallow import Schema, fields

from forum.schemas.controversies import Argument, Controversy, Outcome
from forum.schemas.discussions import Discussion
from forum.schemas.posts import Post
from forum.schemas.projects import Spot


class WholeDiscussion(Schema):
    discussion = fields.Nested(Discussion)
    posts = fields.List(fields.Nested(Post))
    next = fields.String(allow_none=True, metadata={"description": "The cursor of the next page of posts"})


class WholeControversy(Schema):
    """`arguments` and `outcome` are null to whoever may not see what others think yet."""

    controversy = fields.Nested(Controversy)
    arguments = fields.List(fields.Nested(Argument), allow_none=True)
    outcome = fields.Nested(Outcome, allow_none=True)


class Glance(Schema):
    """`controversy` is the one that is open, null when none is."""

    discussions = fields.List(fields.Nested(Discussion))
    controversy = fields.Nested(Controversy, allow_none=True)
    spots = fields.List(fields.Nested(Spot))
