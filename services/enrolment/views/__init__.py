"""What can be read of enrolment; but for contacts, which forum tells of, its own documents are the truth."""

from enrolment.views.courses import course, courses, sessions, stages
from enrolment.views.imports import importing, imports, lines, result
from enrolment.views.people import found, members, names, profile

__all__ = [
    "course",
    "courses",
    "found",
    "importing",
    "imports",
    "lines",
    "members",
    "names",
    "profile",
    "result",
    "sessions",
    "stages",
]
