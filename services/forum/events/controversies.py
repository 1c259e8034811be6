"""Controversies, stances and arguments; a stance names nobody."""

from kit.event import Fact
from kit.shapes import time
from marshmallow import Schema, fields


class ControversyOpened(Schema):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    discussion = fields.String(required=True)
    question = fields.String(required=True)
    author = fields.String(required=True)
    opens_at = time(required=True)
    closes_at = time(required=True)


class ControversyClosed(Schema):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    discussion = fields.String(required=True)
    question = fields.String(required=True)
    before = fields.List(fields.Integer(), required=True)
    after = fields.List(fields.Integer(), required=True)
    revised = fields.Integer(required=True)


class ControversyConcluded(Schema):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    question = fields.String(required=True)
    by = fields.String(required=True)


class StanceTaken(Schema):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    stance = fields.Integer(required=True)
    previous = fields.Integer(required=True, allow_none=True)
    moved_by = fields.String(required=True, allow_none=True)


class ArgumentMade(Schema):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    argument = fields.String(required=True)
    side = fields.String(required=True)
    author = fields.String(required=True)


class ArgumentConvinced(Schema):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    argument = fields.String(required=True)
    author = fields.String(required=True)


CONTROVERSY_OPENED = Fact("org.bascule.forum.controversy.opened.v1", ControversyOpened())
CONTROVERSY_CLOSED = Fact("org.bascule.forum.controversy.closed.v1", ControversyClosed())
CONTROVERSY_CONCLUDED = Fact("org.bascule.forum.controversy.concluded.v1", ControversyConcluded())
STANCE_TAKEN = Fact("org.bascule.forum.stance.taken.v1", StanceTaken())
ARGUMENT_MADE = Fact("org.bascule.forum.argument.made.v1", ArgumentMade())
ARGUMENT_CONVINCED = Fact("org.bascule.forum.argument.convinced.v1", ArgumentConvinced())
EMITTED: tuple[Fact, ...] = (
    CONTROVERSY_OPENED,
    CONTROVERSY_CLOSED,
    CONTROVERSY_CONCLUDED,
    STANCE_TAKEN,
    ARGUMENT_MADE,
    ARGUMENT_CONVINCED,
)
