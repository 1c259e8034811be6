"""Enrolling in under a minute; the answer is the same for an address that is known already."""

from typing import Any

from flask import Blueprint, render_template

from gateway import session
from gateway.forms import Form
from gateway.languages import current
from gateway.pages import parts, workplace
from gateway.services import services, together

blueprint = Blueprint("enrol", __name__)


@blueprint.get("/enrol")
def show() -> str:
    return _page(Form.fresh(country="FR"))


@blueprint.post("/enrol")
def enrol() -> Any:
    form = Form.sent("name", "email", *workplace.FIELDS, *workplace.CONSENTS)
    who = {"name": form.typed["name"], "email": form.typed["email"], "language": current()}
    learner, path = who | workplace.asked(form.typed), f"/courses/{parts.course()}/learners"
    if form.deliver(lambda: services().post("enrolment", path, learner, key=form.key)):
        return render_template("enrol/done.html", email=form.typed["email"])
    return _page(form), form.status


def _page(form: Form) -> str:
    opened = parts.public("enrolment", f"/courses/{parts.course()}")
    found = together(unread=parts.unread(session.token()), opened=opened)
    return render_template("enrol/enrol.html", form=form, **found, **workplace.choices())
