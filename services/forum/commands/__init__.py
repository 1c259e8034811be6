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
from forum.commands.discussions import open_discussion, publish_post
from forum.commands.help import ask_for_a_hand, close_request, offer_a_hand
from forum.commands.moderation import decide, report, set_pace, set_rules
from forum.commands.projects import (
    add_need,
    change_phase,
    change_project,
    declare_project,
    glimpse,
    meet_need,
    tell_news,
)
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

__all__ = [
    "accept_contact",
    "add_need",
    "ask_for_a_hand",
    "ask_how_it_is",
    "ask_the_quiet",
    "ask_to_stay_in_touch",
    "be_convinced",
    "change_controversy",
    "change_phase",
    "change_project",
    "close_controversy",
    "close_request",
    "conclude_controversy",
    "decide",
    "declare_project",
    "end_contact",
    "glimpse",
    "hand_over",
    "introduce",
    "introduce_the_new",
    "join_project",
    "leave_project",
    "make_argument",
    "meet_need",
    "offer_a_hand",
    "open_controversy",
    "open_discussion",
    "publish_post",
    "report",
    "revise_stance",
    "set_pace",
    "set_rules",
    "take_stance",
    "tell_news",
    "turn",
    "turn_what_is_due",
]
