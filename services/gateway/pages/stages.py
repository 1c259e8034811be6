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
    """What is done in it: its content for members, its sessions, and the discussions that belong to it."""
    token, ours = session.token(), services()
    course = together(stages=home.stages(), sessions=home.sessions())
    known = course["stages"]
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
    meetings = (
        held_in(stage, known.value["items"], (course["sessions"].value or {"items": []})["items"]) if stage else []
    )
    return render_template("stages/stage.html", stage=stage, number=number, names=names, meetings=meetings, **found)


def held_in(
    stage: dict[str, Any], stages: list[dict[str, Any]], sessions: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The sessions that begin before the next stage opens."""
    later = [one["opens_at"] for one in stages if one["number"] > stage["number"]]
    end = min(later, default="9999")
    return [one for one in sessions if stage["opens_at"] <= one["starts_at"] < end]
