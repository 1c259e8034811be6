"""The fields that notifications reads of the facts of others."""

from kit.event import Fact, Read
from kit.shapes import time
from marshmallow import fields


class LearnerEnrolledRead(Read):
    course = fields.String(required=True)
    learner = fields.String(required=True)


class PostPublishedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    post = fields.String(required=True)
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)


class ProjectDeclaredRead(Read):
    course = fields.String(required=True)
    project = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)


class ControversyOpenedRead(Read):
    course = fields.String(required=True)
    controversy = fields.String(required=True)
    question = fields.String(required=True)
    author = fields.String(required=True)


class StageOpenedRead(Read):
    course = fields.String(required=True)
    stage = fields.String(required=True)
    title = fields.String(required=True)


class SessionRecordedRead(Read):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)


class AddressChangedRead(Read):
    learner = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    language = fields.String(required=True)


class SignInRequestedRead(Read):
    person = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    language = fields.String(required=True)
    link = fields.String(required=True)
    expires_at = time(required=True)


LEARNER_ENROLLED = Fact("org.bascule.enrolment.learner.enrolled.v1", LearnerEnrolledRead())
STAGE_OPENED = Fact("org.bascule.enrolment.stage.opened.v1", StageOpenedRead())
SESSION_RECORDED = Fact("org.bascule.enrolment.session.recorded.v1", SessionRecordedRead())
ADDRESS_CHANGED = Fact("org.bascule.enrolment.address.changed.v1", AddressChangedRead())
SIGN_IN_REQUESTED = Fact("org.bascule.enrolment.sign-in.requested.v1", SignInRequestedRead())
POST_PUBLISHED = Fact("org.bascule.forum.post.published.v1", PostPublishedRead())
PROJECT_DECLARED = Fact("org.bascule.forum.project.declared.v1", ProjectDeclaredRead())
CONTROVERSY_OPENED = Fact("org.bascule.forum.controversy.opened.v1", ControversyOpenedRead())
