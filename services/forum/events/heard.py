"""The fields that forum reads of the facts of others."""

from kit.event import Fact, Read
from marshmallow import fields


class CourseOpenedRead(Read):
    course = fields.String(required=True)


class StageOpenedRead(Read):
    course = fields.String(required=True)
    number = fields.Integer(required=True)


COURSE_OPENED = Fact("org.bascule.enrolment.course.opened.v1", CourseOpenedRead())
STAGE_OPENED = Fact("org.bascule.enrolment.stage.opened.v1", StageOpenedRead())
