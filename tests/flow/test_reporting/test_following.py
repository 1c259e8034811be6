"""What is kept takes effect once and in order, whoever follows, competes, fails or is killed."""

import threading
from collections import Counter
from typing import Any

import pytest
from kit import following, orphans
from kit.errors import Stale
from kit.event import Event
from kit.following import Follower
from kit.testing import House, eventually
from kit.unit_of_work import transact
from pymongo.database import Database
from reporting import store
from reporting.store import erasure

from .conftest import COURSE, Caller, Teller, as_role
from .test_live_is_rebuilt import content, rebuilt


def keep(teller: Teller, *events: Event) -> None:
    """As a worker does that dies before it rings its follower."""
    kept, readable = store.StoredEvents(teller.database), read(teller, *events)
    transact(teller.database, lambda work: kept.keep(work, readable, look_first=False), deadline=10)


def read(teller: Teller, *events: Event) -> list[Event]:
    return [teller.reactions.read(one) for one in events]


def posts(teller: Teller, count: int) -> list[Event]:
    return [teller.event("forum.post.published", author=f"p{n % 7}", discussion=f"d{n % 3}") for n in range(count)]


def follower(teller: Teller) -> Follower:
    return Follower(teller.house.services["reporting"], teller.database)


def counted(database: Database, what: str = "posts") -> int:
    return (database["figures"].find_one(COURSE) or {}).get(what, 0)


def told(database: Database) -> list[int]:
    return sorted(row["sequence"] for row in database["outbox"].find({"aggregate": f"figures/{COURSE}"}))


def test_what_is_kept_and_not_yet_followed_is_shown_as_lag(teller: Teller, reporter: Caller) -> None:
    keep(teller, *posts(teller, 3))
    assert counted(teller.database) == 0
    state = reporter.get("/state").json
    assert (state["position"], state["views_position"], state["views_behind"]) == (3, 0, 3)
    follower(teller).catch_up()
    assert counted(teller.database) == 3
    assert reporter.get("/state").json["views_behind"] == 0


def test_a_worker_rings_its_follower(house: House, teller: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "TIMER", 60.0)
    teller.tell("enrolment.stage.opened", "stage-1", stage="stage-1")
    house.run()
    for number, person in enumerate(("anna", "boris", "carla"), 1):
        felt = {"about": {"type": "stage", "id": "stage-1"}, "mood": 4}
        assert as_role(house, "learner", person).post(f"/courses/{COURSE}/pulses", **felt).status_code == 201
        eventually(lambda number=number: counted(teller.database, "pulses") == number, within=5)


def test_what_nobody_was_rung_for_is_followed_all_the_same(house: House, teller: Teller) -> None:
    keep(teller, *posts(teller, 2))
    house.run()
    eventually(lambda: counted(teller.database) == 2, within=5)


def test_followers_side_by_side_count_everything_once(teller: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "BATCH", 40)
    stopping, events = threading.Event(), posts(teller, 400)
    side_by_side = [threading.Thread(target=follower(teller).run, args=(stopping,)) for _ in range(3)]
    for one in side_by_side:
        one.start()
    for start in range(0, 400, 50):
        keep(teller, *events[start : start + 50])
    try:
        eventually(lambda: following.position(teller.database) == 400, within=20)
    finally:
        stopping.set()
        for one in side_by_side:
            one.join()
    assert counted(teller.database) == 400
    versions = told(teller.database)
    assert versions == list(range(1, len(versions) + 1))
    assert content(teller.database) == rebuilt(teller.house)


def test_what_is_kept_while_it_is_read_is_not_passed_over(teller: Teller) -> None:
    stopping, one, events = threading.Event(), follower(teller), posts(teller, 4000)

    def read_on() -> None:
        while not stopping.is_set():
            one.step()

    reading = threading.Thread(target=read_on)
    reading.start()
    try:
        for start in range(0, 4000, 100):
            keep(teller, *events[start : start + 100])
        eventually(lambda: following.position(teller.database) == 4000, within=20)
    finally:
        stopping.set()
        reading.join()
    assert counted(teller.database) == 4000


