"""The blueprint that every subject's routes join."""

from kit.blueprint import Blueprint

blueprint = Blueprint("enrolment", __name__, description="Courses, people and how they sign in")
route, takes, gives = blueprint.route, blueprint.arguments, blueprint.response
