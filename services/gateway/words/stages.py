"""Stages as they are named, and as something to choose."""

from typing import Any


def titles_by_id(stages: list[dict[str, Any]]) -> dict[str, str]:
    """What stages are called, by their ids."""
    return {one.get("stage") or one["id"]: one["title"] for one in stages}


def stage_choice(stage: dict[str, Any]) -> tuple[str, str]:
    """A stage as something to choose, by its id."""
    return stage["id"], f"{stage['number']}. {stage['title']}"


def numbered(stage: dict[str, Any]) -> tuple[int, str]:
    """A stage as something to choose, by its number."""
    return stage["number"], f"{stage['number']}. {stage['title']}"
