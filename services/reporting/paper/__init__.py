"""A report for readers: one page of HTML, and the same page as a tagged PDF (PDF/UA-1, ISO 14289-1).

The PDF is made in a process of its own, which takes the memory of WeasyPrint with it when it ends.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from kit.errors import Unavailable
from markupsafe import Markup

from reporting.paper import charts, words

PATIENCE = 60.0
_environment = Environment(
    loader=PackageLoader("reporting", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["number"] = words.number
_environment.filters["day"] = words.day


def page(
    made: bytes, names: Mapping[str, str] | None = None, drawings: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """The page of a report's JSON; `names` are those of the people who want to be quoted by name.

    `drawings` are the sketchnotes that can be shown: by id, `alternative` in words and `picture` as a data: URL.
    """
    bilan = json.loads(made)
    say = words.WORDS[bilan["language"]]
    template = _environment.get_template("bilan.html")
    more = {"names": names or {}, "drawings": drawings or {}, "phases": say["phases"]}
    return template.render(bilan=bilan, say=say, charts=_charts(bilan, say), **more)


@lru_cache(maxsize=8)
def pdf(page: str) -> bytes:
    """The page as a PDF; the last few are remembered. Raises Unavailable when it took too long."""
    command = [sys.executable, "-m", "reporting.paper"]
    try:
        done = subprocess.run(command, input=page.encode(), capture_output=True, timeout=PATIENCE, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise Unavailable("The PDF could not be made in time: read the page instead, or try again") from error
    return done.stdout


def _charts(bilan: dict[str, Any], say: Mapping[str, Any]) -> dict[str, Any]:
    titles = [words.about(one["about"], bilan, say) for one in bilan["sensations"]]
    moods = zip(titles, (one["mean"] for one in bilan["sensations"]), strict=True)
    places = [(say["places"].get(one["name"], one["name"]), one["count"]) for one in bilan["people"]["by_continent"]]
    phases = [(label, bilan["projects"]["by_phase"][name]) for name, label in say["phases"].items()]
    return {
        "titles": titles,
        "moods": _bars(say["moods"], [(title, mean) for title, mean in moods if mean is not None]),
        "places": _bars(say["continents"], places),
        "days": _bars(say["posts_by_week"], _by_week(bilan)),
        "phases": _bars(say["by_phase"], phases),
        "controversies": [_pairs(one, say) for one in bilan["controversies"]],
    }


def _bars(title: str, rows: list[tuple[str, float]]) -> dict[str, Any]:
    return {"title": title, "rows": rows, "svg": Markup(charts.bars(title, rows)) if rows else ""}


def _pairs(one: dict[str, Any], say: Mapping[str, Any]) -> dict[str, Any]:
    if one["before"] is None:
        return {"rows": [], "svg": ""}
    rows = list(zip(say["stances"], one["before"], one["after"], strict=True))
    return {"rows": rows, "svg": Markup(charts.pairs(one["question"], rows))}


def _by_week(bilan: dict[str, Any]) -> list[tuple[str, float]]:
    weeks: dict[str, int] = {}
    for day in bilan["days"]:
        week = words.week(day["day"], bilan["language"])
        weeks[week] = weeks.get(week, 0) + day["posts"]
    return list(weeks.items())
