"""What was sent to me, and all that is held about me, over HTTP."""

from typing import Any

from flask import Response, jsonify
from kit.allowed import allowed
from kit.shapes import page_of
from kit.web import database, person

from notifications import views
from notifications.api.blueprint import blueprint, gives, route, takes
from notifications.schemas import choices


@route("/mails")
@allowed("person")
@takes(choices.HistoryAsked, location="query")
@gives(200, page_of(choices.Sent))
def list_mails(asked: dict[str, Any]) -> Any:
    """List what was sent to me by mail and push in the last month, newest first"""
    return views.history(database(), person().id, asked["limit"], asked.get("after"))


@route("/me/data")
@allowed("person")
@blueprint.response(200, choices.Everything)
def show_everything() -> Response:
    """Give all that notifications holds about me"""
    return jsonify(views.everything(database(), person().id))
