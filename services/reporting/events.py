"""The fact that reporting tells, whole, and the fields that it reads of the facts of others.

All public facts are listed here, since all of them are kept; a contract test holds this list against the catalogue.
"""

from kit.event import Fact, Read
from marshmallow import Schema, fields


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


FIGURES_UPDATED = Fact("org.bascule.reporting.figures.updated.v1", FiguresUpdated())
EMITTED = (FIGURES_UPDATED,)


class OfCourse(Read):
    course = fields.String(required=True)


class LearnerEnrolledRead(OfCourse):
    role = fields.String(required=True)
    continent = fields.String(required=True)


class OfDiscussion(OfCourse):
    discussion = fields.String(required=True)


def _of_course(type_: str) -> Fact:
    return Fact(f"org.bascule.{type_}.v1", OfCourse())


COURSE_OPENED = _of_course("enrolment.course.opened")
STAGE_OPENED = _of_course("enrolment.stage.opened")
SESSION_SCHEDULED = _of_course("enrolment.session.scheduled")
SESSION_RECORDED = _of_course("enrolment.session.recorded")
LEARNER_ENROLLED = Fact("org.bascule.enrolment.learner.enrolled.v1", LearnerEnrolledRead())
DISCUSSION_OPENED = Fact("org.bascule.forum.discussion.opened.v1", OfDiscussion())
POST_PUBLISHED = Fact("org.bascule.forum.post.published.v1", OfDiscussion())
CONTROVERSY_OPENED = _of_course("forum.controversy.opened")
PROJECT_DECLARED = _of_course("forum.project.declared")
NOTIFICATION_RAISED = _of_course("notifications.notification.raised")

COUNTED = (LEARNER_ENROLLED, DISCUSSION_OPENED, POST_PUBLISHED, CONTROVERSY_OPENED, PROJECT_DECLARED)
PUBLIC = (*COUNTED, COURSE_OPENED, STAGE_OPENED, SESSION_SCHEDULED, SESSION_RECORDED, NOTIFICATION_RAISED)
