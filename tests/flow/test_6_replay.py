"""stream → kit/replay → views: read models are rebuilt while the live ones serve, and nobody is notified."""

import threading
from typing import Any

import pytest
from kit import following, replay
from kit.broker import Connection
from kit.history import CannotReplay, History, Stream
from kit.testing import House, eventually
from pymongo.database import Database

from .conftest import Actor, figures
from .test_3_inbox_to_effects.conftest import bascule
from .test_4_effects_on_people.parts import enrol

TOUCHING_PEOPLE = ("bells", "readers", "levels", "mails", "outbox", "people", "events", "inbox")


def content(database: Database, names: Any) -> dict[str, list[dict[str, Any]]]:
    return {name: sorted(database[name].find(), key=lambda document: str(document["_id"])) for name in names}


def history(house: House, name: str) -> History:
    this = house.services[name]
    if this.history:
        return this.history(house.database(name))
    stream = this.topology(house.settings.namespace).stream
    return Stream(lambda: Connection(house.settings.amqp_url, "tests replay"), stream)


def rebuild(house: House, name: str, seen: list[tuple[str, int, int]] | None = None) -> replay.Rebuilt:
    def progress(stage: str, at: int, of: int) -> None:
        if seen is not None:
            seen.append((stage, at, of))

    return replay.rebuild(house.services[name], house.database(name), history(house, name), progress)


def everything_is_kept(house: House) -> bool:
    """Reporting has kept and counted every event that forum and notifications told."""
    told = {row["_id"] for name in ("forum", "notifications") for row in house.database(name)["outbox"].find()}
    counted = {"_id": {"$lte": following.position(house.database("reporting"))}}
    return told <= {event["id"] for event in house.database("reporting")["events"].find(counted, {"id": 1})}


@pytest.fixture
def lively(house: House, anna: Actor, boris: Actor) -> House:
    """A house in which things have happened and settled."""
    discussion = anna.opens()
    for number in range(5):
        boris.answers(discussion, f"Réponse {number}")
    boris.declares()
    eventually(lambda: figures(house).get("posts") == 6 and figures(house).get("projects") == 1)
    eventually(lambda: anna.bells()[0]["count"] == 5 if anna.bells() else False)
    for name in house.services:
        eventually(lambda name=name: not house.database(name)["outbox"].count_documents({"unsent": True}))
    eventually(lambda: everything_is_kept(house))
    return house


@pytest.mark.parametrize("name", ["reporting", "notifications"])
def test_rebuilt_views_equal_live_views_and_nothing_else_changes(lively: House, name: str) -> None:
    database, views = lively.database(name), lively.services[name].views
    before, people = content(database, views), content(database, TOUCHING_PEOPLE)
    done = rebuild(lively, name)
    assert content(database, views) == before
    assert content(database, TOUCHING_PEOPLE) == people, "a replay touches nobody"
    assert done.events >= 6
    assert not [left for left in database.list_collection_names() if left.endswith(".shadow")]


@pytest.mark.parametrize("name", ["reporting", "notifications"])
def test_damaged_views_are_mended(lively: House, name: str) -> None:
    database, views = lively.database(name), lively.services[name].views
    before = content(database, views)
    for view in views:
        database[view].delete_many({})
    rebuild(lively, name)
    assert content(database, views) == before


@pytest.mark.parametrize("name", ["reporting", "notifications"])
def test_a_rebuild_under_load_misses_nothing(lively: House, anna: Actor, boris: Actor, name: str) -> None:
    discussion, enough, posts = anna.opens(), threading.Event(), []

    def post() -> None:
        while not enough.is_set():
            posts.append(boris.answers(discussion))

    posting = threading.Thread(target=post)
    posting.start()
    eventually(lambda: len(posts) > 5)
    rebuild(lively, name)
    after_the_swap = len(posts)
    eventually(lambda: len(posts) > after_the_swap + 5)
    enough.set()
    posting.join()
    everything = 7 + len(posts)
    eventually(lambda: figures(lively)["posts"] == everything)
    eventually(lambda: lively.database("notifications")["posts"].count_documents({}) == everything)
    eventually(lambda: everything_is_kept(lively))
    live = content(lively.database(name), lively.services[name].views)
    rebuild(lively, name)
    assert content(lively.database(name), lively.services[name].views) == live


def test_the_live_views_serve_during_a_rebuild(lively: House, monkeypatch: Any) -> None:
    seen: list[Any] = []
    shut = replay.fence.shut

    def look(database: Database) -> None:
        seen.append(figures(lively)["posts"])
        shut(database)

    monkeypatch.setattr(replay.fence, "shut", look)
    rebuild(lively, "reporting")
    assert seen == [6]


def test_progress_goes_from_the_first_event_to_the_last(lively: House) -> None:
    seen: list[tuple[str, int, int]] = []
    rebuild(lively, "notifications", seen)
    stages = [stage for stage, _, _ in seen]
    assert stages[0] == "rebuilding"
    assert all(at <= of for _, at, of in seen)


def test_a_replay_that_dies_leaves_the_live_views_and_can_be_repeated(lively: House, monkeypatch: Any) -> None:
    class Died(Exception):
        pass

    def dies(*_: Any) -> None:
        raise Died

    before = content(lively.database("reporting"), lively.services["reporting"].views)
    with monkeypatch.context() as patch:
        patch.setattr(replay._Replay, "catch_up", dies)
        with pytest.raises(Died):
            rebuild(lively, "reporting")
    assert content(lively.database("reporting"), lively.services["reporting"].views) == before
    rebuild(lively, "reporting")
    assert content(lively.database("reporting"), lively.services["reporting"].views) == before


def test_two_replays_of_one_service_do_not_mix(lively: House) -> None:
    holder = replay._alone(lively.services["reporting"], lively.database("reporting"))
    beating, stop = threading.Event(), threading.Event()

    def beat() -> None:
        while not stop.wait(0.2):
            holder.hold()
            beating.set()

    thread = threading.Thread(target=beat)
    thread.start()
    beating.wait(5)
    try:
        with pytest.raises(CannotReplay, match="another replay"):
            rebuild(lively, "reporting")
    finally:
        stop.set()
        thread.join()


def test_the_command_says_what_it_did(lively: House) -> None:
    enrol(lively, "dora")
    result = bascule(lively, "replay", "reporting")
    assert result.exit_code == 0, result.output
    assert "17 views rebuilt from" in result.output
    assert "nobody was notified" in result.output
