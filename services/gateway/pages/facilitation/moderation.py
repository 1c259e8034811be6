"""What people drew attention to, one thing after the other, and what is decided about it, always with a reason."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import act
from gateway.pages import parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.services import services, together
from gateway.times import utc


@blueprint.get("/moderation")
@facilitators
def cases() -> Any:
    token, ours = session.token(), services()
    is_open = request.args.get("open") != "false"
    asked = parts.page_asked(20) | {"open": is_open}
    path = f"/courses/{parts.course()}/reports"
    found = together(unread=parts.unread(token), page=lambda: ours.get("forum", path, token, **asked))
    page = found["page"].value or {"items": []}
    people = [one["author"] for one in page["items"]] + [by["by"] for one in page["items"] for by in one["latest"]]
    return render_template("facilitation/cases.html", **found, names=parts.names(token, people), is_open=is_open)


@blueprint.post("/moderation")
@facilitators
def decide() -> Any:
    given = request.form
    asked = {
        "about": {"type": given.get("type", ""), "id": given.get("id", "")},
        "action": given.get("action", ""),
        "reason": given.get("reason", "").strip(),
    }
    if given.get("until"):
        asked["until"] = utc(given["until"])
    path, key = f"/courses/{parts.course()}/decisions", given.get("key", "")[:100]
    done = _("C’est décidé, et la personne peut lire pourquoi.")
    act(lambda: services().post("forum", path, asked, session.token(), key), done)
    return redirect(url_for(".cases"), 303)


@blueprint.get("/decisions")
@facilitators
def decisions() -> Any:
    """All that was decided, newest first."""
    token, asked, path = session.token(), parts.page_asked(30), f"/courses/{parts.course()}/decisions"
    found = together(unread=parts.unread(token), page=lambda: services().get("forum", path, token, **asked))
    page = found["page"].value or {"items": []}
    people = [who for one in page["items"] for who in (one["author"], one["by"])]
    return render_template("facilitation/decisions.html", **found, names=parts.names(token, people))
