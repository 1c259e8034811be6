"""What can be read of enrolment; it has no read models, since its own documents are the truth."""

from enrolment.views.courses import course, courses, sessions, stages
from enrolment.views.people import found, members, names, profile

__all__ = ["course", "courses", "found", "members", "names", "profile", "sessions", "stages"]
