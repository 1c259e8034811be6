"""Enrolment over HTTP: each route turns a request into one command or one query."""

from enrolment.api import contacts, courses, enrolments, imports, people, sign_in
from enrolment.api.blueprint import blueprint

__all__ = ["blueprint", "contacts", "courses", "enrolments", "imports", "people", "sign_in"]
