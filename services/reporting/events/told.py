"""The facts that reporting tells: figures as they change, what people tell of how it feels, reports."""

from kit.event import Fact
from marshmallow import Schema, fields


class About(Schema):
    type = fields.String(required=True)
    id = fields.String(required=True)


class Figures(Schema):
    enrolled = fields.Integer(required=True)
    active_discussions = fields.Integer(required=True)
    discussions = fields.Integer(required=True)
    posts = fields.Integer(required=True)
    projects = fields.Integer(required=True)
    controversies = fields.Integer(required=True)
    continents = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class FiguresUpdated(Schema):
    course = fields.String(required=True)
    figures = fields.Nested(Figures, required=True)


class PulseRecorded(Schema):
    course = fields.String(required=True)
    pulse = fields.String(required=True)
    about = fields.Nested(About, required=True)
    mood = fields.Integer(required=True)


class BilanPublished(Schema):
    course = fields.String(required=True)
    bilan = fields.String(required=True)
    first = fields.String(required=True)
    last = fields.String(required=True)
    by = fields.String(required=True)


FIGURES_UPDATED = Fact("org.bascule.reporting.figures.updated.v1", FiguresUpdated())
PULSE_RECORDED = Fact("org.bascule.reporting.pulse.recorded.v1", PulseRecorded())
BILAN_PUBLISHED = Fact("org.bascule.reporting.bilan.published.v1", BilanPublished())
EMITTED: tuple[Fact, ...] = (
    FIGURES_UPDATED,
    PULSE_RECORDED,
    BILAN_PUBLISHED,
)
