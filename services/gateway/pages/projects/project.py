"""One project: its team with open roles, what it needs and offers, and how it goes."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form, act
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.pages.projects.blueprint import PHASES, blueprint
from gateway.services import services, together


@blueprint.get("/projects/<uuid:project>")
@members
def shown(project: UUID) -> Any:
    return page(project, Form.fresh())


@blueprint.post("/projects/<uuid:project>/team")
@members
def join(project: UUID) -> Any:
    said = {"role": request.form.get("role", "")}
    done = _("Vous êtes de l’équipe. Dites bonjour !")
    act(lambda: services().post("forum", f"/projects/{project}/team", said, session.token()), done)
    return redirect(url_for(".shown", project=project, _anchor="team"), 303)


@blueprint.post("/projects/<uuid:project>/team/leave")
@members
def leave(project: UUID) -> Any:
    act(lambda: services().send("DELETE", "forum", f"/projects/{project}/team/me", session.token()))
    return redirect(url_for(".shown", project=project, _anchor="team"), 303)


@blueprint.post("/projects/<uuid:project>/phase")
@members
def move_on(project: UUID) -> Any:
    said = {"phase": request.form.get("phase", "")}
    act(lambda: services().send("PUT", "forum", f"/projects/{project}/phase", session.token(), said))
    return redirect(url_for(".shown", project=project), 303)


@blueprint.post("/projects/<uuid:project>/needs")
@members
def add_need(project: UUID) -> Any:
    said = {name: request.form.get(name, "").strip() for name in ("kind", "text")}
    key = request.form.get("key", "")[:100]
    act(lambda: services().post("forum", f"/projects/{project}/needs", said, session.token(), key))
    return redirect(url_for(".shown", project=project, _anchor="needs"), 303)


@blueprint.post("/projects/<uuid:project>/needs/<need>/met")
@members
def meet_need(project: UUID, need: str) -> Any:
    act(lambda: services().send("DELETE", "forum", f"/projects/{project}/needs/{need}", session.token()))
    return redirect(url_for(".shown", project=project, _anchor="needs"), 303)


def page(project: UUID, form: Form) -> str:
    """The whole page; `form` is what somebody of the team tells."""
    token, ours, path = session.token(), services(), f"/projects/{project}"
    asked = parts.page_asked(20)
    found = together(
        unread=parts.unread(token),
        project=lambda: ours.get("forum", path, token),
        news=lambda: ours.get("forum", f"{path}/news", token, **asked),
    )
    if found["project"].status == 404:
        abort(404)
    known, news = found["project"].value or {}, found["news"].value or {"items": []}
    team = [one["person"] for one in known.get("team", [])]
    names = parts.names(token, [*team, known.get("author"), *(one["author"] for one in news["items"])])
    return render_template(
        "projects/project.html", **found, form=form, names=names, phases=PHASES, ours=session.who() in team
    )
