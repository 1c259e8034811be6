"""The fields that forum reads of the facts of others."""

from kit.event import Fact, Read
from marshmallow import fields


class CourseOpenedRead(Read):
    course = fields.String(required=True)
    language = fields.String(load_default="fr")


class StageOpenedRead(Read):
    course = fields.String(required=True)
    number = fields.Integer(required=True)


class LearnerRead(Read):
    course = fields.String(required=True)
    learner = fields.String(required=True)


class ReplyReceivedRead(Read):
    course = fields.String(required=True)
    discussion = fields.String(required=True)
    learner = fields.String(required=True)
    body = fields.String(required=True)
    message = fields.String(required=True)


COURSE_OPENED = Fact("org.bascule.enrolment.course.opened.v1", CourseOpenedRead())
STAGE_OPENED = Fact("org.bascule.enrolment.stage.opened.v1", StageOpenedRead())
LEARNER_ENROLLED = Fact("org.bascule.enrolment.learner.enrolled.v1", LearnerRead())
LEARNER_LEFT = Fact("org.bascule.enrolment.learner.left.v1", LearnerRead())
LEARNER_ERASED = Fact("org.bascule.enrolment.learner.erased.v1", LearnerRead())
REPLY_RECEIVED = Fact("org.bascule.notifications.reply.received.v1", ReplyReceivedRead())
