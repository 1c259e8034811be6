"""A page asks for little: at most four calls to services, side by side, and what all pages share is remembered."""

from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from tests.e2e.browser.lived_in import LEARNS, Visitors
from tests.e2e.browser.switchboard import Call, Switchboard, in_turn, switchboard
from tests.e2e.browser.tour import COURSE, Stop, tour

MOST, IN_TURN = 4, 2
"""Calls of a page, and how often one waits for another: names are asked once it is known whose."""
SHARED = {f"/api/enrolment{COURSE}", f"/api/enrolment{COURSE}/stages", f"/api/enrolment{COURSE}/sessions"}
SHARED |= {f"/api/reporting{COURSE}/figures"}
"""The same for everybody: the first page asks for them, the others know."""
NAMES = "/api/enrolment/people"
"""Never answered here, so that each page asks for the names that it shows, which are remembered otherwise."""


@pytest.fixture(scope="module")
def board(visitors: Visitors) -> Iterator[Switchboard]:
    with switchboard(visitors.house, away=[NAMES]) as board:
        yield board


def own(calls: list[Call]) -> list[Call]:
    """What a page asks for itself; a change that is told while the page is on its way is none of it."""
    return [one for one in calls if one.path.partition("?")[0] not in SHARED and one.method == "GET"]


def look(visitors: Visitors, board: Switchboard, stop: Stop) -> list[Call]:
    answer = httpx.get(board.address + stop.path, cookies=visitors.cookies(stop.voice), timeout=30)
    assert answer.status_code in (200, 404), f"{stop.path} is {answer.status_code}"
    return board.taken()


def test_no_page_asks_more_than_four_times_or_one_thing_after_the_other(visitors: Visitors, board: Switchboard) -> None:
    asked = {stop.name: own(look(visitors, board, stop)) for stop in tour(visitors)}
    many = {name: [one.path for one in calls] for name, calls in asked.items() if len(calls) > MOST}
    assert many == {}
    slow = {name: [one.path for one in calls] for name, calls in asked.items() if in_turn(calls) > IN_TURN}
    assert slow == {}
    assert any(one.path.startswith(NAMES) for calls in asked.values() for one in calls), "no page asks for names"


def test_what_all_pages_share_is_asked_once_in_a_while(visitors: Visitors, board: Switchboard) -> None:
    shared: Counter[str] = Counter()
    for path in ("/", "/stages") * 5:
        calls = look(visitors, board, Stop("shared", path, LEARNS))
        shared.update(path for one in calls if (path := one.path.partition("?")[0]) in SHARED)
    assert max(shared.values(), default=0) <= 2
