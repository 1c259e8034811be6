"""For those who work with the events: tokens for their programs, files to download, and how far the views are."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form, act, commas
from gateway.pages import parts
from gateway.pages.doors import reporters
from gateway.services import services, together

blueprint = Blueprint("streams", __name__)
FORMATS = ("ndjson", "csv", "parquet", "xapi")


@blueprint.get("/streams")
@reporters
def show() -> Any:
    return _page(Form.fresh())


@blueprint.post("/streams")
@reporters
def give() -> Any:
    """A token for one program, shown this once."""
    form = Form.sent("name", "types")
    path = f"/courses/{parts.course()}/consumers"
    asked = {"name": form.typed["name"], "types": commas(form.typed["types"])}
    made = form.deliver(lambda: services().post("reporting", path, asked, session.token()))
    return _page(form, made.get("token", "") if made else ""), form.status


@blueprint.post("/streams/<consumer>/revocation")
@reporters
def revoke(consumer: str) -> Any:
    done = _("Ce jeton ne vaut plus rien.")
    act(lambda: services().send("DELETE", "reporting", f"/consumers/{consumer}", session.token()), done)
    return redirect(url_for(".show"), 303)


def _page(form: Form, token: str = "") -> str:  # nosec B107
    mine, ours, path = session.token(), services(), f"/courses/{parts.course()}/consumers"
    found = together(
        unread=parts.unread(mine),
        consumers=lambda: ours.get("reporting", path, mine, limit=50)["items"],
        state=lambda: ours.get("reporting", "/state"),
    )
    return render_template("streams/show.html", **found, form=form, token=token, formats=FORMATS)
