"""What can be asked of the forum; each runs in the unit of work it is given, and may run again from the start."""

from forum.commands.controversies import (
    change_controversy,
    close_controversy,
    conclude_controversy,
    open_controversy,
    turn_what_is_due,
)
from forum.commands.discussions import open_discussion, publish_post
from forum.commands.moderation import decide, report, set_pace, set_rules
from forum.commands.projects import declare_project
from forum.commands.stances import be_convinced, make_argument, revise_stance, take_stance

__all__ = [
    "be_convinced",
    "change_controversy",
    "close_controversy",
    "conclude_controversy",
    "decide",
    "declare_project",
    "make_argument",
    "open_controversy",
    "open_discussion",
    "publish_post",
    "report",
    "revise_stance",
    "set_pace",
    "set_rules",
    "take_stance",
    "turn_what_is_due",
]
