"""What was measured and what was asked: the table for readers, the JSON for whoever compares runs."""

import os
import platform
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.metadata import version
from statistics import median
from time import perf_counter
from typing import Any

from rich.table import Table

LIBRARIES = ("pika", "pymongo", "flask", "gunicorn", "marshmallow")


@dataclass
class Measure:
    """One line of the table: a figure for each round of ours and, where there is one, of the bare loop.

    `asked` is the least ratio, with `at_most` the greatest. Without bare figures it is asked of ours itself; without
    `asked` the line only informs.
    """

    name: str
    unit: str
    ours: list[float]
    bare: list[float] = field(default_factory=list)
    asked: float | None = None
    at_most: bool = False

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios: each compares what ran side by side."""
        return median(a / b for a, b in zip(self.ours, self.bare, strict=True)) if self.bare else None

    @property
    def kept(self) -> bool | None:
        """Whether what was asked is kept; None where nothing was."""
        if self.asked is None:
            return None
        value = self.ratio if self.ratio is not None else median(self.ours)
        return value <= self.asked if self.at_most else value >= self.asked

    def document(self) -> dict[str, Any]:
        medians = {"median_ours": median(self.ours), "median_bare": median(self.bare) if self.bare else None}
        return asdict(self) | medians | {"ratio": self.ratio, "kept": self.kept}


def typical(look: Callable[[int], object], times: int) -> float:
    """The median of how many seconds a look takes, done so often; what else the machine does in between is left out."""
    return median(_seconds(partial(look, number)) for number in range(times))


def _seconds(look: Callable[[], object]) -> float:
    began = perf_counter()
    look()
    return perf_counter() - began


def machine() -> dict[str, Any]:
    libraries = {name: version(name) for name in LIBRARIES}
    return {"cores": os.cpu_count(), "python": platform.python_version(), "kernel": platform.release()} | libraries


def table(measures: Iterable[Measure], title: str) -> Table:
    drawn = Table(title=title)
    for heading in ("measure", "ours", "bare", "ratio", "asked", "kept"):
        drawn.add_column(heading, justify="left" if heading in ("measure", "kept") else "right")
    for one in measures:
        drawn.add_row(*_cells(one))
    return drawn


def _cells(one: Measure) -> tuple[str, ...]:
    bare = f"{median(one.bare):,.4g}" if one.bare else ""
    ratio = f"{one.ratio:.2f}" if one.ratio is not None else ""
    sign = "≤" if one.at_most else "≥"
    asked = "" if one.asked is None else f"{sign} {one.asked:g}" + ("" if one.bare else f" {one.unit}")
    kept = {None: "", True: "[green]yes[/]", False: "[red]no[/]"}[one.kept]
    return one.name, f"{median(one.ours):,.4g} {one.unit}", bare, ratio, asked, kept
