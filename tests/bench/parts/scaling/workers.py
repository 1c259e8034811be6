"""A queue of slow effects, 10 ms each, taken by one worker of notifications and by four, and how evenly.

The effects are those of an answer (a bell, a mail to be written), made slow by tampering with the worker: what waits
for a slow neighbour is what more workers are started for.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
from embedded.place import Place
from embedded.processes import Processes
from kit.broker import Connection
from prometheus_client.parser import text_string_to_metric_families as families

from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.bench.parts.scaling.events import THIS, arrive

EFFECTS, FOUR = 4_000, 4
FOLDER = Path("var/bench/workers")
CONSUMED = "bascule_consumed_total"
TAMPERED = Path(__file__).parents[3] / "faults/tampered.py"


def measures(ground: Ground) -> Iterator[Measure]:
    hot: list[float] = []
    figures = ground.in_turn("workers", partial(_taken, ground, FOUR, hot), partial(_taken, ground, 1, []))
    yield Measure("slow effects by four workers, beside one", "effects/s", *figures, asked=2.5)
    yield Measure("the busiest of four workers, in means", "×", hot, asked=1.3, at_most=True)


def _taken(ground: Ground, count: int, hot: list[float]) -> float:
    """Effects per second; notes how much the busiest took, as a multiple of the mean."""
    effects = ground.amount(EFFECTS)
    database = ground.fresh(THIS, "notifications")
    with slow_workers(ground, count) as ports:
        began = time.perf_counter()
        arrive(ground, database, effects)
        until(lambda: sum(map(consumed, ports)) >= effects, within=300)
        seconds = time.perf_counter() - began
        shares = [consumed(port) for port in ports]
    rung = sum(bell["count"] for bell in database["bells"].find({}, {"count": 1}))
    assert (sum(shares), rung) == (effects, effects), f"{shares} taken, {rung} bells"
    hot.append(max(shares) * count / effects)
    return effects / seconds


@contextmanager
def slow_workers(ground: Ground, count: int) -> Iterator[list[int]]:
    """That many consume; the ports of their metrics."""
    ports = Place(FOLDER).ports(*(f"worker-{number}" for number in range(count)))
    with Processes(FOLDER) as processes:
        for name, port in ports.items():
            argv = [sys.executable, str(TAMPERED), "slow_effects", "worker", "notifications"]
            env = {"AMQP_URL": ground.urls.amqp, "MONGO_URL": ground.urls.mongo, "NAMESPACE": ground.namespace}
            env["METRICS_PORT"] = str(port)
            processes.start(name, argv, {f"BASCULE_{key}": value for key, value in env.items()})
        inbox = THIS.topology(ground.namespace).inbox(THIS.name)
        with Connection(ground.urls.amqp, "bench") as connection:
            until(lambda: connection.look_at(inbox)[1] == count, within=60)
        yield list(ports.values())


def consumed(port: int) -> int:
    """How many events a worker made effective, as it tells Prometheus; 0 while it starts."""
    try:
        page = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    except httpx.TransportError:
        return 0
    return int(sum(one.value for family in families(page) for one in family.samples if one.name == CONSUMED))


def until(condition: Callable[[], bool], within: float) -> None:
    """Ask five times a second, so that asking takes little of what is measured; seconds."""
    ends = time.monotonic() + within
    while not condition():
        assert time.monotonic() < ends, f"it takes longer than {within:.0f} s"
        time.sleep(0.2)
