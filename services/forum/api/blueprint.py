"""The blueprint that every subject's routes join, and what they share."""

from typing import Any

from kit.blueprint import Blueprint
from kit.web import database, person

from forum import views

blueprint = Blueprint("forum", __name__, description="Discussions, posts, controversies and projects")
route, takes, gives = blueprint.route, blueprint.arguments, blueprint.response


def of_my_course(collection: str, identity: str) -> Any:
    """One thing of a course that whoever asks is in; raises NotFound, Forbidden."""
    asking = person()
    found = views.one(database(), collection, identity)
    asking.must_be_in(found["course"])
    return found
