"""Enrolment: people and how they sign in, courses, their stages and their sessions."""

from kit import files
from kit.service import Duty, Service

from enrolment import commands, keys, reactions, store, tools

service = Service(
    name="enrolment",
    api="enrolment.api",
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=("contacts",),
    duties=(
        Duty("open the stages that are due", commands.open_what_is_due, every=0.5, by_clock=True),
        Duty("remind of the sessions that approach", commands.remind_of_what_is_due, every=1, by_clock=True),
        Duty("go through the imports", commands.go_through_imports, every=1),
        Duty("drop the keys that are over", keys.drop_what_is_over, every=60, by_clock=True),
        Duty("sweep files that nobody shows", files.sweep, every=30, by_clock=True),
    ),
    tools=tools.TOOLS,
    prepare=keys.prepare,
    keys=keys.public,
)
