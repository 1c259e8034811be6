"""The shapes of a dashboard, subject by subject."""

from kit.shapes import time
from marshmallow import Schema, fields

from reporting.domain.moments import COUNTED
from reporting.schemas.community import Course, Forum, People, ranked, share


class Moving(Schema):
    argument = fields.String()
    side = fields.String(allow_none=True)
    moved = fields.Integer()
    convinced = fields.Integer()


class Controversy(Schema):
    """`before` and `after` count stances from against (-2) to for (2); null below five voices."""

    controversy = fields.String()
    question = fields.String()
    opens_at = fields.String()
    closes_at = fields.String()
    closed = fields.Boolean()
    voices = fields.Integer()
    turnout = share()
    before = fields.List(fields.Integer(), allow_none=True)
    after = fields.List(fields.Integer(), allow_none=True)
    revised = fields.Integer(allow_none=True)
    moved = fields.Integer(allow_none=True)
    shift = fields.Float(allow_none=True, metadata={"description": "The mean change of stance, from -4 to 4."})
    arguments_for = fields.Integer()
    arguments_against = fields.Integer()
    most_moving = fields.List(fields.Nested(Moving))


class Project(Schema):
    project = fields.String()
    title = fields.String()
    phase = fields.String(allow_none=True)


class Projects(Schema):
    projects = fields.Integer()
    by_phase = fields.Dict(keys=fields.String(), values=fields.Integer())
    by_theme = ranked()
    by_continent = ranked()
    helped = fields.Integer()
    quiet = fields.Integer()
    team_members = fields.Integer()
    latest = fields.List(fields.Nested(Project))


class Session(Schema):
    session = fields.String()
    title = fields.String()
    starts_at = fields.String()
    cancelled = fields.Boolean()
    recorded = fields.Boolean()
    registered = fields.Integer()
    live = fields.Integer()
    later = fields.Integer()


class Told(Schema):
    told = fields.Integer()
    by_mail = fields.Integer()
    by_digest = fields.Integer()
    by_push = fields.Integer()
    refused = fields.Integer()
    cancelled = fields.Integer()
    opened = fields.Integer()
    muted = fields.Integer()


class Kind(Told):
    kind = fields.String()
    opened_share = share()


class Notifications(Told):
    kinds = fields.List(fields.Nested(Kind))


class Hands(Schema):
    asked = fields.Integer()
    offered = fields.Integer()
    offers = fields.Integer()
    helped = fields.Integer()
    withdrawn = fields.Integer()
    hours_to_first_offer = fields.Float(allow_none=True)


class Stage(Schema):
    """From the day on which it opened until the day before the next did (UTC)."""

    stage = fields.String()
    number = fields.Integer(allow_none=True)
    title = fields.String()
    first = fields.String()
    last = fields.String()
    active = fields.Integer()


Counted = Schema.from_dict({name: fields.Integer() for name in COUNTED}, name="Counted")
StageInFigures = type("StageInFigures", (Stage, Counted), {})


class Sketchnote(Schema):
    sketchnote = fields.String()
    title = fields.String()
    at = time()


class Summary(Schema):
    course = fields.Nested(Course)
    people = fields.Nested(People)
    forum = fields.Nested(Forum)
    controversies = fields.List(fields.Nested(Controversy))
    projects = fields.Nested(Projects)
    sessions = fields.List(fields.Nested(Session))
    notifications = fields.Nested(Notifications)
    hands = fields.Nested(Hands)
    stages = fields.List(fields.Nested(StageInFigures))
    sketchnotes = fields.List(fields.Nested(Sketchnote))


class Dashboard(Summary):
    """The whole, with the position up to which it holds everything, and how many events came since."""

    course_id = fields.String()
    as_of = time()
    position = fields.Integer()
    newest = fields.Integer()
    behind = fields.Integer()


class Board(Schema):
    course = fields.String()
    position = fields.Integer()
    behind = fields.Integer()
    made_at = time()


class Replay(Schema):
    """The rebuilding of the views, in events."""

    done = fields.Integer()
    of = fields.Integer()
    at = time(metadata={"description": "When this was so."})


class State(Schema):
    position = fields.Integer()
    views_position = fields.Integer()
    views_behind = fields.Integer()
    set_aside = fields.Integer()
    newest_event_at = time(allow_none=True)
    views = fields.List(fields.String())
    dashboards = fields.List(fields.Nested(Board))
    replay = fields.Nested(Replay, allow_none=True, metadata={"description": "null: none is under way"})
