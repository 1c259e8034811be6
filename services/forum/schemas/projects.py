"""The shapes of projects."""

from kit import places
from kit.shapes import Text
from marshmallow import Schema, fields, validate

from forum.schemas import Kept

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


class Project(Kept):
    title = fields.String()
    summary = fields.String()
    theme = fields.String()
    place = fields.Nested(Place)
    continent = fields.String()
