"""Projects: the list, and a small form to declare one, with its place in the world."""

from collections.abc import Collection
from math import isfinite
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from kit.event import new_id

from gateway import session, words
from gateway.pages import parts
from gateway.pages.forms import WORDS_OF_TROUBLE, needs_sign_in, trouble_of, wrong_fields
from gateway.services import Away, Refused, services, together

blueprint = Blueprint("projects", __name__)
FIELDS = ("title", "summary", "theme", "name", "country", "latitude", "longitude")


@blueprint.get("/projects")
def listed() -> Any:
    if not (token := session.token()):
        return needs_sign_in()
    ours, path = services(), f"/courses/{parts.course()}/projects"
    asked = {"limit": 20} | ({"after": after} if (after := request.args.get("after", "")[:100]) else {})
    found = together(unread=parts.unread(token), page=lambda: ours.get("forum", path, token, **asked))
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["author"] for one in page["items"]))
    return render_template("projects.html", **found, names=names)


@blueprint.get("/projects/new")
def new() -> Any:
    if not session.token():
        return needs_sign_in()
    return _form({"country": "FR"}, new_id())


@blueprint.post("/projects/new")
def declare() -> Any:
    """Declare the project through the forum; what was typed is kept when that cannot be done."""
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    key = request.form.get("key", "")[:100]
    try:
        project = services().post("forum", f"/courses/{parts.course()}/projects", _project(typed), session.token(), key)
    except Away:
        return _form(typed, key, WORDS_OF_TROUBLE["away"]), 503
    except Refused as refused:
        return _form(typed, new_id(), trouble_of(refused), wrong_fields(refused)), refused.status
    return redirect(url_for(".listed", _anchor=f"project-{project['id']}"), 303)


def _project(typed: dict[str, str]) -> dict[str, Any]:
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


def _form(typed: dict[str, str], key: str, trouble: str = "", wrong: Collection[str] = ()) -> str:
    unread = together(unread=parts.unread(session.token()))["unread"]
    choices = {"themes": words.THEMES, "countries": words.countries()}
    return render_template(
        "project_new.html", typed=typed, key=key, problem=trouble, wrong=wrong, unread=unread, **choices
    )
