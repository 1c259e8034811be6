"""Whatever the order, the batches and the repetitions in which events arrive, live views equal rebuilt views, and
everybody is told what concerns them exactly once.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import uuid_utils
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from kit import replay, service
from kit.event import Event, new_id
from kit.testing import take
from kit.unit_of_work import connect
from pymongo import MongoClient
from pymongo.database import Database

from .conftest import COURSE

PEOPLE = ("anna", "boris", "chloe", "dora")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = ("reporting", "notifications")
CONNECTED: list[MongoClient] = []
"""The client of this run: Hypothesis looks at every attribute of a machine, and a client answers to any name."""


class Told:
    """The stream, as a list: what was told, in order, some of it twice."""

    proven = False

    def __init__(self, events: list[Event]) -> None:
        self.events = events

    def last(self) -> int:
        return len(self.events) - 1

    def read(self, after: int, last: int) -> Iterator[replay.Batch]:
        for start in range(after + 1, last + 1, 7):
            yield list(enumerate(self.events[start : start + 7], start))


class AnyOrder(RuleBasedStateMachine):
    """Forum and enrolment tell; the wire delays, repeats and mixes; reporting and notifications listen."""

    def __init__(self) -> None:
        super().__init__()
        self.namespace = f"t{uuid_utils.uuid7().hex[-12:]}"
        self.told: list[Event] = []
        self.waiting: dict[str, list[Event]] = {name: [] for name in NAMES}
        self.versions: dict[str, int] = {}
        self.conversations: dict[str, list[tuple[int, str]]] = {}
        self.titles: dict[str, str] = {}
        self.opened = 0
        self.happened: list[tuple[str, str, str]] = []
        """What, in which discussion, and by whom (a post) or with which other discussion (a merge, a split)."""
        self.services = {name: service.load(name) for name in NAMES}
        for name, this in self.services.items():
            this.migrate(self.database(name))

    def database(self, name: str) -> Database:
        return CONNECTED[0][f"{self.namespace}_{name}"]

    def tell(self, type_: str, aggregate: str, **data: Any) -> None:
        version = self.versions[aggregate] = self.versions.get(aggregate, 0) + 1
        moment = START + timedelta(hours=5 * len(self.told))
        event = Event(new_id(), type_, "/bascule", moment, {"course": COURSE} | data, aggregate, version)
        self.told.append(event)
        for name, this in self.services.items():
            if type_ in this.reactions.facts:
                self.waiting[name].append(event)

    @rule(person=st.sampled_from(PEOPLE), continent=st.sampled_from(["europe", "africa"]))
    def somebody_enrols(self, person: str, continent: str) -> None:
        data = {"learner": person, "role": "learner", "continent": continent}
        self.tell("org.bascule.enrolment.learner.enrolled.v1", f"{COURSE}/{person}", **data)

    @rule(person=st.sampled_from(PEOPLE))
    def somebody_opens_a_discussion(self, person: str) -> None:
        discussion, self.opened = f"d{self.opened}", self.opened + 1
        self.conversations[discussion], self.titles[discussion] = [], discussion
        opened = {"discussion": discussion, "title": discussion, "author": person, "stage": None, "question": False}
        self.tell("org.bascule.forum.discussion.opened.v1", discussion, **opened)
        self.post(discussion, person)

    @rule(person=st.sampled_from(PEOPLE), which=st.integers(0, 3))
    def somebody_answers(self, person: str, which: int) -> None:
        if self.conversations:
            self.post(sorted(self.conversations)[which % len(self.conversations)], person)

    def post(self, discussion: str, author: str) -> None:
        said = self.conversations[discussion]
        post = {"discussion": discussion, "post": f"{discussion}-{len(said)}", "number": len(said) + 1}
        post |= {"title": self.titles[discussion], "author": author}
        self.tell("org.bascule.forum.post.published.v1", discussion, **post)
        said.append((self.versions[discussion], author))
        self.happened.append(("post", discussion, author))

    @rule(which=st.integers(0, 3), into=st.integers(0, 3))
    def somebody_merges_two_discussions(self, which: int, into: int) -> None:
        known = sorted(self.conversations)
        if known and known[which % len(known)] != known[into % len(known)]:
            merged, kept = known[which % len(known)], known[into % len(known)]
            told = {"discussion": kept, "merged": merged, "title": self.titles[kept], "by": "chloe"}
            self.tell("org.bascule.forum.discussion.merged.v1", kept, **told)
            self.happened.append(("merge", kept, merged))
            del self.conversations[merged]

    @rule(which=st.integers(0, 3))
    def somebody_splits_a_discussion(self, which: int) -> None:
        found = [discussion for discussion, said in sorted(self.conversations.items()) if len(said) > 1]
        if found:
            source, into = found[which % len(found)], f"d{self.opened}"
            self.opened += 1
            last = self.conversations[source][-1]
            told = {"discussion": source, "into": into, "title": into, "posts": [], "by": "chloe"}
            self.tell("org.bascule.forum.discussion.split.v1", source, **told)
            self.conversations[into], self.versions[into], self.titles[into] = [last], 1, into
            self.happened.append(("split", into, source))

    @rule(which=st.integers(0, 3), is_forgotten=st.booleans())
    def a_discussion_gets_another_title(self, which: int, is_forgotten: bool) -> None:
        if self.conversations:
            discussion = sorted(self.conversations)[which % len(self.conversations)]
            title = self.titles[discussion] = f"{discussion}, {len(self.told)}"
            if is_forgotten:
                about = {"type": "discussion", "id": discussion}
                self.tell("org.bascule.forum.title.forgotten.v1", discussion, about=about, title=title)
            else:
                told = {"discussion": discussion, "title": title, "stage": None, "tags": [], "by": "chloe"}
                self.tell("org.bascule.forum.discussion.renamed.v1", discussion, **told)

    @rule(person=st.sampled_from(PEOPLE))
    def somebody_declares_a_project(self, person: str) -> None:
        project = f"project-{len(self.told)}"
        self.tell("org.bascule.forum.project.declared.v1", project, project=project, title=project, author=person)

    @rule(name=st.sampled_from(NAMES), draw=st.randoms(use_true_random=False), again=st.booleans())
    def the_wire_delivers_some(self, name: str, draw: Any, again: bool) -> None:
        waiting = self.waiting[name]
        draw.shuffle(waiting)
        cut = draw.randint(0, len(waiting))
        batch, self.waiting[name] = waiting[:cut], waiting[cut:]
        if again:
            known = [event for event in self.told if event.type in self.services[name].reactions.facts]
            batch = batch + draw.sample(known, min(3, len(known)))
        self.take(name, list({event.id: event for event in batch}.values()))

    def take(self, name: str, batch: list[Event]) -> None:
        if batch:
            take(self.services[name], self.database(name), batch)

    @invariant()
    def nothing_is_read_by_itself(self) -> None:
        for bell in self.database("notifications")["bells"].find():
            assert bell["unread"]
            assert bell["fresh"] == bell["count"] > 0

    def teardown(self) -> None:
        try:
            for name in NAMES:
                self.take(name, self.waiting[name])
                self.rebuilt_equals_live(name)
            self.everybody_was_told_once()
        finally:
            for name in NAMES:
                CONNECTED[0].drop_database(self.database(name).name)

    def rebuilt_equals_live(self, name: str) -> None:
        this, database = self.services[name], self.database(name)
        live = {view: sorted(database[view].find(), key=str) for view in this.views}
        history = this.history(database) if this.history else Told(self.told + self.told[::3])
        replay.rebuild(this, database, history, lambda *_: None)
        rebuilt = {view: sorted(database[view].find(), key=str) for view in this.views}
        for view in this.views:
            by_id = ({one["_id"]: one for one in some[view]} for some in (live, rebuilt))
            before, after = by_id
            assert before == after, f"{name}.{view}"

    def everybody_was_told_once(self) -> None:
        told: Counter[tuple[str, str]] = Counter()
        for bell in self.database("notifications")["bells"].find({"topic": {"$regex": "^discussion/"}}):
            told[bell["about"]["id"], bell["person"]] += bell["count"]
            assert bell["about"]["title"] == self.titles[bell["about"]["id"]]
        assert told == Counter(self.ought_to_be_told())

    def ought_to_be_told(self) -> Iterator[tuple[str, str]]:
        """Each telling as (discussion that it is in now, person): who wrote before, in it or in what led to it."""
        followers: dict[str, set[str]] = {}
        stays: dict[str, str] = {}
        told: list[tuple[str, str]] = []
        for what, discussion, whose in self.happened:
            if what == "split":
                followers[discussion] = set(followers[whose])
            elif what == "merge":
                followers[discussion] |= followers[whose]
                stays = {**{old: discussion if new == whose else new for old, new in stays.items()}, whose: discussion}
            else:
                known = followers.setdefault(discussion, set())
                told += [(discussion, person) for person in known - {whose}]
                known.add(whose)
        yield from ((stays.get(discussion, discussion), person) for discussion, person in told)


@pytest.fixture(autouse=True)
def _connected(mongo_url: str) -> Iterator[None]:
    CONNECTED[:] = [connect(mongo_url)]
    yield
    CONNECTED.pop().close()


def test_live_views_equal_rebuilt_views_in_any_order() -> None:
    careful = effort(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
    run_state_machine_as_test(AnyOrder, settings=careful)


@seed(2026)
@given(st.permutations(range(8)))
@effort(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_conversation_is_told_alike_in_any_order(order: list[int]) -> None:
    machine = AnyOrder()
    machine.somebody_opens_a_discussion("anna")
    for person in ("boris", "chloe", "anna", "boris", "dora", "chloe"):
        machine.somebody_answers(person, 0)
    waiting = machine.waiting["notifications"]
    for place in order:
        if place < len(waiting):
            machine.take("notifications", [waiting[place]])
    machine.teardown()
