"""What can be read of enrolment; but for contacts, which forum tells of, its own documents are the truth."""

from enrolment.views.calendars import of_course, of_person
from enrolment.views.courses import course, courses, registrations, session, sessions, stage, stages
from enrolment.views.files import name_of_file
from enrolment.views.imports import importing, imports, lines, result
from enrolment.views.people import found, members, names, profile
from enrolment.views.published import announcement, announcements, shown, sketchnote, sketchnotes

__all__ = [
    "announcement",
    "announcements",
    "course",
    "courses",
    "found",
    "importing",
    "imports",
    "lines",
    "members",
    "name_of_file",
    "names",
    "of_course",
    "of_person",
    "profile",
    "registrations",
    "result",
    "session",
    "sessions",
    "shown",
    "sketchnote",
    "sketchnotes",
    "stage",
    "stages",
]
