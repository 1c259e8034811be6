"""Following a discussion or not, and what facilitators do to keep a forum readable."""

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import act, number
from gateway.pages import parts
from gateway.pages.doors import facilitators, members
from gateway.pages.forum.blueprint import blueprint
from gateway.services import services

LEVELS = ("watching", "tracking", "normal", "muted")


@blueprint.post("/discussions/<uuid:discussion>/level")
@members
def follow(discussion: UUID) -> Any:
    """How much one wants to hear of it."""
    level = request.form.get("level", "")
    path = f"/levels/discussion/{discussion}?course={parts.course()}"
    said = {"level": level if level in LEVELS else None}
    act(lambda: services().send("PUT", "notifications", path, session.token(), said), _("C’est noté."))
    return redirect(url_for(".shown", discussion=discussion), 303)


@blueprint.post("/discussions/<uuid:discussion>/state")
@facilitators
def tend(discussion: UUID) -> Any:
    """Pin it or not, lock it or not."""
    changes = {name: request.form[name] == "yes" for name in ("pinned", "locked") if name in request.form}
    act(lambda: services().send("PATCH", "forum", f"/discussions/{discussion}", session.token(), changes))
    return redirect(url_for(".shown", discussion=discussion), 303)


@blueprint.post("/discussions/<uuid:discussion>/pace")
@facilitators
def slow_down(discussion: UUID) -> Any:
    """One message per person every so many minutes, or as many as they like."""
    typed = request.form.get("minutes", "")
    said, path = {"minutes": number(typed)}, f"/discussions/{discussion}/pace"
    act(lambda: services().send("PUT", "forum", path, session.token(), said), _("C’est noté."))
    return redirect(url_for(".shown", discussion=discussion), 303)


@blueprint.post("/discussions/<uuid:discussion>/merge")
@facilitators
def merge(discussion: UUID) -> Any:
    """Put it into another, whose address was pasted."""
    into = request.form.get("into", "").strip().split("#")[0].split("?")[0].rstrip("/").rpartition("/")[2]
    path, said = f"/discussions/{discussion}/merge", {"into": into}
    act(lambda: services().send("POST", "forum", path, session.token(), said), _("Elles ne font plus qu’une."))
    return redirect(url_for(".shown", discussion=discussion), 303)


@blueprint.post("/discussions/<uuid:discussion>/split")
@facilitators
def split(discussion: UUID) -> Any:
    """Let some messages become a discussion of their own."""
    path = f"/discussions/{discussion}/split"
    said = {"title": request.form.get("title", "").strip(), "posts": request.form.getlist("posts")}
    act(lambda: services().send("POST", "forum", path, session.token(), said), _("Ces messages ont leur discussion."))
    return redirect(url_for(".shown", discussion=discussion), 303)
