"""From a post to the bell in a browser, and to the figures, at 20 posts per second, beside the bare chain.

Ours begins when the request is sent and ends when Anna's browser hears of it; in between are HTTP, two transactions,
two relays and the stream. The bare chain begins with its first transaction and ends with its second; both transactions
read and write what the services' do.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count as count_up
from statistics import median, quantiles
from threading import Thread

from forum.service import service as forum
from kit.service import Service
from kit.testing import eventually
from notifications.service import service as notifications
from reporting.service import service as reporting

from tests.bench import ears, house, load, memory, toy
from tests.bench.bare import chain, effects
from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.bench.parts.request import prepare

PER_SECOND, SECONDS = 20, 20
POST_PUBLISHED = "org.bascule.forum.post.published.v1"
Milliseconds = list[float]
Play = Callable[[], dict[str, Milliseconds]]


def measures(ground: Ground) -> list[Measure]:
    count = ground.amount(PER_SECOND * SECONDS)
    beside = replace(ground, namespace=f"{ground.namespace}-chain")
    try:
        with house.running(ground) as running, _ours(ground, running, count) as ours, _bare(beside, count) as bare:
            ours(), bare()  # the first of everything is slow on both sides
            figures = ground.in_turn("from post to effect", ours, bare, _show)
            resident = memory.measures(running)
    finally:
        beside.close()
    return [line for what in ("bell", "figure") for line in _lines(what, *figures)] + resident


def _lines(what: str, ours: list[dict[str, Milliseconds]], bare: list[dict[str, Milliseconds]]) -> Iterator[Measure]:
    for name, statistic, asked in (("median", median, 3.0), ("p99", p99, 4.0)):
        a, b = [statistic(one[what]) for one in ours], [statistic(one[what]) for one in bare]
        yield Measure(f"post → {what}, {name}", "ms", a, b, asked=asked, at_most=True)


def p99(values: Milliseconds) -> float:
    return quantiles(values, n=100, method="inclusive")[98]


def _show(taken: dict[str, Milliseconds]) -> str:
    return ", ".join(f"{name} {median(values):.1f} (p99 {p99(values):.1f}) ms" for name, values in taken.items())


@contextmanager
def _ours(ground: Ground, running: house.Running, count: int) -> Iterator[Play]:
    listening = ears.browser(running) if house.HAS_GATEWAY else ears.bare(ground.urls.amqp, ground.namespace)
    with listening as heard:
        posted = [0]

        def play() -> dict[str, Milliseconds]:
            first, posted[0] = posted[0], posted[0] + count
            authors = [house.learner(number) for number in range(first, first + count)]
            tokens = {one: running.signer.token(one, {toy.COURSE: ["learner"]}) for one in authors}

            def send(number: int) -> None:
                discussion = house.discussion(first // count, number)
                load.post(running.ports["forum"], discussion, tokens[authors[number]])

            sent = _pace(count, send)
            eventually(lambda: heard.most >= first + count and len(heard.bells) >= first + count, within=60)
            bells = [heard.bells[author] - at for author, at in zip(authors, sent, strict=True)]
            figures = [heard.posts[first + number + 1] - at for number, at in enumerate(sorted(sent))]
            return {"bell": [one * 1000 for one in bells], "figure": [one * 1000 for one in figures]}

        yield play


@contextmanager
def _bare(ground: Ground, count: int) -> Iterator[Play]:
    """One sender; a receiver for the bells and one for the figures, as there are workers."""
    prepare(ground.mongo, f"{ground.namespace}_bare", house.discussions(ground.rounds + 1))
    halves = {
        "bell": _receiver(ground, notifications, effects.ring),
        "figure": _receiver(ground, reporting, effects.count),
    }
    house.opened_by_anna(ground.mongo[f"{ground.namespace}_notifications"], house.discussions(ground.rounds + 1))
    exchange, accepting = forum.topology(ground.namespace).events, ground.mongo[f"{ground.namespace}_bare"]
    sender = chain.Sender(ground.urls.amqp, exchange, POST_PUBLISHED, accepting)
    total = count * (ground.rounds + 1)
    threads = [Thread(target=one.run, args=(total,), daemon=True) for one in halves.values()]
    for thread in threads:
        thread.start()
    rounds = count_up()

    def play() -> dict[str, Milliseconds]:
        ids: dict[int, str] = {}
        round_ = next(rounds)

        def send(number: int) -> None:
            ids[number] = sender.send(house.discussion(round_, number), load.BODY)

        def is_done() -> bool:
            return len(ids) == count and all(one.done.keys() >= set(ids.values()) for one in halves.values())

        sent = _pace(count, send)
        eventually(is_done, within=60)
        return {
            what: [(one.done[ids[number]] - at) * 1000 for number, at in enumerate(sent)]
            for what, one in halves.items()
        }

    yield play
    for thread, receiver in zip(threads, halves.values(), strict=True):
        thread.join(10)
        receiver.close()


def _receiver(ground: Ground, service: Service, write: chain.Write) -> chain.Receiver:
    database = ground.fresh(service, service.name)
    return chain.Receiver(ground.urls.amqp, service.topology(ground.namespace).inbox(service.name), database, write)


def _pace(count: int, send: Callable[[int], None]) -> list[float]:
    """Send so many at an even pace, whether or not the last was answered; returns when each was sent."""
    sent = [0.0] * count

    def one(number: int) -> None:
        time.sleep(max(0.0, began + number / PER_SECOND - time.perf_counter()))
        sent[number] = time.perf_counter()
        send(number)

    began = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(count)))
    return sent
