"""The few numbers that take more than counting."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import median
from typing import Any


def gini(amounts: Iterable[int]) -> float | None:
    """How unevenly something is spread, from 0 (everybody alike) towards 1 (one person has all); None for nobody.

    Gini's coefficient as the relative mean difference: C. Gini, Variabilità e mutabilità, 1912.
    """
    ordered = sorted(amounts)
    total = sum(ordered)
    if not total:
        return None
    weighted = sum(place * amount for place, amount in enumerate(ordered, start=1))
    return round(2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered), 3)


def share(part: int, whole: int) -> float | None:
    """From 0 to 1, in thousandths; None of nothing."""
    return round(part / whole, 3) if whole else None


def middle_hours(spans: Iterable[tuple[datetime, datetime]]) -> float | None:
    """The median of some waits, in hours; None when there was none. Clocks differ: no wait is shorter than none."""
    hours = [max(0.0, (end - begin).total_seconds() / 3600) for begin, end in spans]
    return round(median(hours), 1) if hours else None


def week(day: date) -> str:
    """The ISO 8601 week of a day, as `2026-W23`."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def spread(counts: dict[str, int] | None, names: Sequence[str]) -> list[int]:
    """Counters as a list, in the order of their names."""
    return [(counts or {}).get(name, 0) for name in names]


def ranked(values: Iterable[str | None]) -> list[dict[str, Any]]:
    """How often each value comes, the most frequent first; what nobody said is `unknown`."""
    counted = Counter(value or "unknown" for value in values)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [{"name": name, "count": amount} for name, amount in ordered]
