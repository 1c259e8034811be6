"""A report for readers: one page of HTML, and the same page as a tagged PDF (PDF/UA-1, ISO 14289-1).

The PDF is made in a process of its own, which takes the memory of WeasyPrint with it when it ends.
"""

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from jinja2 import Environment, PackageLoader, StrictUndefined
from kit.errors import Unavailable
from kit.typography import typeset

from reporting.paper import words
from reporting.paper.shown import shown

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
_environment.filters["typeset"] = typeset


def page(
    made: bytes, names: Mapping[str, str] | None = None, drawings: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """The page of a report's JSON; `names` are those of the people who want to be quoted by name.

    `drawings` are the sketchnotes that can be shown: by id, `alternative` in words and `picture` as a data: URL.
    """
    bilan = json.loads(made)
    say = words.WORDS[bilan["language"]]
    template = _environment.get_template("bilan.html")
    more = {"names": names or {}, "drawings": drawings or {}, "fonts": _fonts()}
    return template.render(bilan=bilan, say=say, shown=shown(bilan, say), **more)


@cache
def _fonts() -> dict[str, str]:
    """The two hands of the house, as data: URLs: a report needs nothing from elsewhere."""
    hands = {"text": "atkinson-latin", "more": "atkinson-latin-ext", "hand": "shantell-latin"}
    return {name: _data(files("kit").joinpath("fonts", f"{file}.woff2")) for name, file in hands.items()}


def _data(font: Traversable) -> str:
    return f"data:font/woff2;base64,{b64encode(font.read_bytes()).decode()}"


@lru_cache(maxsize=8)
def pdf(page: str) -> bytes:
    """The page as a PDF; the last few are remembered. Raises Unavailable when it took too long."""
    command = [sys.executable, "-m", "reporting.paper"]
    try:
        done = subprocess.run(command, input=page.encode(), capture_output=True, timeout=PATIENCE, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise Unavailable("The PDF could not be made in time: read the page instead, or try again") from error
    return done.stdout
