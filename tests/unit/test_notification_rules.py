"""The rules of telling people: hours around the change of clocks, links that hold, and words in both languages."""

import string
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from notifications import words
from notifications.domain import choices, clocks, kinds, talk
from notifications.domain.links import Muted, reply_code, seal, unseal
from notifications.domain.sending import SEND, fate

KEY = b"a key of the tests"
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
zones = st.sampled_from(
    ["Europe/Paris", "America/Cayenne", "Indian/Reunion", "Pacific/Noumea", "America/Toronto", "UTC"]
)


def next_digest(wish: dict[str, Any], after: datetime) -> datetime:
    due = clocks.next_digest(wish, after)
    assert due is not None
    return due


def preferences(**chosen: Any) -> dict[str, Any]:
    return choices.whole(chosen)


def daily(hour: int, zone: str = "Europe/Paris") -> dict[str, Any]:
    return preferences(digest={"period": "daily", "hour": hour, "weekday": 0}, time_zone=zone)


@pytest.mark.parametrize(
    ("after", "due"),
    [
        ("2026-03-28T12:00+01:00", "2026-03-29T08:00+02:00"),  # the night that loses an hour
        ("2026-10-24T12:00+02:00", "2026-10-25T08:00+01:00"),  # the night that gains one
    ],
)
def test_a_digest_keeps_its_hour_on_the_wall_when_clocks_change(after: str, due: str) -> None:
    assert next_digest(daily(8), datetime.fromisoformat(after)) == datetime.fromisoformat(due)


def test_an_hour_that_is_skipped_comes_after_the_gap_and_one_that_comes_twice_counts_once() -> None:
    skipped = next_digest(daily(2), datetime.fromisoformat("2026-03-28T23:00+01:00"))
    assert skipped == datetime.fromisoformat("2026-03-29T03:00+02:00")
    twice = next_digest(daily(2), datetime.fromisoformat("2026-10-24T23:00+02:00"))
    assert twice == datetime.fromisoformat("2026-10-25T02:00+02:00")
    assert next_digest(daily(2), twice) == datetime.fromisoformat("2026-10-26T02:00+01:00")


@given(moments, zones, st.integers(0, 23))
@effort(max_examples=60, deadline=None)
def test_a_daily_digest_comes_once_on_every_local_day(after: datetime, zone: str, hour: int) -> None:
    due = after
    days = []
    for _ in range(4):
        due = next_digest(daily(hour, zone), due)
        days.append(due.astimezone(ZoneInfo(zone)).date())
    assert all(later - day == timedelta(days=1) for day, later in pairwise(days))
    assert after < next_digest(daily(hour, zone), after) <= after + timedelta(hours=25)


@given(moments, zones, st.integers(0, 6))
@effort(max_examples=40, deadline=None)
def test_a_weekly_digest_comes_on_its_day(after: datetime, zone: str, weekday: int) -> None:
    wish = preferences(digest={"period": "weekly", "hour": 7, "weekday": weekday}, time_zone=zone)
    due = next_digest(wish, after)
    assert due.astimezone(ZoneInfo(zone)).weekday() == weekday
    assert after < due <= after + timedelta(days=7, hours=1)


@given(moments, zones, st.integers(0, 23), st.integers(0, 23))
@effort(max_examples=60, deadline=None)
def test_quiet_hours_end_and_are_over_then(now: datetime, zone: str, begins: int, ends: int) -> None:
    wish = preferences(quiet={"from": f"{begins:02}:00", "to": f"{ends:02}:00"}, time_zone=zone)
    until = clocks.quiet_until(wish, now)
    if until:
        assert now < until <= now + timedelta(hours=25)
        assert clocks.quiet_until(wish, until) is None


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [("23:30", True), ("03:00", True), ("06:59", True), ("07:00", False), ("12:00", False), ("21:59", False)],
)
def test_a_night_is_quiet_over_midnight(moment: str, quiet: bool) -> None:
    wish = preferences(quiet={"from": "22:00", "to": "07:00"})
    now = datetime.fromisoformat(f"2026-05-05T{moment}+02:00")
    assert bool(clocks.quiet_until(wish, now)) == quiet


def test_a_reminder_waits_for_no_quiet_hours_and_no_ceiling() -> None:
    wish = preferences(quiet={"from": "00:00", "to": "23:59"}, weekly_ceiling=0)
    now = datetime.fromisoformat("2026-05-05T12:00+02:00")
    decided = {
        kind: fate({"kind": kind, "channel": "mail"}, wish, seen=False, lately=9, now=now)
        for kind in ("session-soon", "answer")
    }
    assert decided["session-soon"] == SEND
    assert decided["answer"].later == datetime.fromisoformat("2026-05-05T23:59+02:00")


def test_every_overseas_zone_exists() -> None:
    assert set(choices.OVERSEAS.values()) <= available_timezones()


@given(st.builds(Muted, st.text(), st.text(), st.text(), st.text()))
@effort(max_examples=40, deadline=None)
def test_a_link_says_what_it_was_made_for(muted: Muted) -> None:
    assert unseal(seal(muted, KEY), KEY) == muted
    assert unseal(seal(muted, KEY), b"another key") is None


@given(st.text(alphabet=string.ascii_letters + string.digits + "-_.=é", max_size=80))
@effort(max_examples=60, deadline=None)
def test_what_is_no_link_is_none(word: str) -> None:
    assert unseal(word, KEY) is None


def test_an_address_differs_for_every_person_and_discussion_and_is_short() -> None:
    codes = {reply_code(person, "c", thread, KEY) for person in ("a", "b", "ab") for thread in ("1", "2", "b1")}
    assert len(codes) == 9
    assert all(len(f"reply+{code}") <= 64 and code == code.lower() for code in codes)


@pytest.mark.parametrize("language", list(words.LANGUAGES))
def test_every_kind_and_reason_has_words(language: str) -> None:
    said = words.of(language)
    assert set(said.KINDS) == set(kinds.KINDS)
    assert set(said.REASONS) == set(kinds.REASONS)
    for subject, line in said.KINDS.values():
        for sentence in (subject, line):
            assert sentence.format(title="x", who="y", count=2)


def test_both_languages_say_the_same_things() -> None:
    french, english = ({name for name in dir(one) if name.isupper()} for one in words.LANGUAGES.values())
    assert french == english


def post(**data: Any) -> dict[str, Any]:
    return {"author": "anna", "sequence": 5, "at": 5, "number": 4, "mentions": [], "answered": None} | data


LEVELS = st.dictionaries(st.sampled_from("bcde"), st.sampled_from(choices.LEVELS))


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 9))), LEVELS, st.lists(st.sampled_from("abcde")))
@effort(max_examples=80, deadline=None)
def test_nobody_is_told_twice_nor_of_their_own_nor_when_muted(
    voices: list[tuple[str, int]], chosen: dict[str, str], mentions: list[str]
) -> None:
    links = [talk.Link(person, "you-wrote", choices.WATCHING, after=since, known=since) for person, since in voices]
    told = [one.person for one in talk.tellings(post(author="a", mentions=mentions), links, chosen, is_new=True)]
    assert len(told) == len(set(told))
    assert "a" not in told
    assert not {person for person in told if chosen.get(person) == choices.MUTED}
    assert {person for person in mentions if person != "a" and chosen.get(person) != choices.MUTED} <= set(told)


def test_the_most_personal_kind_and_reason_are_shown() -> None:
    assert kinds.foremost(["reply", "mention", "answer"]) == "mention"
    assert kinds.foremost(["you-wrote", "answers-you"]) == "answers-you"
