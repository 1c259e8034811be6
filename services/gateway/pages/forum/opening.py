"""Opening a discussion or asking a question: a preview, and what was already said about it, before it is published."""

from typing import Any

from flask import redirect, render_template, request, url_for

from gateway import attachments, session
from gateway.forms import Form, commas, number
from gateway.pages import home, parts
from gateway.pages.doors import members
from gateway.pages.forum.blueprint import blueprint
from gateway.services import services, together

FIELDS = ("title", "body", "stage", "question", "tags")


@blueprint.get("/discussions/new")
@members
def new() -> Any:
    return _form(Form.fresh(stage=request.args.get("stage", ""), question=request.args.get("question", "")))


@blueprint.post("/discussions/new")
@members
def open_discussion() -> Any:
    form, path = Form.sent(*FIELDS), f"/courses/{parts.course()}/discussions"
    whole = attachments.gather(form)
    if request.form.get("preview") and whole:
        return _form(form, preview=True)
    asked = _asked(form.typed) | {"attachments": attachments.ids(form)}
    if whole and (made := form.deliver(lambda: services().post("forum", path, asked, session.token(), form.key))):
        return redirect(url_for(".shown", discussion=made["id"]), 303)
    return _form(form), form.status


def _asked(typed: Any) -> dict[str, Any]:
    tags = commas(typed["tags"].replace("#", " "))
    stage = number(typed["stage"])
    said = {"title": typed["title"], "body": typed["body"], "stage": stage, "question": bool(typed["question"])}
    return said | ({"tags": tags} if tags else {})


def _form(form: Form, preview: bool = False) -> str:
    token, ours, title = session.token(), services(), form.typed.get("title", "")
    path = f"/courses/{parts.course()}/discussions/similar"
    similar = {"similar": lambda: ours.get("forum", path, token, title=title)["items"]} if preview and title else {}
    found = together(unread=parts.unread(token), stages=home.stages(), **similar)
    return render_template("forum/new.html", form=form, preview=preview, **found)
