"""Stages as they are named, and as something to choose."""

from datetime import UTC, datetime
from typing import Any


def titles_by_id(stages: list[dict[str, Any]]) -> dict[str, str]:
    """What stages and sessions are called, by their ids."""
    return {one.get("stage") or one.get("session") or one["id"]: one["title"] for one in stages}


def moments(stages: list[dict[str, Any]], sessions: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What one can tell the feeling of, as something to choose: stages that are open and sessions that began, by type
    and id, the latest of each first."""
    opened = [(f"stage/{one['id']}", f"{one['number']}. {one['title']}") for one in stages if one["open"]]
    now = datetime.now(UTC)
    begun = [one for one in sessions if datetime.fromisoformat(one["starts_at"]) < now and not one.get("cancelled")]
    return opened[::-1] + [(f"session/{one['id']}", one["title"]) for one in begun[::-1]]


def numbered(stage: dict[str, Any]) -> tuple[int, str]:
    """A stage as something to choose, by its number."""
    return stage["number"], f"{stage['number']}. {stage['title']}"
