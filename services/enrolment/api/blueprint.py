"""The blueprint that every subject's routes join, and what they share."""

from flask import request
from kit.blueprint import Blueprint

blueprint = Blueprint("enrolment", __name__, description="Courses, people and how they sign in")
route, takes, gives = blueprint.route, blueprint.arguments, blueprint.response


def client() -> str:
    """Where on the network the browser is, as the gateway says; empty when nobody says so."""
    return request.headers.get("X-Forwarded-For", "").partition(",")[0].strip()[:45]
