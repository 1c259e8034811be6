"""The facts that forum tells, whole, and the fields that it reads of the facts of others.

Facts are pseudonymous and carry no words of a message: those who may read it ask forum.
"""

from kit.event import Fact, Read
from kit.shapes import time
from marshmallow import Schema, fields


class Place(Schema):
    name = fields.String(required=True)
    country = fields.String(required=True)
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)


class DiscussionOpened(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    stage = fields.Integer(required=True, allow_none=True)
    question = fields.Boolean(required=True)


class PostPublished(Schema):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)


class ControversyOpened(Schema):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    discussion = fields.String(required=True)
    question = fields.String(required=True)
    author = fields.String(required=True)
    opens_at = time(required=True)
    closes_at = time(required=True)


class ProjectDeclared(Schema):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    theme = fields.String(required=True)
    author = fields.String(required=True)
    place = fields.Nested(Place, required=True)
    continent = fields.String(required=True)


DISCUSSION_OPENED = Fact("org.bascule.forum.discussion.opened.v1", DiscussionOpened())
POST_PUBLISHED = Fact("org.bascule.forum.post.published.v1", PostPublished())
CONTROVERSY_OPENED = Fact("org.bascule.forum.controversy.opened.v1", ControversyOpened())
PROJECT_DECLARED = Fact("org.bascule.forum.project.declared.v1", ProjectDeclared())
EMITTED = (DISCUSSION_OPENED, POST_PUBLISHED, CONTROVERSY_OPENED, PROJECT_DECLARED)


class CourseOpenedRead(Read):
    course = fields.String(required=True)


class StageOpenedRead(Read):
    course = fields.String(required=True)
    number = fields.Integer(required=True)


COURSE_OPENED = Fact("org.bascule.enrolment.course.opened.v1", CourseOpenedRead())
STAGE_OPENED = Fact("org.bascule.enrolment.stage.opened.v1", StageOpenedRead())
