"""The people of the course as facilitators see them, without addresses, and the roles that they hold."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import act
from gateway.pages import parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.services import services, together

ROLES = ("learner", "facilitator", "reporter")


@blueprint.get("/people")
@facilitators
def members() -> Any:
    token, role = session.token(), request.args.get("role", "")
    asked = parts.page_asked(50, role=role if role in ROLES else "")
    path = f"/courses/{parts.course()}/people"
    found = together(unread=parts.unread(token), page=lambda: services().get("enrolment", path, token, **asked))
    return render_template("facilitation/people.html", **found, role=role)


@blueprint.post("/people/<person>/roles")
@facilitators
def set_roles(person: str) -> Any:
    roles = [role for role in request.form.getlist("roles") if role in ROLES] or ["learner"]
    path = f"/courses/{parts.course()}/people/{person}/roles"
    act(lambda: services().send("PUT", "enrolment", path, session.token(), {"roles": roles}), _("C’est noté."))
    return redirect(url_for(".members", role=request.form.get("role", "")), 303)
