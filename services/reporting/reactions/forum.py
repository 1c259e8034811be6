"""Discussions, who speaks in them, how soon a question is answered."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import acted, call, count, of_course, on

TITLED = {"discussion": "discussions", "project": "projects"}
"""Views in which things have a title, by their type."""


@on.view(events.DISCUSSION_OPENED)
def count_the_discussion(event: Event, views: Views) -> None:
    data = event.data
    facts = {name: data[name] for name in ("author", "question")}
    of_course(event, views, "discussions", data["discussion"], opened_at=event.time, **facts)
    count(event, views, "discussions", questions=int(data["question"]))


@on.view(events.DISCUSSION_OPENED, events.DISCUSSION_RENAMED)
def know_what_it_is_called(event: Event, views: Views) -> None:
    of_course(event, views, "discussions", event.data["discussion"])
    views.latest(
        "discussions", event.data["discussion"], event.sequence, {"stage": event.data["stage"]}, version="placed"
    )
    call(event, views, "discussions", event.data["discussion"])


@on.view(events.TITLE_FORGOTTEN)
def know_what_it_may_be_called(event: Event, views: Views) -> None:
    """Of requests for a hand, no view keeps a title."""
    about = event.data["about"]
    if about["type"] in TITLED:
        of_course(event, views, TITLED[about["type"]], about["id"])
        call(event, views, TITLED[about["type"]], about["id"])


@on.view(events.POST_PUBLISHED)
def count_the_post(event: Event, views: Views) -> None:
    discussion, author = event.data["discussion"], event.data["author"]
    of_course(event, views, "discussions", discussion, last_at=event.time)
    views.count("discussions", discussion, {"posts": 1})
    voice = f"{discussion}/{author}"
    of_course(event, views, "voices", voice, discussion=discussion, person=author)
    views.lowest("voices", voice, {"first_at": event.time})
    views.count("voices", voice, {"posts": 1})
    acted(event, views, author, "posts")
    count(event, views, "posts")


@on.view(events.POST_REMOVED)
def count_the_removal(event: Event, views: Views) -> None:
    of_course(event, views, "discussions", event.data["discussion"])
    views.count("discussions", event.data["discussion"], {"removed": 1})
    count(event, views, "removed")


@on.view(events.POST_THANKED)
def count_the_thanks(event: Event, views: Views) -> None:
    of_course(event, views, "discussions", event.data["discussion"])
    views.count("discussions", event.data["discussion"], {"thanks": 1})
    acted(event, views, event.data["by"], "thanks_given")
    count(event, views, "thanks")


@on.view(events.ANSWER_ACCEPTED)
def know_the_answer(event: Event, views: Views) -> None:
    of_course(event, views, "discussions", event.data["discussion"])
    views.lowest("discussions", event.data["discussion"], {"accepted_at": event.time})
    count(event, views, "answers_accepted")


@on.view(events.DISCUSSION_LEFT_UNANSWERED)
def know_that_nobody_answered(event: Event, views: Views) -> None:
    of_course(event, views, "discussions", event.data["discussion"], left_unanswered_at=event.time)
    count(event, views, "left_unanswered")


@on.view(events.DISCUSSION_MERGED)
def know_that_it_was_merged(event: Event, views: Views) -> None:
    of_course(event, views, "discussions", event.data["merged"], merged=True)
