"""Every page there is, as somebody meets it: what the accessibility tests and the pictures walk through."""

from typing import NamedTuple

from tests.e2e.browser.lived_in import ANIMATES, LEARNS, Visitors

COURSE = "/courses/innovation-publique"


class Stop(NamedTuple):
    """A page; `voice` is who looks at it, None for a passer-by."""

    name: str
    path: str
    voice: int | None = LEARNS


def tour(visitors: Visitors) -> list[Stop]:
    discussion = visitors.ask(LEARNS, f"/api/forum{COURSE}/discussions?limit=1")["items"][0]["id"]
    return [
        Stop("welcome", "/", None),
        Stop("sign-in", "/sign-in", None),
        Stop("sign-in-link", "/sign-in?link=x", None),
        Stop("about", "/about", None),
        Stop("offline", "/offline", None),
        Stop("not-found", "/nowhere", None),
        Stop("home", "/"),
        Stop("stages", "/stages"),
        Stop("stage", "/stages/3"),
        Stop("discussions", "/discussions"),
        Stop("discussion", f"/discussions/{discussion}"),
        Stop("projects", "/projects"),
        Stop("project-new", "/projects/new"),
        Stop("bells", "/bells"),
        Stop("stages-facilitator", "/stages", ANIMATES),
    ]
