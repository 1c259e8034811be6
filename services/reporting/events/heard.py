"""The fields that reporting reads of the facts of others.

All public facts are listed here, since all of them are kept; a contract test holds this list against the catalogue.
"""

from kit.event import Fact, Read
from marshmallow import fields


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
SESSION_RESCHEDULED = _of_course("enrolment.session.rescheduled")
SESSION_CANCELLED = _of_course("enrolment.session.cancelled")
SESSION_APPROACHED = _of_course("enrolment.session.approached")
SESSION_REGISTERED = _of_course("enrolment.session.registered")
SESSION_UNREGISTERED = _of_course("enrolment.session.unregistered")
SESSION_ATTENDED = _of_course("enrolment.session.attended")
SKETCHNOTE_PUBLISHED = _of_course("enrolment.sketchnote.published")
ANNOUNCEMENT_PUBLISHED = _of_course("enrolment.announcement.published")
LEARNER_PROFILE_CHANGED = _of_course("enrolment.learner.profile-changed")
LEARNER_ROLES_CHANGED = _of_course("enrolment.learner.roles-changed")
LEARNER_LEFT = _of_course("enrolment.learner.left")
LEARNER_ERASED = _of_course("enrolment.learner.erased")
DISCUSSION_MERGED = _of_course("forum.discussion.merged")
DISCUSSION_SPLIT = _of_course("forum.discussion.split")
DISCUSSION_LEFT_UNANSWERED = _of_course("forum.discussion.left-unanswered")
POST_EDITED = _of_course("forum.post.edited")
POST_REMOVED = _of_course("forum.post.removed")
POST_THANKED = _of_course("forum.post.thanked")
ANSWER_ACCEPTED = _of_course("forum.answer.accepted")
CONTROVERSY_CLOSED = _of_course("forum.controversy.closed")
CONTROVERSY_CONCLUDED = _of_course("forum.controversy.concluded")
STANCE_TAKEN = _of_course("forum.stance.taken")
ARGUMENT_MADE = _of_course("forum.argument.made")
ARGUMENT_CONVINCED = _of_course("forum.argument.convinced")
PROJECT_UPDATED = _of_course("forum.project.updated")
PROJECT_JOINED = _of_course("forum.project.joined")
PROJECT_LEFT = _of_course("forum.project.left")
PROJECT_WENT_QUIET = _of_course("forum.project.went-quiet")
PROJECT_RESEMBLED = _of_course("forum.project.resembled")
PROJECT_GLIMPSED = _of_course("forum.project.glimpsed")
HELP_REQUESTED = _of_course("forum.help.requested")
HELP_OFFERED = _of_course("forum.help.offered")
HELP_CLOSED = _of_course("forum.help.closed")
CONTACT_REQUESTED = _of_course("forum.contact.requested")
CONTACT_ACCEPTED = _of_course("forum.contact.accepted")
CONTACT_ENDED = _of_course("forum.contact.ended")
CONTENT_REPORTED = _of_course("forum.content.reported")
CONTENT_MODERATED = _of_course("forum.content.moderated")
NOTIFICATION_OPENED = _of_course("notifications.notification.opened")
NOTIFICATION_SENT = _of_course("notifications.notification.sent")
NOTIFICATION_MUTED = _of_course("notifications.notification.muted")
DIGEST_SENT = _of_course("notifications.digest.sent")

COUNTED = (LEARNER_ENROLLED, DISCUSSION_OPENED, POST_PUBLISHED, CONTROVERSY_OPENED, PROJECT_DECLARED)
PUBLIC = tuple(value for value in list(vars().values()) if isinstance(value, Fact))
"""Every fact above."""
