"""Forgetting somebody: counts stay, and no trace of the person does, whatever comes late and whoever is killed."""

import json
import random
from typing import Any

import pytest
from bson import json_util
from kit.event import Event
from kit.testing import House
from reporting import store
from reporting.store import erasure

from .conftest import COURSE, Caller, Teller, as_role, later
from .test_live_is_rebuilt import content, rebuilt

ANNA = "01980c5e-7a00-7000-8000-00000000aaaa"


@pytest.fixture
def lively(teller: Teller) -> Teller:
    teller.enrols(ANNA)
    teller.enrols("boris")
    teller.opens(ANNA, "d1", question=True)
    teller.posts("boris", "d1", later(hours=2))
    teller.posts(ANNA, "d1", later(hours=3))
    teller.tell("forum.post.thanked", discussion="d1", author=ANNA, by="boris")
    teller.tell("enrolment.session.registered", f"s1/{ANNA}", session="s1", learner=ANNA)
    teller.tell("notifications.notification.raised", recipients=[ANNA, "boris"])
    return teller


def asks_to_be_forgotten(teller: Teller) -> None:
    teller.tell("enrolment.learner.erased", f"{COURSE}/{ANNA}", later(days=1), learner=ANNA)


def erase(teller: Teller) -> None:
    erasure.erase_whom_it_is_due(teller.database, teller.house.settings)


def traces(teller: Teller) -> list[str]:
    """Collections in which the person is still named."""
    names = teller.database.list_collection_names()
    return [name for name in names if ANNA in json.dumps(list(teller.database[name].find()), default=json_util.default)]


def shape(teller: Teller) -> dict[str, list[str]]:
    """All views, without who is who, and what they called things."""
    hidden = ("_id", "person", "author", "title")
    return {
        name: sorted(str(sorted((k, str(v)) for k, v in one.items() if k not in hidden)) for one in documents.values())
        for name, documents in content(teller.database).items()
    }


def test_counts_stay_and_the_person_is_gone(lively: Teller) -> None:
    assert "events" in traces(lively)
    before = shape(lively)
    asks_to_be_forgotten(lively)
    erase(lively)
    assert traces(lively) == []
    assert shape(lively) == before


def test_a_rebuild_after_it_finds_the_same(lively: Teller) -> None:
    asks_to_be_forgotten(lively)
    erase(lively)
    live = content(lively.database)
    assert rebuilt(lively.house) == live


def test_what_comes_late_is_kept_under_the_new_pseudonym(lively: Teller) -> None:
    late = lively.event("forum.post.published", "d1", later(hours=4), author=ANNA, discussion="d1")
    asks_to_be_forgotten(lively)
    erase(lively)
    lively.takes(late)
    assert traces(lively) == []
    posts = [one["posts"] for one in lively.database["voices"].find({"discussion": "d1"})]
    assert sorted(posts) == [1, 3]


def test_a_title_that_is_forgotten_comes_back_in_no_order(teller: Teller) -> None:
    """The discussions and projects of somebody who is erased; the duty runs at any time in between."""
    draw = random.Random(2026)
    for number in range(6):
        facts = of_somebody_erased(teller, f"d{number}", f"p{number}")
        draw.shuffle(facts)
        for fact in facts:
            teller.takes(fact)
            if draw.random() < 0.3:
                erase(teller)
    erase(teller)
    everything = {name: list(teller.database[name].find()) for name in teller.database.list_collection_names()}
    assert "Girouette" not in json.dumps(everything, default=json_util.default)
    live = content(teller.database)
    assert {one["title"] for one in live["discussions"].values()} == {"Une discussion"}
    assert {one["title"] for one in live["projects"].values()} == {"Un projet"}
    assert rebuilt(teller.house) == live


def of_somebody_erased(teller: Teller, discussion: str, project: str) -> list[Event]:
    in_it = {"discussion": discussion, "title": "Girouette"}
    rung = {"about": {"type": "discussion", "id": discussion, "title": "Girouette"}, "recipients": ["boris"]}
    alike = {"title": "Girouette", "other": "another", "other_title": "Ailleurs", "team": [], "other_team": []}
    told: list[tuple[str, str, dict[str, Any]]] = [
        ("forum.discussion.opened", discussion, in_it | {"author": ANNA}),
        ("forum.post.published", discussion, in_it | {"author": ANNA}),
        ("forum.post.published", discussion, in_it | {"author": "boris"}),
        ("notifications.notification.raised", f"n/{discussion}", rung),
        ("forum.project.declared", project, {"project": project, "title": "Girouette", "author": ANNA}),
        ("forum.project.resembled", project, {"project": project} | alike),
        ("forum.project.resembled", f"other/{project}", alike | {"project": "another", "title": "Ailleurs"}),
        ("forum.title.forgotten", discussion, {"about": about("discussion", discussion), "title": "Une discussion"}),
        ("forum.title.forgotten", project, {"about": about("project", project), "title": "Un projet"}),
    ]
    told[6][2].update(other=project, other_title="Girouette")
    return [teller.event(type_, aggregate, **data) for type_, aggregate, data in told]


def about(kind: str, thing: str) -> dict[str, str]:
    return {"type": kind, "id": thing}


def test_it_goes_on_where_it_was_killed(lively: Teller, monkeypatch: pytest.MonkeyPatch) -> None:
    asks_to_be_forgotten(lively)
    monkeypatch.setattr(erasure, "AT_ONCE", 2)
    rewrite, times = erasure._rewrite_some, []

    def killed(*arguments: Any) -> int:
        times.append(1)
        if len(times) > 2:
            raise KeyboardInterrupt
        return rewrite(*arguments)

    monkeypatch.setattr(erasure, "_rewrite_some", killed)
    with pytest.raises(KeyboardInterrupt):
        erase(lively)
    assert traces(lively) != []
    half_done = content(lively.database)
    assert rebuilt(lively.house) == half_done, "a rebuild in between is right, too"
    monkeypatch.setattr(erasure, "_rewrite_some", rewrite)
    erase(lively)
    assert traces(lively) == []


def test_the_feed_names_the_person_no_more(lively: Teller) -> None:
    asks_to_be_forgotten(lively)
    erase(lively)
    assert ANNA not in as_role(lively.house, "reporter").get("/events", course=COURSE).text


def test_my_data_holds_what_is_mine_and_names_nobody_else(lively: Teller, house: House) -> None:
    mine = Caller(house, house.signer.token(ANNA, {COURSE: ["learner"]})).get("/me/data").json
    assert mine["person"] == ANNA
    assert len(mine["views"]["people"]) == 1
    raised = [one for one in mine["events"] if one["type"].endswith("notification.raised.v1")]
    assert raised[0]["data"]["recipients"] == [ANNA]
    assert len(mine["events"]) == 7


def test_nothing_is_looked_up_until_somebody_was_erased(lively: Teller) -> None:
    assert "erased_at" not in (lively.database["counters"].find_one({"_id": store.COUNTER}) or {})
