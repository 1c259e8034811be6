"""What is kept takes effect once and in order, whoever follows, competes or reads meanwhile."""

import threading

import pytest
from kit import following
from kit.errors import Stale
from kit.testing import House, eventually

from ..conftest import COURSE, Caller, Teller, as_role
from ..test_live_is_rebuilt import content, rebuilt
from .kept import counted, follower, keep, posts, read, told


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
