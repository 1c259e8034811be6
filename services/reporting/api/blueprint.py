"""The blueprint that every subject's routes join."""

from kit.blueprint import Blueprint

blueprint = Blueprint("reporting", __name__, description="Figures, each counted from events, and streams to build on")
route, takes, gives = blueprint.route, blueprint.arguments, blueprint.response
