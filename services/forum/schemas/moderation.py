"""The shapes of reports, decisions and rules."""

from kit.shapes import Line, Page, Text, page_of, time
from marshmallow import Schema, fields, validate

from forum.domain import moderation
from forum.domain.standings import SLOWEST

KINDS = (*moderation.COLLECTIONS, moderation.PERSON)


class About(Schema):
    type = fields.String(required=True, validate=validate.OneOf(KINDS))
    id = Line(1, 100, required=True)


class NewReport(Schema):
    about = fields.Nested(About, required=True)
    reason = Text(1, 1_000, required=True)


class Report(Schema):
    id = fields.String(attribute="_id")
    about = fields.Nested(About)
    reason = fields.String()
    by = fields.String(allow_none=True)
    at = time()


class Case(Schema):
    """One thing and its reports, oldest first; twenty are shown at most, `reports` counts all that are open."""

    about = fields.Nested(About)
    author = fields.String(allow_none=True)
    open = fields.Boolean()
    hidden = fields.Boolean()
    excerpt = fields.String(metadata={"description": "The first words of what was reported, if it has words"})
    reports = fields.Integer()
    latest = fields.List(fields.Nested(Report))


class AskedCases(Page):
    open = fields.Boolean(load_default=True, metadata={"description": "false: those that were decided"})


class NewDecision(Schema):
    about = fields.Nested(About, required=True)
    action = fields.String(required=True, validate=validate.OneOf(tuple(moderation.DONE)))
    reason = Text(3, 2_000, required=True, metadata={"description": "The person concerned reads it"})
    until = time(load_default=None, allow_none=True, metadata={"description": "For a suspension"})


class Decision(Schema):
    id = fields.String(attribute="_id")
    course = fields.String()
    action = fields.String(validate=validate.OneOf(tuple(moderation.DONE.values())))
    about = fields.Nested(About)
    author = fields.String(allow_none=True, metadata={"description": "The person concerned"})
    by = fields.String()
    reason = fields.String()
    until = time(allow_none=True)
    reports = fields.Integer(metadata={"description": "How many reports it settled"})
    at = time()


PageOfDecisions = page_of(Decision)


class Standing(Schema):
    suspended_until = time(allow_none=True, metadata={"description": "Until when one may read but not write"})


class ChangedRules(Schema):
    newcomer_days = fields.Integer(strict=True, validate=validate.Range(0, 30))
    newcomer_posts_per_hour = fields.Integer(strict=True, validate=validate.Range(1, 1_000))
    quiet_after_days = fields.Integer(strict=True, validate=validate.Range(1, 365))
    groups_from = fields.Integer(strict=True, validate=validate.Range(20, 10_000))
    unanswered_after_hours = fields.Integer(strict=True, validate=validate.Range(1, 720))


class Rules(Schema):
    """What facilitators have set for their course, or the usual."""

    newcomer_days = fields.Integer(metadata={"description": "For how many days one is new"})
    newcomer_posts_per_hour = fields.Integer(metadata={"description": "How often newcomers may write"})
    quiet_after_days = fields.Integer(metadata={"description": "When a project without news is asked how it is"})
    groups_from = fields.Integer(metadata={"description": "From how many people groups of opinion are told"})
    unanswered_after_hours = fields.Integer(metadata={"description": "When others are asked to help with a question"})


class Pace(Schema):
    minutes = fields.Integer(
        strict=True,
        required=True,
        validate=validate.Range(0, SLOWEST),
        metadata={"description": "One message per person every so many minutes; 0 for no slow mode"},
    )
