"""What people were told, and whether they opened it or chose to hear less."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import acted, count, of_course, on


def _of_kind(event: Event, views: Views, what: str, amount: int = 1) -> None:
    kind = event.data["kind"]
    key = f"{event.data['course']}/{kind}"
    of_course(event, views, "notices", key, kind=kind)
    views.count("notices", key, {what: amount})


@on.view(events.NOTIFICATION_RAISED)
def count_who_was_told(event: Event, views: Views) -> None:
    told = len(event.data["recipients"])
    _of_kind(event, views, "told", told)
    count(event, views, told=told)


@on.view(events.NOTIFICATION_SENT)
def count_what_was_sent(event: Event, views: Views) -> None:
    sent = event.data["outcome"] == "sent"
    _of_kind(event, views, f"by_{event.data['channel']}" if sent else event.data["outcome"])
    count(event, views, "notices_sent" if sent else "notices_not_sent")


@on.view(events.NOTIFICATION_OPENED)
def count_what_was_opened(event: Event, views: Views) -> None:
    _of_kind(event, views, "opened")
    acted(event, views, event.data["learner"])
    count(event, views, "notices_opened")


@on.view(events.NOTIFICATION_MUTED)
def count_who_wants_less(event: Event, views: Views) -> None:
    _of_kind(event, views, "muted")
    count(event, views, "notices_muted")


@on.view(events.DIGEST_SENT)
def count_the_digest(event: Event, views: Views) -> None:
    count(event, views, "digests")
