"""What reporting reads of courses, sessions and people."""

from collections.abc import Callable

from marshmallow import fields

from reporting.events.heard.reads import about, fact, must, text, texts

PROFILE: dict[str, Callable[[], fields.Field]] = {
    "learner": must,
    "role": must,
    "country": text,
    "department": text,
    "continent": must,
    "organisation_kind": text,
    "organisation_size": text,
    "alone": lambda: fields.Boolean(load_default=False),
    "reach": texts,
}


def _profile() -> dict[str, fields.Field]:
    return {name: field() for name, field in PROFILE.items()}


COURSE_OPENED = fact("enrolment.course.opened", title=text(), language=text(), starts_on=text())
STAGE_OPENED = fact("enrolment.stage.opened", stage=must(), number=must(fields.Integer), title=text())
SKETCHNOTE_PUBLISHED = fact("enrolment.sketchnote.published", sketchnote=must(), title=must(), about=about())
ANNOUNCEMENT_PUBLISHED = fact("enrolment.announcement.published")
SESSION_SCHEDULED = fact("enrolment.session.scheduled", session=must(), title=must(), starts_at=must())
SESSION_RESCHEDULED = fact("enrolment.session.rescheduled", session=must(), title=must(), starts_at=must())
SESSION_CANCELLED = fact("enrolment.session.cancelled", session=must())
SESSION_RECORDED = fact("enrolment.session.recorded", session=must())
SESSION_APPROACHED = fact("enrolment.session.approached")
SESSION_REGISTERED = fact("enrolment.session.registered", session=must(), learner=must())
SESSION_UNREGISTERED = fact("enrolment.session.unregistered", session=must(), learner=must())
SESSION_ATTENDED = fact("enrolment.session.attended", session=must(), learner=must(), how=must())
LEARNER_ENROLLED = fact("enrolment.learner.enrolled", **_profile())
LEARNER_PROFILE_CHANGED = fact("enrolment.learner.profile-changed", **_profile())
LEARNER_ROLES_CHANGED = fact("enrolment.learner.roles-changed", learner=must())
LEARNER_LEFT = fact("enrolment.learner.left", learner=must())
LEARNER_ERASED = fact("enrolment.learner.erased", learner=must())
