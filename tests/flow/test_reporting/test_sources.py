"""Every number of a report says from which events it comes: folding nothing but those gives the same number."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from kit.event import Event
from kit.views import Folded
from reporting.domain import feed, moments, sources
from reporting.domain.summary import summary
from reporting.events import PUBLIC

from .conftest import START, Teller
from .test_live_is_rebuilt import some_events

KNOWN = [fact.type for fact in PUBLIC]
EVERYTHING = ("enrolment", "forum", "notifications", "reporting")


def made_of(teller: Teller, events: list[Event], types: tuple[str, ...]) -> dict[str, Any]:
    """The report's numbers, when nothing happened but events of these types."""
    wanted, memory = feed.types(",".join(types), KNOWN), Folded()
    teller.reactions.apply_views((teller.reactions.read(one) for one in events if one.type in wanted), memory)
    memory.write()

    def read(name: str) -> Any:
        return memory.documents.get(name, {}).values()

    return summary(read, [], START + timedelta(days=25)) | {"days": moments.days(read)}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Everything that stands somewhere in a report, with its path; what is in a list shares one."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from leaves(one, f"{path}.{name}".strip("."))
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, path)
    else:
        yield path, value


def under(start: str, whole: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted((one for one in leaves(whole) if one[0].startswith(start)), key=str)


def test_every_figure_is_made_of_the_events_that_it_names(teller: Teller) -> None:
    events = some_events(teller, random.Random(11), 600)
    whole = made_of(teller, events, EVERYTHING)
    for path, types in sources.FIGURES.values():
        assert (path, under(path, made_of(teller, events, types))) == (path, under(path, whole))


def test_every_table_is_made_of_the_events_that_it_names_and_nothing_is_left_unexplained(teller: Teller) -> None:
    events = some_events(teller, random.Random(12), 600)
    whole = made_of(teller, events, EVERYTHING)
    explained = [path for path, _ in sources.FIGURES.values()]
    for paths, types in sources.TABLES.values():
        explained += paths
        for path in paths:
            assert under(path, made_of(teller, events, types)) == under(path, whole) != [], path
    numbers = {path for path, one in leaves(whole) if isinstance(one, int | float) and not isinstance(one, bool)}
    assert {path for path in numbers if not path.startswith(tuple(explained))} == set()
