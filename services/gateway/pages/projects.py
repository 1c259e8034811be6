"""Projects: the map and the list that says the same, and a small form to declare one."""

from math import isfinite
from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from gateway import session, words, world
from gateway.forms import Form
from gateway.languages import current
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.services import services, together

blueprint = Blueprint("projects", __name__)
FIELDS = ("title", "summary", "theme", "name", "country", "latitude", "longitude")


@blueprint.get("/projects")
@members
def listed() -> Any:
    token, ours, path = session.token(), services(), f"/courses/{parts.course()}/projects"
    asked = parts.page_asked(100)
    found = together(unread=parts.unread(token), page=lambda: ours.get("forum", path, token, **asked))
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["author"] for one in page["items"]))
    return render_template("projects/list.html", **found, names=names, **_maps(page["items"]))


@blueprint.get("/projects/new")
@members
def new() -> Any:
    return _form(Form.fresh(country="FR"))


@blueprint.post("/projects/new")
@members
def declare() -> Any:
    """Declare the project through the forum; what was typed is kept when that cannot be done."""
    form, path = Form.sent(*FIELDS), f"/courses/{parts.course()}/projects"
    project = _project(form.typed)
    if made := form.deliver(lambda: services().post("forum", path, project, session.token(), form.key)):
        return redirect(url_for(".listed", _anchor=f"project-{made['id']}"), 303)
    return _form(form), form.status


def _maps(projects: list[dict[str, Any]]) -> dict[str, Any]:
    places = [one["place"] for one in projects]
    france = [pin for pin in world.pins(places, apart=1.2) if world.is_in_france(pin)]
    return {"world": world.pins(places, apart=20), "france": france}


def _project(typed: Any) -> dict[str, Any]:
    place = {"name": typed["name"], "country": typed["country"]}
    place |= {name: _number(typed[name]) for name in ("latitude", "longitude")}
    return {"title": typed["title"], "summary": typed["summary"], "theme": typed["theme"], "place": place}


def _number(text: str) -> Any:
    """A number typed the French way or the other; anything else goes as it is, for the forum to refuse."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return number if isfinite(number) else text


def _form(form: Form) -> str:
    unread = together(unread=parts.unread(session.token()))["unread"]
    themes = [(name, words.theme(name)) for name in words.THEMES]
    return render_template(
        "projects/new.html", form=form, unread=unread, themes=themes, countries=words.countries(current())
    )
