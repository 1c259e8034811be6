"""Courses and their stages, and what is published in them."""

from kit.event import Fact
from marshmallow import Schema, fields


class About(Schema):
    type = fields.String(required=True)
    id = fields.String(required=True)


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


class SketchnotePublished(Schema):
    course = fields.String(required=True)
    sketchnote = fields.String(required=True)
    title = fields.String(required=True)
    about = fields.Nested(About, required=True)
    author = fields.String(required=True)


class AnnouncementPublished(Schema):
    course = fields.String(required=True)
    announcement = fields.String(required=True)
    title = fields.String(required=True)
    author = fields.String(required=True)


COURSE_OPENED = Fact("org.bascule.enrolment.course.opened.v1", CourseOpened())
STAGE_OPENED = Fact("org.bascule.enrolment.stage.opened.v1", StageOpened())
SKETCHNOTE_PUBLISHED = Fact("org.bascule.enrolment.sketchnote.published.v1", SketchnotePublished())
ANNOUNCEMENT_PUBLISHED = Fact("org.bascule.enrolment.announcement.published.v1", AnnouncementPublished())
EMITTED = (
    COURSE_OPENED,
    STAGE_OPENED,
    SKETCHNOTE_PUBLISHED,
    ANNOUNCEMENT_PUBLISHED,
)