def test_of_what_has_a_gap_only_what_comes_before_it_is_followed(
    teller: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = follower(teller)
    keep(teller, *posts(teller, 6))
    whole = next(one.history.read(0, 6))
    for seen in (whole[3:], whole[:2] + whole[4:], whole[2:]):  # as a transaction shows itself that commits meanwhile
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(one.history, "read", lambda *_, seen=seen: iter([seen]))
            one.step()
    assert (counted(teller.database), following.position(teller.database)) == (6, 6)


def test_a_few_that_are_next_are_kept_and_counted_in_one_transaction(teller: Teller) -> None:
    one, other, events = follower(teller), follower(teller), read(teller, *posts(teller, 9))
    assert [each.keep(some, look_first=False) for each, some in ((one, events[:4]), (other, events[4:]))] == [4, 5]
    assert one.keep(events[8:], look_first=True) == 0, "it came before"
    assert (counted(teller.database), following.position(teller.database)) == (9, 9)
    assert told(teller.database) == [1, 2]
    assert content(teller.database) == rebuilt(teller.house)


def test_what_is_kept_behind_others_waits_for_them(teller: Teller) -> None:
    one = follower(teller)
    keep(teller, *posts(teller, 2))
    assert one.keep(read(teller, *posts(teller, 3)), look_first=False) == 3
    assert counted(teller.database) == 0
    one.catch_up()
    assert counted(teller.database) == 5


def test_what_cannot_be_folded_is_kept_all_the_same(teller: Teller, picky: list[str]) -> None:
    picky.append("p0")
    one = follower(teller)
    assert one.keep(read(teller, *posts(teller, 3)), look_first=False) == 3
    assert (store.position(teller.database), counted(teller.database)) == (3, 0)
    one.catch_up()
    assert counted(teller.database) == 2
    assert [aside["_id"] for aside in teller.database["aside"].find()] == ["1"]


def test_one_that_was_beaten_goes_on_from_where_the_other_got_to(teller: Teller) -> None:
    one, other = follower(teller), follower(teller)
    keep(teller, *posts(teller, 2))
    one.catch_up(), other.catch_up()
    keep(teller, *posts(teller, 3))
    one.catch_up()
    with pytest.raises(Stale):
        other.step()
    assert other.step() == 0
    assert counted(teller.database) == 5


def test_one_that_is_killed_half_way_leaves_nothing_half_done(teller: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def dies(*_: Any) -> None:
        raise Killed

    keep(teller, *posts(teller, 5))
    with monkeypatch.context() as patch:
        patch.setattr(store, "next_version", dies)
        with pytest.raises(Killed):
            follower(teller).step()
    assert (counted(teller.database), told(teller.database)) == (0, [])
    orphans.end(teller.database)
    follower(teller).catch_up()
    assert (counted(teller.database), told(teller.database)) == (5, [1])


@pytest.fixture
def picky(teller: Teller, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """People whose posts cannot be folded, though they can be kept."""
    views, refused = teller.reactions.views, list[str]()
    type_ = "org.bascule.forum.post.published.v1"

    def choke(event: Event, folded: Any) -> None:
        if event.data["author"] in refused:
            raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setitem(views, type_, [*views[type_], choke])
    return refused


def test_what_cannot_be_folded_is_set_aside_until_a_replay_can(
    teller: Teller, reporter: Caller, picky: list[str]
) -> None:
    keep(teller, *posts(teller, 14))
    picky.append("p3")
    follower(teller).catch_up()
    assert counted(teller.database) == 12
    aside = {one["_id"]: one for one in teller.database["aside"].find()}
    assert {one["reason"] for one in aside.values()} == {"ZeroDivisionError: nothing to divide by"}
    assert aside.keys() == {"4", "11"}
    assert "in choke" in aside["4"]["details"]
    assert reporter.get("/state").json["set_aside"] == 2
    rebuilt(teller.house)
    assert reporter.get("/state").json["set_aside"] == 2, "still not to be folded"
    picky.clear()
    rebuilt(teller.house)
    assert (counted(teller.database), reporter.get("/state").json["set_aside"]) == (14, 0)


def test_what_the_database_refuses_to_fold_is_set_aside(teller: Teller) -> None:
    nowhere = teller.event("enrolment.learner.enrolled", learner="anna", continent="")
    keep(teller, nowhere, *posts(teller, 2))
    follower(teller).catch_up()
    assert counted(teller.database) == 2
    assert [one["event"] for one in teller.database["aside"].find()] == [nowhere.id]


def test_somebody_erased_between_reading_and_folding_leaves_no_trace(teller: Teller) -> None:
    late = follower(teller)
    keep(teller, *posts(teller, 7))
    late.catch_up()
    keep(teller, *posts(teller, 7))
    read = late.history.read

    def and_meanwhile(after: int, last: int) -> Any:
        batches = list(read(after, last))
        if not teller.database["erased"].find_one():
            erasures = teller.database["erasures"]
            erasures.insert_one({"_id": f"{COURSE}/p3", "course": COURSE, "person": "p3"})
            erasure.erase_whom_it_is_due(teller.database, teller.house.settings)
        return iter(batches)

    late.history.read = and_meanwhile  # type: ignore[method-assign]
    with pytest.raises(Stale):
        late.step()
    late.catch_up()
    voices = Counter(one["person"] for one in teller.database["voices"].find())
    assert "p3" not in voices
    assert counted(teller.database) == 14
