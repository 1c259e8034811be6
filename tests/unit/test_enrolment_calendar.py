"""Sessions and calendars: reminders that are due, and hours that are right on both sides of a change of clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from enrolment.domain import calendar, sessions
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from icalendar import Calendar
from kit.errors import Conflict, Invalid

NOON = datetime(2026, 6, 19, 12, tzinfo=UTC)
FORM = {
    "title": "Mi-parcours",
    "summary": "On fait le point.",
    "starts_at": NOON,
    "minutes": 60,
    "url": "https://v.example/1",
}


def session(**more):
    return sessions.new_session("s1", "a-course", FORM | more, "f1", NOON - timedelta(days=9))


def shown(*told, zone="Europe/Paris", private=True):
    events = [calendar.session_event(one, zone, "https://b.example", private=private) for one in told]
    body = calendar.calendar("Innovation", events)
    return Calendar.from_ical(body)


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        ("2026-03-28T17:00:00Z", 18),
        ("2026-03-29T16:00:00Z", 18),
        ("2026-10-24T16:00:00Z", 18),
        ("2026-10-25T17:00:00Z", 18),
    ],
)
def test_six_in_the_evening_is_six_on_both_sides_of_a_change_of_clocks(moment, hour):
    made = shown(session(starts_at=datetime.fromisoformat(moment)))
    [event] = made.walk("VEVENT")
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event.decoded("dtstart").hour == hour
    [zone] = made.walk("VTIMEZONE")
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


@effort(max_examples=25, deadline=None)
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2035, 1, 1)),
    st.sampled_from(["Europe/Paris", "America/Toronto", "Indian/Reunion", "Pacific/Noumea", "America/Cayenne"]),
)
def test_whatever_the_zone_a_session_is_when_it_is(moment, zone):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    [event] = shown(session(starts_at=moment), zone=zone).walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC) == moment
    assert event.decoded("duration") == timedelta(hours=1)


@pytest.mark.parametrize("fold", [0, 1])
def test_a_session_in_the_hour_that_comes_twice_begins_when_it_begins(fold):
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"), fold=fold).astimezone(UTC)
    [event] = shown(session(starts_at=twice)).walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC) == twice


def test_the_public_calendar_does_not_say_where_to_join():
    assert b"v.example" not in shown(session(), private=False).to_ical()
    assert b"v.example" in shown(session()).to_ical()


def test_a_cancelled_session_says_so_with_a_higher_sequence():
    off = sessions.cancelled(session(), NOON - timedelta(days=1))
    [event] = shown(off).walk("VEVENT")
    assert (event["status"], event["sequence"], event["uid"]) == ("CANCELLED", 2, "session-s1@bascule")


def test_people_are_reminded_a_day_before_and_half_an_hour_before_and_no_more():
    one, told = session(), []
    for minutes in range(0, 3 * 24 * 60, 10):
        now = NOON - timedelta(days=2) + timedelta(minutes=minutes)
        if one["remind_at"] and one["remind_at"] <= now:
            due = sessions.reminder_due(one, now)
            told.append((due, now))
            one = sessions.reminded(one, due is not None, now)
    assert told == [(1440, NOON - timedelta(days=1)), (30, NOON - timedelta(minutes=30))]


def test_who_was_asleep_reminds_once_of_what_is_still_to_come_and_not_of_what_has_begun():
    late = NOON - timedelta(minutes=10)
    assert sessions.reminder_due(session(), late) == 30
    assert sessions.reminded(session(), True, late)["remind_at"] is None
    assert sessions.reminder_due(session(), NOON) is None


def test_a_session_announced_within_the_hour_has_one_reminder_or_none():
    assert sessions.next_reminder(session(), NOON - timedelta(hours=1)) == NOON - timedelta(minutes=30)
    assert sessions.next_reminder(session(), NOON - timedelta(minutes=20)) is None


def test_a_session_that_is_moved_is_reminded_of_anew():
    moved, told = sessions.changed(session(), {"starts_at": NOON + timedelta(days=7)}, NOON - timedelta(minutes=5))
    assert (told, moved["version"], moved["remind_at"]) == (True, 2, NOON + timedelta(days=6))
    assert sessions.changed(session(), {"title": "Autrement"}, NOON)[1] is False


@pytest.mark.parametrize(
    ("how", "minutes", "error"),
    [("live", -16, Invalid), ("live", -15, None), ("live", 90, None), ("live", 91, Invalid), ("later", 91, Invalid)],
)
def test_one_is_there_live_from_a_quarter_before_to_half_an_hour_after(how, minutes, error):
    mine, now = sessions.new_registration(session(), "p1"), NOON + timedelta(minutes=minutes)
    if error:
        with pytest.raises(error):
            sessions.attended(mine, session(), how, now)
    else:
        assert sessions.attended(mine, session(), how, now)["attended"] == how


def test_nobody_takes_part_in_what_was_cancelled_or_is_over():
    off = sessions.cancelled(session(), NOON - timedelta(days=1))
    mine = sessions.new_registration(off, "p1")
    for broken in (
        lambda: sessions.registered(mine, off, True, NOON),
        lambda: sessions.attended(mine, off, "live", NOON),
        lambda: sessions.registered(mine, session(), True, NOON + timedelta(hours=2)),
        lambda: sessions.cancelled(session(), NOON + timedelta(hours=2)),
        lambda: sessions.changed(off, {"title": "x"}, NOON),
    ):
        with pytest.raises(Conflict):
            broken()
