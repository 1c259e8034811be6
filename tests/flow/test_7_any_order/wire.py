"""The wire between who tells and who listens, and what must be true however it delivers."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from kit import replay
from kit.event import Event
from kit.testing import take

from .course import CONNECTED, NAMES, Course


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


class AnyOrder(Course):
    """The wire delays, repeats and mixes; reporting and notifications listen."""

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
