"""Every page there is, as somebody meets it: what the accessibility tests and the pictures walk through."""

from typing import NamedTuple

from embedded.demo import load

from tests.e2e.browser.lived_in import ANIMATES, LEARNS, Visitors

COURSE = "/courses/innovation-publique"
CHANGED = ("stages", "sessions")
LIVELY, RECORDED = 0, 3
"""Of the story's projects, one with a team and news; of its sessions, one with a recording and a drawing."""

MAIN = ("home", "stage", "session", "discussions", "discussion", "controversy", "projects", "project", "bells", "bilan")


class Stop(NamedTuple):
    """A page; `voice` is who looks at it, None for a passer-by."""

    name: str
    path: str
    voice: int | None = LEARNS


def tour(visitors: Visitors) -> list[Stop]:
    return [*_outside(), *_inside(visitors), *_further(visitors), *_own(), *_animating(visitors)]


def main_stops(visitors: Visitors) -> list[Stop]:
    """The ten pages that people see most."""
    return [stop for stop in _inside(visitors) + _own() if stop.name in MAIN]


def report(visitors: Visitors) -> Stop:
    """The page of a published report: a paper of its own, in the language in which it was written."""
    return Stop("bilan-read", f"/api/reporting/bilans/{_first(visitors, 'reporting', 'bilans')}.html")


def _outside() -> list[Stop]:
    paths = {
        "welcome": "/",
        "enrol": "/enrol",
        "sign-in": "/sign-in",
        "sign-in-link": "/sign-in?link=x",
        "about": "/about",
        "offline": "/offline",
        "not-found": "/nowhere",
        "unsubscribe": "/unsubscribe/x",
    }
    return [Stop(name, path, None) for name, path in paths.items()]


def _inside(visitors: Visitors) -> list[Stop]:
    discussion, controversy = _first(visitors, "forum", "discussions"), _first(visitors, "forum", "controversies")
    project, session = _called(visitors, "projects", LIVELY), _called(visitors, "sessions", RECORDED)
    return [
        Stop("home", "/"),
        Stop("stages", "/stages"),
        Stop("stage", "/stages/3"),
        Stop("session", f"/sessions/{session}"),
        Stop("discussions", "/discussions"),
        Stop("discussions-unanswered", "/discussions?filter=unanswered"),
        Stop("discussion", f"/discussions/{discussion}"),
        Stop("discussion-new", "/discussions/new"),
        Stop("found", "/discussions?q=usagers"),
        Stop("controversies", "/controversies"),
        Stop("controversy", f"/controversies/{controversy}"),
        Stop("projects", "/projects"),
        Stop("project", f"/projects/{project}"),
        Stop("project-new", "/projects/new"),
        Stop("help", "/help"),
        Stop("help-new", "/help/new"),
        Stop("announcements", "/announcements"),
        Stop("pulse", "/pulse"),
        Stop("bilan", "/bilan"),
        Stop("report", f"/report?type=discussion&id={discussion}"),
    ]


def _further(visitors: Visitors) -> list[Stop]:
    """What one comes to from another page; who may change something looks at how."""
    written, declared = load("discussions")[0], load("projects")[LIVELY]
    discussion = _called(visitors, "discussions", 0)
    post = visitors.ask(LEARNS, f"/api/forum/discussions/{discussion}/posts?limit=5")["items"][0]
    return [
        Stop("reasons", f"/controversies/{_first(visitors, 'forum', 'controversies')}/reasons"),
        Stop("hand", f"/help/{_first(visitors, 'forum', 'help')}"),
        Stop("announcement", f"/announcements/{_first(visitors, 'enrolment', 'announcements')}"),
        Stop("bilan-published", f"/bilans/{_first(visitors, 'reporting', 'bilans')}"),
        Stop("contact-new", f"/contacts/new/{post['author']}"),
        Stop("project-edit", f"/projects/{_called(visitors, 'projects', LIVELY)}/edit", declared["author"]),
        Stop("post-edit", f"/discussions/{discussion}/posts/{post['id']}/edit", written["author"]),
    ]


def _first(visitors: Visitors, service: str, what: str) -> str:
    return visitors.ask(LEARNS, f"/api/{service}{COURSE}/{what}?limit=5")["items"][0]["id"]


def _called(visitors: Visitors, what: str, number: int) -> str:
    """The id of something that the story tells, by its number there."""
    service, told = ("enrolment", load("course")) if what == "sessions" else ("forum", {what: load(what)})
    items = visitors.ask(LEARNS, f"/api/{service}{COURSE}/{what}?limit=100")["items"]
    return next(one["id"] for one in items if one["title"] == told[what][number]["title"])


def _own() -> list[Stop]:
    paths = {
        "bells": "/bells",
        "profile": "/me",
        "my-data": "/me/data",
        "decisions-about-me": "/me/decisions",
        "preferences": "/preferences",
        "contacts": "/contacts",
        "contacts-found": "/contacts?q=a",
    }
    return [Stop(name, path) for name, path in paths.items()]


def _animating(visitors: Visitors) -> list[Stop]:
    stage, session = (visitors.ask(ANIMATES, f"/api/enrolment{COURSE}/{what}")["items"][-1]["id"] for what in CHANGED)
    program = visitors.program()
    paths = {
        "facilitation": "/facilitation/",
        "moderation": "/facilitation/moderation",
        "decisions": "/facilitation/decisions",
        "people": "/facilitation/people",
        "imports": "/facilitation/imports",
        "stage-new": "/facilitation/stages/new",
        "session-new": "/facilitation/sessions/new",
        "stage-edit": f"/facilitation/stages/{stage}/edit",
        "session-edit": f"/facilitation/sessions/{session}/edit",
        "rules": "/facilitation/rules",
        "drawing-new": "/facilitation/drawings/new",
        "controversy-new": "/controversies/new",
        "announcement-new": "/announcements/new",
        "bilan-prepare": "/bilan/prepare",
        "streams": "/streams",
        "stream": f"/streams/{program}",
    }
    return [Stop(name, path, ANIMATES) for name, path in paths.items()]
