"""The shapes of projects, their teams, news, needs, and of glimpses."""

from kit import places
from kit.shapes import Line, Page, Text, time
from marshmallow import Schema, fields, validate

from forum.domain.projects import KINDS, MOST_ROLES, PHASES
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
CONTINENTS = ("africa", "americas", "antarctica", "asia", "europe", "oceania")
MOST_PICTURES = 8


def theme(**options: object) -> fields.String:
    return fields.String(validate=validate.OneOf(THEMES), **options)  # type: ignore[arg-type]


def phase(**options: object) -> fields.String:
    return fields.String(validate=validate.OneOf(PHASES), **options)  # type: ignore[arg-type]


def roles(**options: object) -> fields.List:
    most = validate.Length(max=MOST_ROLES)
    return fields.List(Line(1, 60), validate=most, **options)  # type: ignore[arg-type]


class Place(Schema):
    name = Text(1, 120, required=True)
    country = places.country(required=True)
    latitude = fields.Float(required=True, validate=validate.Range(-90, 90))
    longitude = fields.Float(required=True, validate=validate.Range(-180, 180))


class NewProject(Schema):
    title = Text(3, 160, required=True)
    summary = Text(10, 2_000, required=True)
    theme = theme(required=True)
    place = fields.Nested(Place, required=True)
    open_roles = roles(load_default=list, metadata={"description": "Who is looked for"})


class ChangedProject(Schema):
    title = Text(3, 160)
    summary = Text(10, 2_000)
    theme = theme()
    place = fields.Nested(Place)
    open_roles = roles()


class TeamMember(Schema):
    person = fields.String()
    role = fields.String()
    since = time()


class Need(Schema):
    id = fields.String()
    kind = fields.String(validate=validate.OneOf(KINDS))
    text = fields.String()
    by = fields.String()
    at = time()


class Project(Kept):
    author = fields.String(allow_none=True, metadata={"description": "Who declared it; null: somebody who left"})
    title = fields.String()
    summary = fields.String()
    theme = theme()
    place = fields.Nested(Place)
    continent = fields.String()
    phase = phase()
    lead = fields.String(allow_none=True)
    team = fields.List(fields.Nested(TeamMember))
    open_roles = fields.List(fields.String())
    needs = fields.List(fields.Nested(Need))
    news = fields.Integer(metadata={"description": "How often its team told how it goes"})
    resembles = fields.List(fields.String(), metadata={"description": "Projects like it, whose teams were introduced"})
    last_at = time(metadata={"description": "When its team last did something"})


class AskedProjects(Page):
    theme = theme()
    phase = phase()
    continent = fields.String(validate=validate.OneOf(CONTINENTS))
    mine = fields.Boolean(load_default=False, metadata={"description": "Only those whose team I am in"})


class Spot(Schema):
    """A project as a point of the map."""

    id = fields.String(attribute="_id")
    title = fields.String()
    theme = theme()
    phase = phase()
    place = fields.Nested(Place)


class Map(Schema):
    items = fields.List(fields.Nested(Spot))


class NewPhase(Schema):
    phase = phase(required=True)


class NewMember(Schema):
    role = Line(0, 60, load_default="", metadata={"description": "One of the open roles, or empty"})


class NewLead(Schema):
    to = Line(1, 100, required=True)


class NewNeed(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    text = Text(3, 300, required=True)


class NewPicture(Schema):
    file = Line(1, 100, required=True, metadata={"description": "The id of a picture that was brought before"})
    alternative = Text(3, 500, required=True, metadata={"description": "What it shows, for those who do not see it"})


class NewNews(Schema):
    body = Text(1, 5_000, required=True)
    pictures = fields.List(fields.Nested(NewPicture), load_default=list, validate=validate.Length(max=MOST_PICTURES))


class Brought(Schema):
    id = fields.String()
    size = fields.Integer(metadata={"description": "Bytes"})
    width = fields.Integer(metadata={"description": "Pixels"})
    height = fields.Integer()


class AskedPicture(Schema):
    width = fields.Integer(validate=validate.OneOf([320, 1280]), metadata={"description": "Of its thumbnail"})


class Picture(Schema):
    file = fields.String()
    alternative = fields.String()
    width = fields.Integer()
    height = fields.Integer()


class News(Kept):
    author = fields.String(allow_none=True)
    project = fields.String()
    body = fields.String()
    pictures = fields.List(fields.Nested(Picture))


class NewGlimpse(Schema):
    line = Line(5, 200, required=True)
    theme = theme(required=True)
    country = places.country(required=True)


class Glimpse(Kept):
    author = fields.String(allow_none=True)
    line = fields.String()
    theme = theme()
    country = fields.String()
    continent = fields.String()


class Glimpses(Schema):
    items = fields.List(fields.Nested(Glimpse))
    next = fields.String(allow_none=True)
    count = fields.Integer(metadata={"description": "All of the course"})
