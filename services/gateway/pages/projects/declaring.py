"""Declaring a project in a minute, and putting its words better later."""

from math import isfinite
from typing import Any
from uuid import UUID

from flask import redirect, url_for

from gateway import session
from gateway.forms import Form, commas
from gateway.languages import current
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.pages.projects.blueprint import blueprint
from gateway.services import services
from gateway.words import places

FIELDS = ("title", "summary", "theme", "name", "country", "latitude", "longitude", "open_roles")


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
        return redirect(url_for(".shown", project=made["id"]), 303)
    return _form(form), form.status


@blueprint.get("/projects/<uuid:project>/edit")
@members
def show_edit(project: UUID) -> Any:
    known = services().get("forum", f"/projects/{project}", session.token())
    place = known["place"]
    typed = {name: known[name] for name in ("title", "summary", "theme")} | dict(place)
    return _form(Form.fresh(**typed, open_roles=", ".join(known.get("open_roles", []))))


@blueprint.post("/projects/<uuid:project>/edit")
@members
def edit(project: UUID) -> Any:
    form = Form.sent(*FIELDS)
    changes = _project(form.typed)
    if form.deliver(lambda: services().send("PATCH", "forum", f"/projects/{project}", session.token(), changes)):
        return redirect(url_for(".shown", project=project), 303)
    return _form(form), form.status


def _project(typed: Any) -> dict[str, Any]:
    place = {"name": typed["name"], "country": typed["country"]}
    place |= {name: _number(typed[name]) for name in ("latitude", "longitude")}
    roles = commas(typed["open_roles"])
    said = {"title": typed["title"], "summary": typed["summary"], "theme": typed["theme"], "place": place}
    return said | ({"open_roles": roles} if roles else {})


def _number(text: str) -> Any:
    """A number typed the French way or the other; anything else goes as it is, for the forum to refuse."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return number if isfinite(number) else text


def _form(form: Form) -> str:
    themes = [(name, places.theme(name)) for name in places.THEMES]
    return parts.page("projects/new.html", form=form, themes=themes, countries=places.countries(current()))
