"""What cannot be folded holds up nobody, and whoever is killed or erased half-way leaves nothing half done."""

from collections import Counter
from typing import Any

import pytest
from kit import orphans
from kit.errors import Stale
from kit.event import Event
from reporting import store
from reporting.store import erasure

from ..conftest import COURSE, Caller, Teller
from ..test_live_is_rebuilt import rebuilt
from .kept import counted, follower, keep, posts, read, told


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


def test_what_cannot_be_folded_is_kept_all_the_same(teller: Teller, picky: list[str]) -> None:
    picky.append("p0")
    one = follower(teller)
    assert one.keep(read(teller, *posts(teller, 3)), look_first=False) == 3
    assert (store.position(teller.database), counted(teller.database)) == (3, 0)
    one.catch_up()
    assert counted(teller.database) == 2
    assert [aside["_id"] for aside in teller.database["aside"].find()] == ["1"]


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
