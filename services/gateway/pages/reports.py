"""Drawing the facilitators' attention to something: what, and why; they alone learn who did."""

from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.security import local
from gateway.services import services

blueprint = Blueprint("reports", __name__)


@blueprint.get("/report")
@members
def show() -> Any:
    given = {name: request.args.get(name, "")[:200] for name in ("type", "id", "back")}
    return _page(Form.fresh(**given))


@blueprint.post("/report")
@members
def report() -> Any:
    form = Form.sent("type", "id", "back", "reason")
    about = {"type": form.typed["type"], "id": form.typed["id"]}
    path, said = f"/courses/{parts.course()}/reports", {"about": about, "reason": form.typed["reason"]}
    done = _("Merci. L’équipe d’animation va regarder ; elle seule sait que cela vient de vous.")
    if form.deliver(lambda: services().post("forum", path, said, session.token(), form.key)):
        flash(done, "done")
        return redirect(local(form.typed["back"]), 303)
    return _page(form), form.status


def _page(form: Form) -> str:
    return parts.page("reports/report.html", form=form)
