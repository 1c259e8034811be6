"""Answers that came by mail become posts, as if their authors had written them here."""

from kit.errors import Forbidden
from kit.event import Event
from kit.identity import Person
from kit.unit_of_work import Work

from forum import commands, events
from forum.reactions.registry import on
from forum.store import mails, standings


@on.effect(events.REPLY_RECEIVED, private=True)
def post_the_reply(batch: list[Event], work: Work) -> None:
    """One that may not be posted (locked, suspended, gone) raises what a request would be told, and is parked."""
    for event in batch:
        course, learner = event.data["course"], event.data["learner"]
        if standings.standing(work, course, learner).get("gone"):
            raise Forbidden("Who wrote this mail has asked to be forgotten")
        if mails.is_new(work, event.data["message"]):
            person = Person(learner, {course: ("learner",)})
            commands.publish_post(work, person, event.data["discussion"], body=event.data["body"], because=event)
