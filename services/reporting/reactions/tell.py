"""Telling the figures that changed, and asking for the erasure of who wants to be forgotten."""

from kit.event import Event
from kit.unit_of_work import Work

from reporting import events, store
from reporting.reactions.registry import on


@on.effect(*events.COUNTED)
def tell_the_figures(batch: list[Event], work: Work) -> None:
    counted = {event.data["course"]: event for event in batch}
    for course, event in sorted(counted.items()):
        data = {"course": course, "figures": store.figures(work, course)}
        version = store.next_version(work, course)
        work.emit(events.FIGURES_UPDATED, data, aggregate=f"figures/{course}", sequence=version, because=event)


@on.effect(events.LEARNER_ERASED)
def ask_for_erasure(batch: list[Event], work: Work) -> None:
    """What is stored is rewritten by a duty, a few hundred events at a time."""
    for event in batch:
        store.erasure.ask(work, event.data["course"], event.data["learner"])


@on.effect(events.TITLE_FORGOTTEN)
def ask_for_another_title(batch: list[Event], work: Work) -> None:
    for event in batch:
        store.erasure.ask_for_title(work, event.data["course"], event.data["about"]["id"], event.data["title"])
