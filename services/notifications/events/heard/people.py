"""The fields that notifications reads of what enrolment tells of people, also in private."""

from kit.event import Fact, Read
from kit.shapes import time
from marshmallow import fields


class LearnerEnrolledRead(Read):
    course = fields.String(required=True)
    learner = fields.String(required=True)
    role = fields.String(load_default="learner")
    department = fields.String(load_default="")


class LearnerRolesChangedRead(Read):
    course = fields.String(required=True)
    learner = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)


class LearnerLeftRead(Read):
    course = fields.String(required=True)
    learner = fields.String(required=True)


class LearnerErasedRead(Read):
    course = fields.String(required=True)
    learner = fields.String(required=True)


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
LEARNER_ROLES_CHANGED = Fact("org.bascule.enrolment.learner.roles-changed.v1", LearnerRolesChangedRead())
LEARNER_LEFT = Fact("org.bascule.enrolment.learner.left.v1", LearnerLeftRead())
LEARNER_ERASED = Fact("org.bascule.enrolment.learner.erased.v1", LearnerErasedRead())
ADDRESS_CHANGED = Fact("org.bascule.enrolment.address.changed.v1", AddressChangedRead())
SIGN_IN_REQUESTED = Fact("org.bascule.enrolment.sign-in.requested.v1", SignInRequestedRead())
