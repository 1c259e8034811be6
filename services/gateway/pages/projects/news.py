"""Telling how a project goes, with pictures, each with what it shows for those who do not see it."""

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from gateway import attachments, session
from gateway.forms import Form, number
from gateway.pages.doors import members
from gateway.pages.projects.blueprint import blueprint
from gateway.pages.projects.project import page
from gateway.services import services

ROWS = range(3)
"""Places for a picture in the form; an article is told best with a few."""
NAMES = tuple(f"{name}-{row}" for row in ROWS for name in ("alternative", "brought"))


@blueprint.post("/projects/<uuid:project>/news")
@members
def tell(project: UUID) -> Any:
    """What was typed, and the pictures that were brought, are kept when it cannot be published."""
    form = Form.sent("body", *NAMES)
    rows = _gather(form)
    pictures = [{"file": form.typed[f"brought-{row}"], "alternative": form.typed[f"alternative-{row}"]} for row in rows]
    path, said = f"/projects/{project}/news", {"body": form.typed["body"], "pictures": pictures}
    if not form.wrong and form.deliver(lambda: services().post("forum", path, said, session.token(), form.key)):
        return redirect(url_for(".shown", project=project, _anchor="news"), 303)
    _say_which(form, rows)
    return page(project, form), form.status


def _gather(form: Form) -> list[int]:
    """Bring the pictures; the rows that have one."""
    found = {}
    for row in ROWS:
        file = request.files.get(f"picture-{row}")
        if file and file.filename:
            found[f"brought-{row}"] = attachments.bring(form, file, f"picture-{row}", "pictures")
    form.typed = dict(form.typed) | found
    return [row for row in ROWS if form.typed[f"brought-{row}"]]


def _say_which(form: Form, rows: list[int]) -> None:
    """The forum counts pictures, the form has rows: beside which field something is wrong."""
    errors = (form.document.get("errors") or {}).get("pictures")
    for index in errors if isinstance(errors, dict) else ():
        if (place := number(str(index))) is not None and place < len(rows) and "alternative" in form.wrong:
            form.wrong[f"alternative-{rows[place]}"] = form.wrong["alternative"]
