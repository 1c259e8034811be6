"""Sixteen workers side by side: an entry begins once and counts everything, and one commits for all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from kit.consumer import Consumer
from kit.event import Event
from kit.testing import House
from kit.topology import Topology

from .parts import bells, database, posted, take, told

WORKERS = 16


class Hand(Consumer):
    """A worker to whom events are handed one by one, without a broker."""

    def take(self, event: Event) -> None:
        self._persist([self._reactions.read(event)], attempts=1)


def hands(office: House) -> Iterator[Hand]:
    this = office.services["notifications"]
    topology: Topology = this.topology(office.settings.namespace)
    for _ in range(WORKERS):
        yield Hand("notifications", database(office), this.reactions, topology, office._stopping)


def side_by_side(office: House, shares: list[list[Event]]) -> None:
    together = Barrier(len(shares))

    def work(hand: Hand, share: list[Event]) -> None:
        together.wait(10)
        for event in share:
            hand.take(event)

    with ThreadPoolExecutor(len(shares)) as pool:
        for done in [pool.submit(work, hand, share) for hand, share in zip(hands(office), shares, strict=True)]:
            done.result(60)


def test_sixteen_workers_begin_one_entry_and_count_everything(office: House) -> None:
    take(office, posted(2, "anna"))
    shares = [[posted(3 + number, f"person-{number}")] for number in range(WORKERS)]
    side_by_side(office, shares)
    (bell,) = bells(office, "anna")
    assert (bell["count"], bell["fresh"]) == (WORKERS, WORKERS)
    told_of = sum(one["count"] for number in range(WORKERS) for one in bells(office, f"person-{number}"))
    assert told_of == WORKERS * (WORKERS - 1) / 2, "each is told of those who came after"


def test_thanks_from_sixteen_sides_are_one_entry(office: House) -> None:
    data = {"author": "anna", "discussion": "d", "title": "Merci"}
    side_by_side(office, [[told("forum.post.thanked", by=f"person-{number}", **data)] for number in range(WORKERS)])
    (bell,) = bells(office, "anna")
    assert bell["count"] == WORKERS
    assert len(bell["latest"]) == 5


def test_an_event_that_reaches_all_of_them_rings_once(office: House) -> None:
    take(office, posted(2, "anna"))
    event = posted(3, "boris")
    side_by_side(office, [[event]] * WORKERS)
    (bell,) = bells(office, "anna")
    assert bell["count"] == 1
