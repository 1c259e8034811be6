"""Forum: where learners discuss, debate and declare their projects."""

from kit import files
from kit.service import Duty, Service

from forum import commands, librarian, lookout, reactions, store, views

service = Service(
    name="forum",
    api="forum.api",
    reactions=reactions.on,
    collections=store.COLLECTIONS,
    views=views.COLLECTIONS,
    duties=(
        Duty("open and close the controversies", commands.turn_what_is_due, every=0.5, by_clock=True),
        Duty("let what changed be found", librarian.file_what_changed, every=2.0),
        Duty("ask quiet projects how they are", commands.ask_the_quiet, every=60, by_clock=True),
        Duty("sweep pictures that nobody shows", files.sweep, every=30, by_clock=True),
        Duty("introduce projects that resemble each other", commands.introduce_the_new, every=5),
        Duty("find help for questions left alone", lookout.see_who_waits, every=30, by_clock=True),
    ),
)
