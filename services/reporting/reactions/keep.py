"""Keeping every event at its position, under the pseudonyms that stand now, and telling the figures that changed."""

from kit.event import Event
from kit.unit_of_work import Work

from reporting import events, store
from reporting.reactions.registry import on

COUNTED = {fact.type for fact in events.COUNTED}


@on.translate
def put_the_pseudonyms_that_stand_now(batch: list[Event], work: Work) -> list[Event]:
    """What comes late about somebody who was erased is kept under the pseudonym that replaced theirs."""
    counted = {event.data["course"] for event in batch if event.type in COUNTED}
    known = work.notes["counters"] = store.counters(work, counted)
    return store.erasure.translated(work, known[store.COUNTER], batch)


@on.effect(*events.PUBLIC)
def keep_the_events_and_tell_the_figures(batch: list[Event], work: Work) -> None:
    """One effect for both: each reads its counter, and every round trip is between a post and its figure."""
    counted = {event.data["course"]: event for event in batch if event.type in COUNTED}
    figures = {course: store.figures(work, course) for course in sorted(counted)}
    counters = work.notes["counters"]
    store.append(work, counters, batch)
    for course, told in figures.items():
        version = store.next_version(work, counters, course)
        data = {"course": course, "figures": told}
        work.emit(
            events.FIGURES_UPDATED, data, aggregate=f"figures/{course}", sequence=version, because=counted[course]
        )


@on.effect(events.LEARNER_ERASED)
def ask_for_erasure(batch: list[Event], work: Work) -> None:
    """What is stored is rewritten by a duty, a few hundred events at a time."""
    for event in batch:
        store.erasure.ask(work, event.data["course"], event.data["learner"])
