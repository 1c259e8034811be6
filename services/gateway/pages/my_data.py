"""All that is held about me, to look at and to take along from each service, and being forgotten."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.services import services

blueprint = Blueprint("my_data", __name__)


@blueprint.get("/me/data")
@members
def show() -> Any:
    return _page(Form.fresh())


@blueprint.post("/me/erasure")
@members
def erase() -> Any:
    """Forget me everywhere; the address, typed once more, confirms it."""
    form = Form.sent("email")
    if form.deliver(lambda: services().post("enrolment", "/me/erasure", dict(form.typed), session.token(), form.key)):
        session.sign_out()
        flash(_("C’est fait. Tout ce qui vous concernait disparaît dans la minute. Bonne route !"), "done")
        return redirect(url_for("home.home"), 303)
    return _page(form), form.status


def _page(form: Form) -> str:
    return parts.page("me/data.html", form=form)
