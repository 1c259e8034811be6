"""What a page shows at once, over HTTP: whoever draws one asks once."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page
from kit.web import database, person

from forum.api.blueprint import gives, route, takes
from forum.schemas import whole as schemas
from forum.schemas.controversies import AskedOutcome
from forum.views import whole as views


@route("/courses/<course>/glance")
@allowed("member")
@gives(200, schemas.Glance)
def show_glance(course: str) -> Any:
    """Show what moves in a course: its latest discussions, the open controversy, the projects on the map"""
    person().must_be_in(course)
    return views.glance(database(), person(), course)


@route("/discussions/<discussion>/whole")
@allowed("member")
@takes(Page, location="query")
@gives(200, schemas.WholeDiscussion)
def show_whole_discussion(asked: dict[str, Any], discussion: str) -> Any:
    """Show a discussion with a page of its posts; one that was merged is answered with the one that it is part of"""
    return views.discussion(database(), person(), discussion, asked["limit"], asked.get("after"))


@route("/controversies/<controversy>/whole")
@allowed("member")
@takes(AskedOutcome, location="query")
@gives(200, schemas.WholeControversy)
def show_whole_controversy(asked: dict[str, Any], controversy: str) -> Any:
    """Show a controversy with its arguments and outcome, as far as I may see them"""
    return views.controversy(database(), person(), controversy, asked.get("language"))
