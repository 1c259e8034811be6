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
    """What is done in it: its content for members, and the discussions that belong to it."""
    token, ours = session.token(), services()
    known = together(stages=home.stages())["stages"]
    stage = next((one for one in (known.value or {"items": []})["items"] if one["number"] == number), None)
    if known.value and stage is None:
        abort(404)
    path = f"/courses/{parts.course()}/discussions"
    inside = {
        "whole": lambda: ours.get("enrolment", f"/stages/{stage['id'] if stage else ''}", token),
        "drawings": lambda: drawings(token, stage["id"] if stage else ""),
        "talks": lambda: ours.get("forum", path, token, limit=5, stage=number)["items"],
    }
    found = together(unread=parts.unread(token), **(inside if token else {}))
    talks = found["talks"].value if token and found["talks"].value else []
    names = parts.names(token, (one["author"] for one in talks))
    return render_template("stages/stage.html", stage=stage, number=number, names=names, **found)


def drawings(token: str | None, about: str) -> list[dict[str, Any]]:
    """The drawings of a stage or a session. Raises Away, Refused."""
    path = f"/courses/{parts.course()}/sketchnotes"
    return services().get("enrolment", path, token, about=about, limit=20)["items"]
