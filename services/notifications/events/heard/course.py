"""The fields that notifications reads of what enrolment tells of courses and sessions, and reporting of a bilan."""

from kit.event import Fact, Read
from kit.shapes import time
from marshmallow import fields


class CourseOpenedRead(Read):
    course = fields.String(required=True)
    title = fields.String(required=True)
    language = fields.String(required=True)


class StageOpenedRead(Read):
    course = fields.String(required=True)
    stage = fields.String(required=True)
    title = fields.String(required=True)


class AnnouncementPublishedRead(Read):
    course = fields.String(required=True)
    announcement = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)


class SketchnotePublishedRead(Read):
    course = fields.String(required=True)
    sketchnote = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)


class SessionScheduledRead(Read):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)


class SessionRecordedRead(Read):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)


class SessionRescheduledRead(Read):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)


class SessionCancelledRead(Read):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)


class SessionApproachedRead(Read):
    course = fields.String(required=True)
    session = fields.String(required=True)
    title = fields.String(required=True)
    starts_at = time(required=True)
    minutes_before = fields.Integer(required=True)


class SessionRegisteredRead(Read):
    course = fields.String(required=True)
    session = fields.String(required=True)
    learner = fields.String(required=True)


class SessionUnregisteredRead(Read):
    course = fields.String(required=True)
    session = fields.String(required=True)
    learner = fields.String(required=True)


class BilanPublishedRead(Read):
    course = fields.String(required=True)
    bilan = fields.String(required=True)
    by = fields.String(required=True)


COURSE_OPENED = Fact("org.bascule.enrolment.course.opened.v1", CourseOpenedRead())
STAGE_OPENED = Fact("org.bascule.enrolment.stage.opened.v1", StageOpenedRead())
ANNOUNCEMENT_PUBLISHED = Fact("org.bascule.enrolment.announcement.published.v1", AnnouncementPublishedRead())
SKETCHNOTE_PUBLISHED = Fact("org.bascule.enrolment.sketchnote.published.v1", SketchnotePublishedRead())
SESSION_SCHEDULED = Fact("org.bascule.enrolment.session.scheduled.v1", SessionScheduledRead())
SESSION_RECORDED = Fact("org.bascule.enrolment.session.recorded.v1", SessionRecordedRead())
SESSION_RESCHEDULED = Fact("org.bascule.enrolment.session.rescheduled.v1", SessionRescheduledRead())
SESSION_CANCELLED = Fact("org.bascule.enrolment.session.cancelled.v1", SessionCancelledRead())
SESSION_APPROACHED = Fact("org.bascule.enrolment.session.approached.v1", SessionApproachedRead())
SESSION_REGISTERED = Fact("org.bascule.enrolment.session.registered.v1", SessionRegisteredRead())
SESSION_UNREGISTERED = Fact("org.bascule.enrolment.session.unregistered.v1", SessionUnregisteredRead())
BILAN_PUBLISHED = Fact("org.bascule.reporting.bilan.published.v1", BilanPublishedRead())
