"""What was drawn attention to, what was decided, and what may be called by its title no more."""

from kit.event import Fact
from marshmallow import Schema, fields


class About(Schema):
    type = fields.String(required=True)
    id = fields.String(required=True)


class ContentReported(Schema):
    course = fields.String(required=True)
    report = fields.String(required=True)
    about = fields.Nested(About, required=True)
    author = fields.String(required=True)


class ContentModerated(Schema):
    course = fields.String(required=True)
    decision = fields.String(required=True)
    action = fields.String(required=True)
    about = fields.Nested(About, required=True)
    author = fields.String(required=True)
    by = fields.String(required=True)


class TitleForgotten(Schema):
    course = fields.String(required=True)
    about = fields.Nested(About, required=True)
    title = fields.String(required=True)


CONTENT_REPORTED = Fact("org.bascule.forum.content.reported.v1", ContentReported())
CONTENT_MODERATED = Fact("org.bascule.forum.content.moderated.v1", ContentModerated())
TITLE_FORGOTTEN = Fact("org.bascule.forum.title.forgotten.v1", TitleForgotten())
EMITTED: tuple[Fact, ...] = (
    CONTENT_REPORTED,
    CONTENT_MODERATED,
    TITLE_FORGOTTEN,
)
