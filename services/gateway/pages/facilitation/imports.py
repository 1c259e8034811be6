"""Importing people from a file: rehearsed first, looked through, then done for real while one does something else."""

from typing import Any

from flask import redirect, render_template, request, url_for

from gateway import session
from gateway.forms import Form, act
from gateway.languages import current
from gateway.pages import parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.services import services, together

LARGEST = 10 * 1024 * 1024
OUTCOMES = ("created", "changed", "known", "refused")


@blueprint.get("/imports")
@facilitators
def imports() -> Any:
    return _page(Form.fresh())


@blueprint.post("/imports")
@facilitators
def rehearse() -> Any:
    """Hand the file on as it is; nothing is changed by a rehearsal."""
    form, file = Form.sent(), request.files.get("file")
    path, content = f"/courses/{parts.course()}/imports?language={current()}", file.read() if file else b""
    made = form.deliver(lambda: services().put_file("enrolment", path, session.token(), content, "text/csv", form.key))
    if made:
        return redirect(url_for(".importing", importing=made["id"]), 303)
    return _page(form), form.status


@blueprint.get("/imports/<importing>")
@facilitators
def importing(importing: str) -> Any:
    """How far it is, and what becomes of each line."""
    token, ours, path = session.token(), services(), f"/imports/{importing}"
    outcome = request.args.get("outcome", "")
    asked = parts.page_asked(50, outcome=outcome if outcome in OUTCOMES else "")
    found = together(
        unread=parts.unread(token),
        importing=lambda: ours.get("enrolment", path, token),
        page=lambda: ours.get("enrolment", f"{path}/lines", token, **asked),
    )
    return render_template("facilitation/importing.html", **found, outcome=outcome)


@blueprint.post("/imports/<importing>/start")
@facilitators
def start(importing: str) -> Any:
    path = f"/imports/{importing}/start"
    act(lambda: services().send("POST", "enrolment", path, session.token()))
    return redirect(url_for(".importing", importing=importing), 303)


def _page(form: Form) -> str:
    token, path = session.token(), f"/courses/{parts.course()}/imports"
    found = together(unread=parts.unread(token), latest=lambda: services().get("enrolment", path, token)["items"])
    return render_template("facilitation/imports.html", **found, form=form)
