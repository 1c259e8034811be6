"""One's own: name and language, where one works, what one agreed to, what was decided about one, and leaving."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import cookies, session
from gateway.forms import Form, act, commas
from gateway.languages import LANGUAGES
from gateway.pages import parts, workplace
from gateway.pages.doors import members
from gateway.services import services, together

blueprint = Blueprint("me", __name__)


@blueprint.get("/me")
@members
def show() -> Any:
    return _page()


@blueprint.post("/me")
@members
def change() -> Any:
    """One's name and language; the language is the pages' from now on, too."""
    form = Form.sent("name", "language")
    if form.deliver(lambda: services().send("PUT", "enrolment", "/me", session.token(), dict(form.typed))):
        parts.memory().forget(("name", session.who()))
        response = redirect(url_for(".show"), 303)
        if form.typed["language"] in LANGUAGES:
            cookies.put(response, cookies.LANGUAGE, form.typed["language"], secure=request.is_secure)  # type: ignore[arg-type]
        return response
    return _page(who=form), form.status


@blueprint.post("/me/work")
@members
def change_work() -> Any:
    form = Form.sent(*workplace.FIELDS, *workplace.CONSENTS)
    asked, path = workplace.asked(form.typed), f"/me/enrolments/{parts.course()}"
    if form.deliver(lambda: services().send("PUT", "enrolment", path, session.token(), asked)):
        if not session.roles(parts.course()):
            session.renew()  # they have just enrolled
        return redirect(url_for(".show", _anchor="work"), 303)
    return _page(work=form), form.status


@blueprint.post("/me/subjects")
@members
def offer_help() -> Any:
    """The subjects that one can help with; none takes it back."""
    form = Form.sent("subjects")
    path, said = f"/me/subjects?course={parts.course()}", {"subjects": commas(form.typed["subjects"])}
    if form.deliver(lambda: services().send("PUT", "forum", path, session.token(), said)):
        flash(_("Merci. Quand une question attend quelqu’un comme vous, on vous le dira."), "done")
        return redirect(url_for(".show", _anchor="subjects"), 303)
    return _page(subjects=form), form.status


@blueprint.post("/me/leave")
@members
def leave() -> Any:
    """Leave the course; what one wrote in it stays."""
    path = f"/me/enrolments/{parts.course()}"
    left = _("Vous avez quitté le parcours. La porte reste ouverte.")
    act(lambda: services().send("DELETE", "enrolment", path, session.token()), left)
    return redirect(url_for("home.home"), 303)


@blueprint.get("/me/decisions")
@members
def decisions() -> Any:
    """What facilitators decided about what one wrote, with their reasons."""
    token, asked = session.token(), parts.page_asked(30)
    found = together(unread=parts.unread(token), page=lambda: services().get("forum", "/me/decisions", token, **asked))
    return render_template("me/decisions.html", **found)


def _page(who: Form | None = None, work: Form | None = None, subjects: Form | None = None) -> str:
    token, ours = session.token(), services()
    found = together(
        unread=parts.unread(token),
        me=lambda: ours.get("enrolment", "/me", token),
        can=lambda: ours.get("forum", "/me/subjects", token, course=parts.course())["subjects"],
    )
    me = found["me"].value or {"enrolments": []}
    enrolment: dict[str, Any] = next((one for one in me["enrolments"] if one["course"] == parts.course()), {})
    forms = {
        "who": who or Form.fresh(name=me.get("name", ""), language=me.get("language", "fr")),
        "work": work or Form(workplace.typed(enrolment)),
        "subjects": subjects or Form.fresh(subjects=", ".join(found["can"].value or [])),
    }
    return render_template("me/profile.html", **found, **forms, **workplace.choices())
