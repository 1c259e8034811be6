"""Live sessions and who takes part in them."""

from kit.event import Fact
from kit.shapes import time
from marshmallow import Schema, fields


class SessionScheduled(Schema):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)
    starts_at = time(required=True)
    minutes = fields.Integer(required=True)


class SessionRecorded(Schema):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)
    recording = fields.String(required=True)


class SessionRescheduled(Schema):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)
    starts_at = time(required=True)
    minutes = fields.Integer(required=True)
    previous_starts_at = time(required=True)


class SessionCancelled(Schema):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)
    starts_at = time(required=True)


class SessionApproached(Schema):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)
    starts_at = time(required=True)
    minutes_before = fields.Integer(required=True)


class SessionRegistered(Schema):
    course = fields.String(required=True)
    session = fields.String(required=True)
    learner = fields.String(required=True)


class SessionUnregistered(Schema):
    course = fields.String(required=True)
    session = fields.String(required=True)
    learner = fields.String(required=True)


class SessionAttended(Schema):
    course = fields.String(required=True)
    session = fields.String(required=True)
    learner = fields.String(required=True)
    how = fields.String(required=True)


SESSION_SCHEDULED = Fact("org.bascule.enrolment.session.scheduled.v1", SessionScheduled())
SESSION_RECORDED = Fact("org.bascule.enrolment.session.recorded.v1", SessionRecorded())
SESSION_RESCHEDULED = Fact("org.bascule.enrolment.session.rescheduled.v1", SessionRescheduled())
SESSION_CANCELLED = Fact("org.bascule.enrolment.session.cancelled.v1", SessionCancelled())
SESSION_APPROACHED = Fact("org.bascule.enrolment.session.approached.v1", SessionApproached())
SESSION_REGISTERED = Fact("org.bascule.enrolment.session.registered.v1", SessionRegistered())
SESSION_UNREGISTERED = Fact("org.bascule.enrolment.session.unregistered.v1", SessionUnregistered())
SESSION_ATTENDED = Fact("org.bascule.enrolment.session.attended.v1", SessionAttended())
EMITTED = (
    SESSION_SCHEDULED,
    SESSION_RECORDED,
    SESSION_RESCHEDULED,
    SESSION_CANCELLED,
    SESSION_APPROACHED,
    SESSION_REGISTERED,
    SESSION_UNREGISTERED,
    SESSION_ATTENDED,
)
