"""Projects and their teams."""

from kit.event import Fact
from marshmallow import Schema, fields


class Place(Schema):
    name = fields.String(required=True)
    country = fields.String(required=True)
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)


class ProjectDeclared(Schema):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    theme = fields.String(required=True)
    author = fields.String(required=True)
    place = fields.Nested(Place, required=True)
    continent = fields.String(required=True)
    phase = fields.String()


class ProjectUpdated(Schema):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    by = fields.String(required=True)
    what = fields.String(required=True)
    phase = fields.String(required=True)


class ProjectJoined(Schema):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)
    learner = fields.String(required=True)


class ProjectLeft(Schema):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    learner = fields.String(required=True)


class ProjectWentQuiet(Schema):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    team = fields.List(fields.String(), required=True)
    days = fields.Integer(required=True)


class ProjectResembled(Schema):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    team = fields.List(fields.String(), required=True)
    other = fields.String(required=True)
    other_title = fields.String(required=True)
    other_team = fields.List(fields.String(), required=True)


class ProjectGlimpsed(Schema):
    course = fields.String(required=True)
    glimpse = fields.String(required=True)
    theme = fields.String(required=True)
    country = fields.String(required=True)
    continent = fields.String(required=True)
    author = fields.String(required=True)


PROJECT_DECLARED = Fact("org.bascule.forum.project.declared.v1", ProjectDeclared())
PROJECT_UPDATED = Fact("org.bascule.forum.project.updated.v1", ProjectUpdated())
PROJECT_JOINED = Fact("org.bascule.forum.project.joined.v1", ProjectJoined())
PROJECT_LEFT = Fact("org.bascule.forum.project.left.v1", ProjectLeft())
PROJECT_WENT_QUIET = Fact("org.bascule.forum.project.went-quiet.v1", ProjectWentQuiet())
PROJECT_RESEMBLED = Fact("org.bascule.forum.project.resembled.v1", ProjectResembled())
PROJECT_GLIMPSED = Fact("org.bascule.forum.project.glimpsed.v1", ProjectGlimpsed())
EMITTED: tuple[Fact, ...] = (
    PROJECT_DECLARED,
    PROJECT_UPDATED,
    PROJECT_JOINED,
    PROJECT_LEFT,
    PROJECT_WENT_QUIET,
    PROJECT_RESEMBLED,
    PROJECT_GLIMPSED,
)
