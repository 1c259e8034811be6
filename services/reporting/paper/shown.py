"""What the page of a report shows of it: its charts with their rows, its words by their weight, some of its quotes."""

from collections.abc import Mapping
from typing import Any

from reporting.paper import charts, words

FIRST = ("enrolled", "voices", "projects", "attended_live")
"""The figures that stand large at the top."""
MOST_QUOTES, WEIGHTS = 4, 4
"""All quotes are in the JSON; a page shows the latest few of each stage."""


def shown(bilan: Mapping[str, Any], say: Mapping[str, Any]) -> dict[str, Any]:
    """For the template, by name."""
    by_name = {one["name"]: one for one in bilan["figures"]}
    return {
        "first": [by_name[name] for name in FIRST],
        "sources": {one["name"]: one for one in bilan["tables"]},
        "moods": _moods(bilan, say),
        "felt": [_felt(one, words.about(one["about"], bilan, say)) for one in bilan["sensations"]],
        "places": _bars(say["continents"], _places(bilan, say)),
        "sizes": _bars(say["sizes"], _sizes(bilan, say)),
        "weeks": _bars(say["posts_by_week"], _by_week(bilan)),
        "phases": _bars(say["by_phase"], _phases(bilan, say)),
        "debates": [_debate(one, say) for one in bilan["controversies"]],
    }


def _moods(bilan: Mapping[str, Any], say: Mapping[str, Any]) -> dict[str, Any]:
    told = [(words.about(one["about"], bilan, say), one) for one in bilan["sensations"] if one["moods"]]
    means = [words.number(one["mean"], bilan["language"]) for _, one in told]
    bars = [(title, one["moods"], mean) for (title, one), mean in zip(told, means, strict=True)]
    return {"title": say["moods"], "rows": bars, "svg": charts.shares(say["moods"], bars) if bars else ""}


def _felt(one: Mapping[str, Any], title: str) -> dict[str, Any]:
    most = max((word["people"] for word in one["words"]), default=1)
    weighed = [word | {"weight": 1 + round((WEIGHTS - 1) * word["people"] / most)} for word in one["words"]]
    return {**one, "title": title, "words": weighed, "quotes": one["quotes"][-MOST_QUOTES:]}


def _bars(title: str, rows: list[tuple[str, float]]) -> dict[str, Any]:
    return {"title": title, "rows": rows, "svg": charts.bars(title, rows) if rows else ""}


def _places(bilan: Mapping[str, Any], say: Mapping[str, Any]) -> list[tuple[str, float]]:
    return [(say["places"].get(one["name"], one["name"]), one["count"]) for one in bilan["people"]["by_continent"]]


def _sizes(bilan: Mapping[str, Any], say: Mapping[str, Any]) -> list[tuple[str, float]]:
    counts = {one["name"]: one["count"] for one in bilan["people"]["by_organisation_size"]}
    known = [(label, counts.pop(name)) for name, label in say["sizes_of"].items() if name in counts]
    return known + ([(say["places"]["unknown"], sum(counts.values()))] if counts else [])


def _phases(bilan: Mapping[str, Any], say: Mapping[str, Any]) -> list[tuple[str, float]]:
    return [(label, bilan["projects"]["by_phase"][name]) for name, label in say["phases"].items()]


def _by_week(bilan: Mapping[str, Any]) -> list[tuple[str, float]]:
    weeks: dict[str, int] = {}
    for day in bilan["days"]:
        week = words.week(day["day"], bilan["language"])
        weeks[week] = weeks.get(week, 0) + day["posts"]
    return list(weeks.items())


def _debate(one: Mapping[str, Any], say: Mapping[str, Any]) -> dict[str, Any]:
    if one["before"] is None:
        return {**one, "rows": [], "svg": ""}
    rows = [(say["before"], one["before"], ""), (say["after"], one["after"], "")]
    return {**one, "rows": rows, "svg": charts.shares(one["question"], rows)}
