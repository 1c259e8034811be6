"""Projects: their teams, and who hears what becomes of them."""

from dataclasses import replace

from kit.event import Event
from kit.unit_of_work import Work
from kit.views import Views

from notifications import events, store
from notifications.domain.bells import Ring
from notifications.domain.choices import MUTED, NORMAL, TRACKING
from notifications.reactions.registry import about, on, rings, tell


@on.view(events.PROJECT_DECLARED, events.PROJECT_JOINED, events.PROJECT_LEFT)
def know_the_team(event: Event, views: Views) -> None:
    project, person = event.data["project"], event.data.get("learner") or event.data["author"]
    known = {"project": project, "person": person, "member": event.type != events.PROJECT_LEFT.type}
    views.latest("teams", f"{project}/{person}", event.sequence, known)


@on.effect(events.PROJECT_UPDATED, events.PROJECT_JOINED, events.PROJECT_LEFT)
def tell_the_team(batch: list[Event], work: Work) -> None:
    teams = _teams(work, {event.data["project"] for event in batch})
    found: list[Ring] = []
    for event in batch:
        course, project = event.data["course"], event.data["project"]
        told, actor = about("project", project, event.data["title"]), event.data.get("learner") or event.data["by"]
        kind = "project-news" if event.type == events.PROJECT_UPDATED.type else "team"
        team, chosen = teams.get(project, set()), _chosen(work, course, project)
        found += _to(rings(event, team, kind, "your-project", told, actor), chosen)
        watchers = {person for person, level in chosen.items() if level not in (MUTED, NORMAL)} - team
        found += _to(rings(event, watchers, kind, "you-watch", told, actor), chosen)
    tell(batch, found, work)


@on.effect(events.PROJECT_WENT_QUIET)
def nudge_the_team(batch: list[Event], work: Work) -> None:
    found = []
    for event in batch:
        told = about("project", event.data["project"], event.data["title"])
        nudges = rings(event, event.data["team"], "quiet", "your-project", told)
        found += _to(nudges, _chosen(work, event.data["course"], event.data["project"]))
    tell(batch, found, work)


@on.effect(events.PROJECT_RESEMBLED)
def introduce_both_teams(batch: list[Event], work: Work) -> None:
    """Each team is told of the other's project."""
    found = []
    for event in batch:
        data = event.data
        other, this = (
            about("project", data["other"], data["other_title"]),
            about("project", data["project"], data["title"]),
        )
        found += rings(event, data["team"], "resembling", "your-project", other)
        both = set(data["other_team"]) - set(data["team"])
        found += rings(event, both, "resembling", "your-project", this)
    tell(batch, found, work)


def _teams(work: Work, projects: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in work.find("teams", {"project": {"$in": list(projects)}}):
        if one["member"]:
            found.setdefault(one["project"], set()).add(one["person"])
    return found


def _chosen(work: Work, course: str, project: str) -> dict[str, str]:
    return store.levels.chosen(work, course, [f"project/{project}"]).get(f"project/{project}", {})


def _to(found: list[Ring], chosen: dict[str, str]) -> list[Ring]:
    """Without those who want to hear less of the project; quietly for those who track it."""
    heard = [one for one in found if chosen.get(one.person) not in (MUTED, NORMAL)]
    return [replace(one, quiet=chosen.get(one.person) == TRACKING) for one in heard]
