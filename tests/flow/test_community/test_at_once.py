"""Many at once: what is counted is counted once for each, and what may happen once happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from kit.testing import House

from .conftest import COURSE, Member, made, told
from .test_controversies import asks, takes
from .test_projects import declares


def at_once(deeds: list[Callable[[], Any]]) -> list[int]:
    """The statuses of requests that are made at the same moment, in order."""
    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(answer.status_code for answer in pool.map(lambda deed: deed(), deeds))


def test_twelve_stances_at_once_are_twelve(house: House, member: Callable[..., Member], chloe: Member) -> None:
    path = f"controversies/{(controversy := asks(chloe))}/stance"
    people = [member(f"voice-{number}") for number in range(12)]
    deeds = [lambda one=one: one.post(path, stance=1, reason="x") for one in people]
    assert at_once(deeds) == [201] * 12
    assert made(chloe.get(f"controversies/{controversy}/outcome"))["before"] == [0, 0, 0, 12, 0]


def test_a_first_stance_sent_four_times_at_once_is_taken_once(house: House, anna: Member, chloe: Member) -> None:
    path = f"controversies/{asks(chloe)}/stance"
    assert at_once([lambda: anna.post(path, stance=1, reason="x")] * 4) == [201, 409, 409, 409]
    assert len(told(house, "stance.taken")) == 1


def test_no_stance_is_lost_between_the_last_and_the_close(house: House, anna: Member, chloe: Member) -> None:
    controversy = asks(chloe)
    takes(anna, controversy, 1)
    people = [Member(house, f"late-{number}") for number in range(5)]
    path = f"controversies/{controversy}"
    deeds = [lambda one=one: one.post(f"{path}/stance", stance=1, reason="x") for one in people]
    statuses = at_once([*deeds, lambda: chloe.post(f"{path}/close")])
    (closed,) = told(house, "controversy.closed")
    assert sum(closed["after"]) == 1 + statuses.count(201)


def test_a_newcomer_in_a_hurry_is_held_to_the_pace(member: Callable[..., Member], chloe: Member) -> None:
    made(chloe.patch(f"courses/{COURSE}/rules", newcomer_posts_per_hour=2))
    nora, path = member("nora", since=timedelta(hours=1)), f"courses/{COURSE}/discussions"
    assert at_once([lambda: nora.post(path, title="Bonjour", body="x")] * 5) == [201, 201, 429, 429, 429]


def test_an_open_role_is_filled_by_one(member: Callable[..., Member], anna: Member) -> None:
    project = declares(anna, open_roles=["maquettiste"])["id"]
    people = [member(f"maker-{number}") for number in range(3)]
    deeds = [lambda one=one: one.post(f"projects/{project}/team", role="maquettiste") for one in people]
    assert at_once(deeds) == [201, 422, 422]
