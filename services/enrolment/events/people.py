"""People, as pseudonyms: who enrolled, who left, who is to be forgotten."""

from kit.event import Fact
from marshmallow import Schema, fields


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
    reach = fields.List(fields.String())


class LearnerProfileChanged(Schema):
    course = fields.String(required=True)
    learner = fields.String(required=True)
    role = fields.String(required=True)
    country = fields.String(required=True)
    department = fields.String(required=True)
    continent = fields.String(required=True)
    organisation_kind = fields.String(required=True)
    organisation_size = fields.String(required=True)
    alone = fields.Boolean(required=True)
    reach = fields.List(fields.String())


class LearnerRolesChanged(Schema):
    course = fields.String(required=True)
    learner = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)


class LearnerLeft(Schema):
    course = fields.String(required=True)
    learner = fields.String(required=True)


class LearnerErased(Schema):
    course = fields.String(required=True)
    learner = fields.String(required=True)


LEARNER_ENROLLED = Fact("org.bascule.enrolment.learner.enrolled.v1", LearnerEnrolled())
LEARNER_PROFILE_CHANGED = Fact("org.bascule.enrolment.learner.profile-changed.v1", LearnerProfileChanged())
LEARNER_ROLES_CHANGED = Fact("org.bascule.enrolment.learner.roles-changed.v1", LearnerRolesChanged())
LEARNER_LEFT = Fact("org.bascule.enrolment.learner.left.v1", LearnerLeft())
LEARNER_ERASED = Fact("org.bascule.enrolment.learner.erased.v1", LearnerErased())
EMITTED = (
    LEARNER_ENROLLED,
    LEARNER_PROFILE_CHANGED,
    LEARNER_ROLES_CHANGED,
    LEARNER_LEFT,
    LEARNER_ERASED,
)
