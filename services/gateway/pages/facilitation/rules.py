"""The rules of the course: how soon and how often, as its facilitators set them."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form, number
from gateway.pages import parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.services import services, together

NAMES = ("unanswered_after_hours", "newcomer_days", "newcomer_posts_per_hour", "quiet_after_days", "groups_from")


@blueprint.get("/rules")
@facilitators
def rules() -> Any:
    return _page(None)


@blueprint.post("/rules")
@facilitators
def set_rules() -> Any:
    form, path = Form.sent(*NAMES), f"/courses/{parts.course()}/rules"
    asked = {name: number(typed) for name, typed in form.typed.items()}
    if form.deliver(lambda: services().send("PATCH", "forum", path, session.token(), asked)):
        flash(_("C’est noté. Les règles valent dès maintenant."), "done")
        return redirect(url_for(".rules"), 303)
    return _page(form), form.status


def _page(form: Form | None) -> str:
    token, path = session.token(), f"/courses/{parts.course()}/rules"
    found = together(unread=parts.unread(token), rules=lambda: services().get("forum", path, token))
    return render_template("facilitation/rules.html", **found, form=form or Form.fresh(**(found["rules"].value or {})))
