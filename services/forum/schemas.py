"""The shapes of forum's requests and responses."""

from kit import places
from kit.shapes import Text, time
from marshmallow import Schema, fields, validate

THEMES = (
    "accueil",
    "numérique",
    "participation",
    "solidarité",
    "mobilités",
    "environnement",
    "santé",
    "éducation",
    "culture",
    "organisation",
)


class NewDiscussion(Schema):
    title = Text(3, 160, required=True)
    body = Text(1, 20_000, required=True)
    stage = fields.Integer(strict=True, load_default=None, allow_none=True, validate=validate.Range(1, 100))
    question = fields.Boolean(load_default=False)


class NewPost(Schema):
    body = Text(1, 20_000, required=True)


class NewControversy(Schema):
    question = Text(10, 300, required=True)
    context = Text(1, 5_000, required=True)
    opens_at = time(required=True)
    closes_at = time(required=True)


class Place(Schema):
    name = Text(1, 120, required=True)
    country = places.country(required=True)
    latitude = fields.Float(required=True, validate=validate.Range(-90, 90))
    longitude = fields.Float(required=True, validate=validate.Range(-180, 180))


class NewProject(Schema):
    title = Text(3, 160, required=True)
    summary = Text(10, 2_000, required=True)
    theme = fields.String(required=True, validate=validate.OneOf(THEMES))
    place = fields.Nested(Place, required=True)


class _Kept(Schema):
    id = fields.String(attribute="_id")
    course = fields.String()
    author = fields.String()
    at = time()


class Discussion(_Kept):
    title = fields.String()
    stage = fields.Integer(allow_none=True)
    question = fields.Boolean()
    controversy = fields.String(allow_none=True)
    locked = fields.Boolean()
    posts = fields.Integer()
    last_at = time()


class Post(_Kept):
    discussion = fields.String()
    number = fields.Integer()
    body = fields.String()


class Controversy(_Kept):
    question = fields.String()
    context = fields.String()
    discussion = fields.String()
    opens_at = time()
    closes_at = time()


class Project(_Kept):
    title = fields.String()
    summary = fields.String()
    theme = fields.String()
    place = fields.Nested(Place)
    continent = fields.String()
