"""Where people stand before and after reading, and what moved them."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import acted, count, of_course, on

STANCES = {-2: "0", -1: "1", 0: "2", 1: "3", 2: "4"}
"""From -2 (against) to 2 (for), as places in a distribution."""


@on.view(events.CONTROVERSY_OPENED)
def count_the_controversy(event: Event, views: Views) -> None:
    facts = {name: event.data[name] for name in ("question", "discussion", "opens_at", "closes_at")}
    of_course(event, views, "controversies", event.data["controversy"], **facts)
    count(event, views, "controversies")


@on.view(events.CONTROVERSY_CLOSED)
def know_that_it_closed(event: Event, views: Views) -> None:
    of_course(event, views, "controversies", event.data["controversy"], closed_at=event.time)


@on.view(events.CONTROVERSY_CONCLUDED)
def know_that_it_was_concluded(event: Event, views: Views) -> None:
    of_course(event, views, "controversies", event.data["controversy"], concluded_at=event.time)


@on.view(events.STANCE_TAKEN)
def count_the_stance(event: Event, views: Views) -> None:
    controversy, stance, previous = (event.data[name] for name in ("controversy", "stance", "previous"))
    of_course(event, views, "controversies", controversy)
    if previous is None:
        counted = {f"before.{STANCES[stance]}": 1, f"after.{STANCES[stance]}": 1}
        count(event, views, "stances")
    else:
        counted = {"revised": 1, "shift": stance - previous, "moved": int(stance != previous)}
        if stance != previous:
            counted |= {f"after.{STANCES[stance]}": 1, f"after.{STANCES[previous]}": -1}
        count(event, views, "stances_revised")
    views.count("controversies", controversy, counted)
    if argument := event.data["moved_by"]:
        of_course(event, views, "arguments", argument, controversy=controversy)
        views.count("arguments", argument, {"moved": 1})


@on.view(events.ARGUMENT_MADE)
def count_the_argument(event: Event, views: Views) -> None:
    controversy, side = event.data["controversy"], event.data["side"]
    of_course(event, views, "arguments", event.data["argument"], controversy=controversy, side=side)
    of_course(event, views, "controversies", controversy)
    views.count("controversies", controversy, {"arguments_for" if side == "for" else "arguments_against": 1})
    acted(event, views, event.data["author"], "arguments")
    count(event, views, "arguments")


@on.view(events.ARGUMENT_CONVINCED)
def count_who_was_convinced(event: Event, views: Views) -> None:
    of_course(event, views, "arguments", event.data["argument"], controversy=event.data["controversy"])
    views.count("arguments", event.data["argument"], {"convinced": 1})
