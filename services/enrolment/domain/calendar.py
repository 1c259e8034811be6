"""Sessions and stages as an iCalendar (RFC 5545), with the rules of its time zone in it (VTIMEZONE).

A calendar that knows the zone shows a session at the right hour on both sides of a change of clocks, wherever its
reader lives. It is told how long a session lasts, since its end may lie in an hour that comes twice. SEQUENCE grows
with every change, so that calendars move what they showed before.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from enrolment.domain import Document

PRODUCT = "-//Bascule//{name}//FR"
EVERY = timedelta(hours=1)
ALARM = timedelta(minutes=-15)


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """A calendar of these events, with each time zone that they use; ready to be sent as text/calendar."""
    made = Calendar()
    made.add("prodid", PRODUCT.format(name=name))
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for event in events:
        made.add_component(event)
    made.add_missing_timezones()
    return made.to_ical()


def session_event(session: Document, zone: str, page: str, *, private: bool, registered: bool = False) -> Event:
    """A session; only a private calendar shows where to join it, and reminds those who registered."""
    lines = [session["summary"], page]
    if private and session["url"]:
        lines.insert(0, session["url"])
    event = _event(session, f"session-{session['_id']}", "\n\n".join(lines), page)
    event.add("dtstart", _local(session["starts_at"], zone))
    event.add("duration", timedelta(minutes=session["minutes"]))
    event.add("sequence", session["version"])
    event.add("status", "CANCELLED" if session["cancelled_at"] else "CONFIRMED")
    if private and session["url"]:
        event.add("location", session["url"])
    if registered and not session["cancelled_at"]:
        event.add_component(_alarm(session["title"]))
    return event


def stage_event(stage: Document, zone: str, page: str) -> Event:
    """The opening of a stage: a day, which takes nobody's time."""
    event = _event(stage, f"stage-{stage['_id']}", f"{stage['summary']}\n\n{page}", page)
    event.add("dtstart", _local(stage["opens_at"], zone).date())
    event.add("sequence", stage["version"])
    event.add("transp", "TRANSPARENT")
    return event


def _event(thing: Document, identity: str, description: str, page: str) -> Event:
    event = Event()
    event.add("uid", f"{identity}@bascule")
    event.add("dtstamp", thing.get("changed_at") or thing.get("edited_at") or thing["at"])
    event.add("summary", thing["title"])
    event.add("description", description)
    event.add("url", page)
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", ALARM)
    return alarm


def _local(moment: datetime, zone: str) -> datetime:
    """The hour on the wall, but in UTC within the hour that comes twice: there, RFC 5545 knows the first only."""
    local = moment.astimezone(ZoneInfo(zone))
    return moment if local.fold else local
