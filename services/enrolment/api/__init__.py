"""Enrolment over HTTP: each route turns a request into one command or one query."""

from enrolment.api import courses, enrolments, imports, people, sign_in
from enrolment.api.blueprint import blueprint

__all__ = ["blueprint", "courses", "enrolments", "imports", "people", "sign_in"]
