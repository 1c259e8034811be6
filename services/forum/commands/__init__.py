"""What can be asked of the forum; each runs in the unit of work it is given, and may run again from the start."""

from forum.commands.contacts import accept_contact, ask_to_stay_in_touch, end_contact
from forum.commands.controversies import (
    change_controversy,
    close_controversy,
    conclude_controversy,
    open_controversy,
    turn,
    turn_what_is_due,
)
from forum.commands.discussions import change_discussion, open_discussion
from forum.commands.help import ask_for_a_hand, close_request, offer_a_hand
from forum.commands.moderation import decide, report, set_pace, set_rules
from forum.commands.posts import edit_post, publish_post, remove_post, take_thanks_back, thank
from forum.commands.projects import (
    add_need,
    change_phase,
    change_project,
    declare_project,
    glimpse,
    meet_need,
    tell_news,
)
from forum.commands.questions import accept_answer, declare_subjects
from forum.commands.reading import catch_up, read
from forum.commands.stances import be_convinced, make_argument, revise_stance, take_stance
from forum.commands.teams import (
    ask_how_it_is,
    ask_the_quiet,
    hand_over,
    introduce,
    introduce_the_new,
    join_project,
    leave_project,
)
from forum.commands.threads import merge_discussions, split_discussion

__all__ = [
    "accept_answer",
    "accept_contact",
    "add_need",
    "ask_for_a_hand",
    "ask_how_it_is",
    "ask_the_quiet",
    "ask_to_stay_in_touch",
    "be_convinced",
    "catch_up",
    "change_controversy",
    "change_discussion",
    "change_phase",
    "change_project",
    "close_controversy",
    "close_request",
    "conclude_controversy",
    "decide",
    "declare_project",
    "declare_subjects",
    "edit_post",
    "end_contact",
    "glimpse",
    "hand_over",
    "introduce",
    "introduce_the_new",
    "join_project",
    "leave_project",
    "make_argument",
    "meet_need",
    "merge_discussions",
    "offer_a_hand",
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
    "tell_news",
    "thank",
    "turn",
    "turn_what_is_due",
]
