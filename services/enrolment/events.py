"""The facts that enrolment tells, whole; it reads none of others.

What is public is pseudonymous: a learner is an id. Names, addresses and one-time links are told in private facts,
which no stream keeps.
"""

from kit.event import Fact
from kit.shapes import time
from marshmallow import Schema, fields


class CourseOpened(Schema):
    course = fields.String(required=True)
    title = fields.String(required=True)
    language = fields.String(required=True)
    starts_on = fields.String(required=True)


class StageOpened(Schema):
    course = fields.String(required=True)
    stage = fields.String(required=True)
    number = fields.Integer(required=True)
    title = fields.String(required=True)


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


class LearnerEnrolled(Schema):
    course = fields.String(required=True)
    learner = fields.String(required=True)
    role = fields.String(required=True)
    country = fields.String(required=True)
    department = fields.String(required=True)
    continent = fields.String(required=True)
    organisation_kind = fields.String(required=True)
    organisation_size = fields.String(required=True)
    alone = fields.Boolean(required=True)


class AddressChanged(Schema):
    learner = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    language = fields.String(required=True)


class SignInRequested(Schema):
    person = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    language = fields.String(required=True)
    link = fields.String(required=True)
    expires_at = time(required=True)


COURSE_OPENED = Fact("org.bascule.enrolment.course.opened.v1", CourseOpened())
STAGE_OPENED = Fact("org.bascule.enrolment.stage.opened.v1", StageOpened())
SESSION_SCHEDULED = Fact("org.bascule.enrolment.session.scheduled.v1", SessionScheduled())
SESSION_RECORDED = Fact("org.bascule.enrolment.session.recorded.v1", SessionRecorded())
LEARNER_ENROLLED = Fact("org.bascule.enrolment.learner.enrolled.v1", LearnerEnrolled())
ADDRESS_CHANGED = Fact("org.bascule.enrolment.address.changed.v1", AddressChanged())
SIGN_IN_REQUESTED = Fact("org.bascule.enrolment.sign-in.requested.v1", SignInRequested())
EMITTED = (COURSE_OPENED, STAGE_OPENED, SESSION_SCHEDULED, SESSION_RECORDED, LEARNER_ENROLLED)
EMITTED_IN_PRIVATE = (ADDRESS_CHANGED, SIGN_IN_REQUESTED)
