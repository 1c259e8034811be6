"""The blueprint that every subject's routes join."""

from kit.blueprint import Blueprint

blueprint = Blueprint("notifications", __name__, description="What is told to whoever asks, and how")
route, takes, gives = blueprint.route, blueprint.arguments, blueprint.response
