"""Enrolment: people and how they sign in, courses, their stages and their sessions."""

from kit.service import Duty, Service

from enrolment import commands, keys, reactions, store, tools

service = Service(
    name="enrolment",
    api="enrolment.api",
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=("contacts",),
    duties=(
        Duty("open the stages that are due", commands.open_what_is_due, every=0.5),
        Duty("go through the imports", commands.go_through_imports, every=1),
    ),
    tools=tools.TOOLS,
    prepare=keys.prepare,
    keys=keys.public,
)
