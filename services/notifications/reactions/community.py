"""A hand given, people who stay in touch, thanks, and how we live together: each is told to whom it concerns."""

from kit.event import Event
from kit.unit_of_work import Work

from notifications import events, store
from notifications.domain.bells import Ring
from notifications.reactions.registry import about, on, rings, tell
from notifications.store.common import those_with_role


@on.effect(events.HELP_REQUESTED)
def ask_for_a_hand(batch: list[Event], work: Work) -> None:
    """Those who are asked by name, or else the community."""
    found: list[Ring] = []
    for event in batch:
        data = event.data
        told = about("help", data["request"], data["title"])
        if data["to"]:
            found += rings(event, data["to"], "help", "you-are-asked", told, data["author"])
        else:
            store.announcements.announce(work, event, "help-wanted", told, data["author"])
    tell(batch, found, work)


@on.effect(events.HELP_OFFERED, events.HELP_CLOSED)
def tell_of_the_hand(batch: list[Event], work: Work) -> None:
    found: list[Ring] = []
    for event in batch:
        data = event.data
        told = about("help", data["request"], data["title"])
        if event.type == events.HELP_OFFERED.type:
            found += rings(event, [data["author"]], "help-offered", "you-asked", told, data["by"])
        else:
            found += rings(event, data["helpers"], "help-closed", "you-helped", told, data["author"])
    tell(batch, found, work)


@on.effect(events.CONTACT_REQUESTED, events.CONTACT_ACCEPTED)
def tell_of_the_contact(batch: list[Event], work: Work) -> None:
    found: list[Ring] = []
    for event in batch:
        author, to, told = event.data["author"], event.data["to"], about("contact", event.data["contact"])
        if event.type == events.CONTACT_REQUESTED.type:
            found += rings(event, [to], "contact", "you-are-asked", told, author)
        else:
            found += rings(event, [author], "contact-accepted", "your-contact", told, to)
    tell(batch, found, work)


@on.effect(events.POST_THANKED, events.ANSWER_ACCEPTED)
def tell_the_author(batch: list[Event], work: Work) -> None:
    found: list[Ring] = []
    for event in batch:
        data = event.data
        told = about("discussion", data["discussion"], data["title"])
        kind = "thanks" if event.type == events.POST_THANKED.type else "accepted"
        found += rings(event, [data["author"]], kind, "your-message", told, data["by"])
    tell(batch, found, work)


@on.effect(events.ARGUMENT_CONVINCED)
def tell_who_made_the_argument(batch: list[Event], work: Work) -> None:
    found: list[Ring] = []
    for event in batch:
        told = about("controversy", event.data["controversy"])
        found += rings(event, [event.data["author"]], "convinced", "your-argument", told)
    tell(batch, found, work)


@on.effect(events.DISCUSSION_LEFT_UNANSWERED)
def ask_those_who_can_help(batch: list[Event], work: Work) -> None:
    found: list[Ring] = []
    for event in batch:
        told = about("discussion", event.data["discussion"], event.data["title"])
        found += rings(event, event.data["helpers"], "question", "you-can-help", told)
    tell(batch, found, work)


@on.effect(events.CONTENT_REPORTED)
def tell_the_facilitators(batch: list[Event], work: Work) -> None:
    found: list[Ring] = []
    for event in batch:
        course = event.data["course"]
        told = {"title": "", **event.data["about"]}
        found += rings(event, those_with_role(work, course, "facilitator"), "reported", "you-moderate", told)
    tell(batch, found, work)


@on.effect(events.CONTENT_MODERATED)
def tell_whom_it_concerns(batch: list[Event], work: Work) -> None:
    """What was dismissed concerns nobody: nothing has changed for them."""
    found: list[Ring] = []
    for event in batch:
        if event.data["action"] != "dismissed":
            told = about("decision", event.data["decision"])
            found += rings(event, [event.data["author"]], "moderated", "it-concerns-you", told)
    tell(batch, found, work)
