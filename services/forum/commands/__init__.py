"""What can be asked of the forum; each runs in the unit of work it is given, and may run again from the start."""

from forum.commands.controversies import (
    change_controversy,
    close_controversy,
    conclude_controversy,
    open_controversy,
    turn_what_is_due,
)
from forum.commands.discussions import change_discussion, open_discussion
from forum.commands.moderation import decide, report, set_pace, set_rules
from forum.commands.posts import edit_post, publish_post, remove_post, take_thanks_back, thank
from forum.commands.projects import declare_project
from forum.commands.questions import accept_answer, declare_subjects
from forum.commands.reading import catch_up, read
from forum.commands.stances import be_convinced, make_argument, revise_stance, take_stance
from forum.commands.threads import merge_discussions, split_discussion

__all__ = [
    "accept_answer",
    "be_convinced",
    "catch_up",
    "change_controversy",
    "change_discussion",
    "close_controversy",
    "conclude_controversy",
    "decide",
    "declare_project",
    "declare_subjects",
    "edit_post",
    "make_argument",
    "merge_discussions",
    "open_controversy",
    "open_discussion",
    "publish_post",
    "read",
    "remove_post",
    "report",
    "revise_stance",
    "set_pace",
    "set_rules",
    "split_discussion",
    "take_stance",
    "take_thanks_back",
    "thank",
    "turn_what_is_due",
]
