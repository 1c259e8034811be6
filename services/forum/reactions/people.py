"""People come, and some ask to be forgotten."""

from kit import idempotency
from kit.event import Event
from kit.unit_of_work import Work

from forum import events
from forum.reactions.registry import on
from forum.store import (
    contacts,
    controversies,
    discussions,
    help,
    moderation,
    posts,
    projects,
    questions,
    reading,
    standings,
)

TALK = (discussions, posts, reading, questions)
FORGETFUL = (*TALK, controversies, projects, help, contacts, moderation, standings)
"""The subjects that keep something of people; each has its `forget(work, course, person)`."""


@on.effect(events.LEARNER_ENROLLED)
def know_since_when_they_are_here(batch: list[Event], work: Work) -> None:
    for event in batch:
        standings.meet(work, event.data["course"], event.data["learner"], event.time)


@on.effect(events.LEARNER_LEFT)
def ask_them_for_nothing_more(batch: list[Event], work: Work) -> None:
    for event in batch:
        standings.part(work, event.data["course"], event.data["learner"], event.time)


@on.effect(events.LEARNER_ERASED)
def forget_the_person(batch: list[Event], work: Work) -> None:
    for event in batch:
        for subject in FORGETFUL:
            subject.forget(work, event.data["course"], event.data["learner"])
    for person in sorted({event.data["learner"] for event in batch}):
        idempotency.forget(work, person)
