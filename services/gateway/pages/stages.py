"""The stages of the course, one page each, and its live sessions."""

from typing import Any

from flask import Blueprint, abort, render_template

from gateway import session
from gateway.pages import home, parts
from gateway.services import services, together

blueprint = Blueprint("stages", __name__)


@blueprint.get("/stages")
def listed() -> str:
    found = together(unread=parts.unread(session.token()), stages=home.stages(), sessions=home.sessions())
    return render_template("stages/list.html", **found)


@blueprint.get("/stages/<int:number>")
def shown(number: int) -> Any:
    token, ours = session.token(), services()
    path = f"/courses/{parts.course()}/discussions"
    asked = {"talks": lambda: ours.get("forum", path, token, limit=5, stage=number)["items"]} if token else {}
    found = together(unread=parts.unread(token), stages=home.stages(), sessions=home.sessions(), **asked)
    stage = None
    if found["stages"].value:
        stage = next((one for one in found["stages"].value["items"] if one["number"] == number), None)
        if stage is None:
            abort(404)
    return render_template("stages/stage.html", stage=stage, number=number, **found)
