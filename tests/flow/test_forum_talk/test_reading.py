"""How far one has read is kept for each discussion, never goes back, and shows what is new since the last visit."""

from typing import Any

import pytest
from kit.settings import Settings
from kit.testing import House

from tests.bench import library
from tests.bench.parts import reading
from tests.touched import Finds

from ..conftest import COURSE, Actor
from .parts import ask, listed


def test_what_was_written_since_the_last_visit_is_new(anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    path = f"/discussions/{discussion['id']}"
    assert ask(boris, "GET", path)["unread"] == 1
    assert ask(boris, "PUT", f"{path}/read", {"number": 1})["unread"] == 0
    anna.answers(discussion)
    anna.answers(discussion)
    seen = ask(boris, "GET", path)
    assert (seen["read"], seen["unread"]) == (1, 2)
    assert ask(boris, "GET", f"{path}/posts", after=seen["read"])["items"][0]["number"] == 2
    assert ask(anna, "GET", path)["unread"] == 0, "who writes has read"


def test_reading_never_goes_back_nor_beyond_the_end(anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    anna.answers(discussion)
    path = f"/discussions/{discussion['id']}"
    assert ask(boris, "PUT", f"{path}/read", {"number": 900})["read"] == 2
    assert ask(boris, "PUT", f"{path}/read", {"number": 1})["read"] == 2
    anna.answers(discussion)
    assert ask(boris, "GET", path)["unread"] == 1


def test_who_has_caught_up_finds_new_only_what_comes_later(anna: Actor, boris: Actor) -> None:
    older, newer = anna.opens("Plus ancienne"), anna.opens("Plus récente")
    ask(boris, "PUT", f"/courses/{COURSE}/read", status=204)
    assert listed(boris, filter="unread") == []
    anna.answers(older)
    assert listed(boris, filter="unread") == ["Plus ancienne"]
    assert ask(boris, "GET", f"/discussions/{newer['id']}")["unread"] == 0


def test_a_page_of_unread_ones_goes_on_where_the_last_one_ended(anna: Actor, boris: Actor) -> None:
    opened = [anna.opens(f"Discussion {number}") for number in range(10)]
    for one in opened[3:]:
        ask(boris, "PUT", f"/discussions/{one['id']}/read", {"number": 1})
    seen, after = [], {}
    while True:
        page = ask(boris, "GET", f"/courses/{COURSE}/discussions", filter="unread", limit=2, **after)
        seen += [one["title"] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == ["Discussion 2", "Discussion 1", "Discussion 0"]


@pytest.mark.parametrize("body", [{}, {"number": 0}, {"number": "x"}, {"number": 1.5}, {"number": -1}])
def test_a_wrong_number_is_named(anna: Actor, body: dict) -> None:
    path = f"/discussions/{anna.opens()['id']}/read"
    assert ask(anna, "PUT", path, body, status=422)["errors"].keys() == {"number"}


def test_strangers_read_nothing_and_unknown_things_are_not_found(quiet_house: House, anna: Actor) -> None:
    discussion = anna.opens()
    stranger = Actor(quiet_house, "stranger", course="jardinage")
    ask(stranger, "PUT", f"/discussions/{discussion['id']}/read", {"number": 1}, status=403)
    ask(stranger, "PUT", f"/courses/{COURSE}/read", status=403)
    ask(stranger, "PUT", "/courses/jardinage/read", status=404)
    ask(anna, "PUT", "/discussions/nobody/read", {"number": 1}, status=404)


def test_every_page_of_a_list_touches_about_what_it_shows(quiet_house: House, settings: Settings) -> None:
    finds = Finds()
    with finds.client(settings.mongo_url) as client:
        database = client[quiet_house.database("forum").name]
        library.fill(database, 3_000)
        shown: list[Any] = []
        touched = finds.touched(database, lambda: shown.extend(reading.third_page(database)))
    assert len(shown) == 60
    assert touched <= 3 * len(shown)
