"""Enrolment over HTTP: each route turns a request into one command or one query."""

from enrolment.api import (
    calendars,
    connect,
    contacts,
    courses,
    enrolments,
    imports,
    my_data,
    people,
    published,
    sessions,
    sign_in,
    stages,
)
from enrolment.api.blueprint import blueprint

__all__ = [
    "blueprint",
    "calendars",
    "connect",
    "contacts",
    "courses",
    "enrolments",
    "imports",
    "my_data",
    "people",
    "published",
    "sessions",
    "sign_in",
    "stages",
]
