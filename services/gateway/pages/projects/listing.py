"""All projects on the map, and the list beside it; what was done elsewhere counts, too."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import session, world
from gateway.forms import act
from gateway.languages import current
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.pages.projects.blueprint import PHASES, blueprint
from gateway.services import services, together
from gateway.words import places


@blueprint.get("/projects")
@members
def listed() -> Any:
    token, ours, course = session.token(), services(), f"/courses/{parts.course()}"
    wanted = {name: request.args.get(name, "")[:40] for name in ("theme", "phase", "mine")}
    asked = parts.page_asked(60, **wanted)
    found = together(
        unread=parts.unread(token),
        page=lambda: ours.get("forum", f"{course}/projects", token, **asked),
        glimpses=lambda: ours.get("forum", f"{course}/glimpses", token, limit=5),
    )
    page = found["page"].value or {"items": []}
    people = [one["author"] for one in page["items"]]
    return render_template(
        "projects/list.html",
        **found,
        **_maps(page["items"]),
        wanted=wanted,
        names=parts.names(token, people),
        themes=[(name, places.theme(name)) for name in places.THEMES],
        phases=PHASES,
        countries=places.countries(current()),
    )


@blueprint.post("/projects/glimpses")
@members
def glimpse() -> Any:
    """One line: we also did something."""
    asked = {name: request.form.get(name, "").strip() for name in ("line", "theme", "country")}
    path, key = f"/courses/{parts.course()}/glimpses", request.form.get("key", "")[:100]
    done = _("Merci, c’est compté.")
    act(lambda: services().post("forum", path, asked, session.token(), key), done)
    return redirect(url_for(".listed", _anchor="glimpses"), 303)


def _maps(projects: list[dict[str, Any]]) -> dict[str, Any]:
    spots = [one["place"] for one in projects]
    france = [pin for pin in world.pins(spots, apart=1.2) if world.is_in_france(pin)]
    return {"world": world.pins(spots, apart=20), "france": france}
