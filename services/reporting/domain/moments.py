"""Day by day, stage by stage and session by session."""

from datetime import date, datetime, timedelta
from typing import Any

from reporting.domain import Document, Read
from reporting.domain.people import acted_within

DAY = timedelta(days=1)
COUNTED = (
    "enrolled",
    "left",
    "discussions",
    "posts",
    "thanks",
    "answers_accepted",
    "projects",
    "project_updates",
    "project_joins",
    "stances",
    "stances_revised",
    "arguments",
    "hands_asked",
    "hands_offered",
    "hands_given",
    "registrations",
    "attended_live",
    "attended_later",
    "contacts",
    "pulses",
    "announcements",
    "sketchnotes",
    "told",
    "notices_sent",
    "notices_opened",
    "notices_muted",
)


def days(read: Read, first: date | None = None, last: date | None = None) -> list[dict[str, Any]]:
    """What happened on each day (UTC) on which something did, in order."""
    within = [
        one for one in read("days") if (first is None or _day(one) >= first) and (last is None or _day(one) <= last)
    ]
    zeros = dict.fromkeys(COUNTED, 0)
    known = [zeros | {name: one[name] for name in COUNTED if name in one} | {"day": _day(one)} for one in within]
    return sorted(known, key=lambda one: one["day"])


def _day(one: Document) -> date:
    return one["day"].date()


def stages(read: Read, now: datetime) -> list[dict[str, Any]]:
    """A stage lasts from the day on which it opens until the day before the next one does."""
    opened = sorted(
        (one for one in read("stages") if "opened_at" in one), key=lambda one: (one["opened_at"], one["_id"])
    )
    every_day, people = days(read), [one for one in read("people") if one.get("role") == "learner"]
    found = []
    for one, following in zip(opened, [*opened[1:], None], strict=False):
        first = one["opened_at"].date()
        last = max(first, following["opened_at"].date() - DAY) if following else now.date()
        within = [day for day in every_day if first <= day["day"] <= last]
        found.append(
            {
                "stage": one["_id"],
                "number": one.get("number"),
                "title": one.get("title", ""),
                "first": first.isoformat(),
                "last": last.isoformat(),
                "active": sum(1 for person in people if acted_within(person, first - DAY, last)),
                **{name: sum(day[name] for day in within) for name in COUNTED},
            }
        )
    return found


def sessions(read: Read) -> list[dict[str, Any]]:
    """Registered, there live, watched later; one who did both counts in both."""
    counted: dict[str, dict[str, int]] = {}
    for one in read("attendance"):
        counts = counted.setdefault(one["session"], {"registered": 0, "live": 0, "later": 0})
        for name in counts:
            counts[name] += bool(one.get(name))
    known = sorted(
        (one for one in read("live_sessions") if "starts_at" in one), key=lambda one: (one["starts_at"], one["_id"])
    )
    none = {"registered": 0, "live": 0, "later": 0}
    return [
        {
            "session": one["_id"],
            "title": one.get("title", ""),
            "starts_at": one["starts_at"],
            "cancelled": bool(one.get("cancelled")),
            "recorded": bool(one.get("recorded")),
            **counted.get(one["_id"], none),
        }
        for one in known
    ]
