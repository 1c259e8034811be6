"""Projects: where they are, how far they are, who was helped, which ones fell silent."""

from collections import Counter
from typing import Any

from reporting.domain import Document, Read
from reporting.domain.numbers import ranked

PHASES = ("idea", "immersion", "prototype", "test", "story")
LISTED = 12


def summary(read: Read) -> dict[str, Any]:
    """`helped` had a request for a hand that ended well; `quiet` were told to be so, and nothing came since."""
    projects = [one for one in read("projects") if "declared_at" in one]
    helped = {one.get("project") for one in read("hands") if one.get("outcome") == "helped" and one.get("project")}
    phases = Counter(one.get("phase", "idea") for one in projects)
    latest = sorted(projects, key=lambda one: (one["last_at"], one["_id"]), reverse=True)[:LISTED]
    return {
        "projects": len(projects),
        "by_phase": {phase: phases[phase] for phase in PHASES},
        "by_theme": ranked(one.get("theme") for one in projects),
        "by_continent": ranked(one.get("continent") for one in projects),
        "helped": sum(1 for one in projects if one["_id"] in helped),
        "quiet": sum(1 for one in projects if is_quiet(one)),
        "team_members": sum(1 + one.get("joined", 0) for one in projects),
        "latest": [{"project": one["_id"], "title": one.get("title", ""), "phase": one.get("phase")} for one in latest],
    }


def is_quiet(project: Document) -> bool:
    return "quiet_at" in project and project["quiet_at"] >= project["last_at"]
