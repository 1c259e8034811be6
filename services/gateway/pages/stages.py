"""The stages of the course, one page each, and its live sessions."""

from operator import itemgetter
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
    """What is done in it: its content for members, and the discussions that belong to it."""
    token, ours = session.token(), services()
    known = together(stages=home.stages())["stages"]
    stage = next((one for one in (known.value or {"items": []})["items"] if one["number"] == number), None)
    if known.value and stage is None:
        abort(404)
    path = f"/courses/{parts.course()}/discussions"
    inside = {
        "whole": lambda: ours.get("enrolment", f"/stages/{stage['id'] if stage else ''}", token),
        "talks": lambda: ours.get("forum", path, token, limit=5, stage=number)["items"],
    }
    found = together(unread=parts.unread(token), **(inside if token else {}))
    if token:
        found["drawings"] = found["whole"].then(itemgetter("sketchnotes"))
    talks = found["talks"].value if token and found["talks"].value else []
    names = parts.names(token, (one["author"] for one in talks))
    return render_template("stages/stage.html", stage=stage, number=number, names=names, **found)
