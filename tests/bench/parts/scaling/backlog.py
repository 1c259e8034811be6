"""A worker comes back to 100,000 events while people go on posting: how quickly it takes them, and what posts wait.

Beside it the same worker with a fifth of them and nobody posting, and the same posts with an empty queue.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from embedded.place import Place
from embedded.processes import Processes
from kit import service
from kit.broker import Connection
from kit.testing import Signer
from pymongo.database import Database

from tests import keys
from tests.bench import steady, toy
from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.bench.parts.latency import p99
from tests.bench.parts.request import DISCUSSIONS, prepare
from tests.bench.parts.scaling.events import THIS, arrive
from tests.bench.parts.scaling.workers import consumed, until

BEHIND, ALONE = 100_000, 20_000
PER_SECOND, PEOPLE, CALM, WARM = 20, 20, 20.0, 60
FOLDER = Path("var/bench/backlog")


def measures(ground: Ground) -> Iterator[Measure]:
    """Once: what takes minutes needs no rounds."""
    signer = Signer()
    database = ground.fresh(THIS, "notifications")
    discussions = [f"discussion-{number:04}" for number in range(DISCUSSIONS)]
    prepare(ground.mongo, f"{ground.namespace}_forum", discussions)
    tokens = [signer.token(f"person-{number}", {toy.COURSE: ["learner"]}) for number in range(PEOPLE)]
    with keys.served(signer) as jwks, _house(ground, jwks) as (processes, ports):
        people = partial(steady.posts, ports["forum"], discussions, tokens, PER_SECOND)
        posted = ground.mongo[f"{ground.namespace}_forum"]["posts"]
        with people():  # the first of everything is slow
            until(lambda: posted.estimated_document_count() >= WARM, within=60)
        with people() as calm:
            time.sleep(max(2.0, CALM * ground.scale))
        comes_back = partial(_comes_back, ground, database, processes, ports["worker"])
        alone = comes_back(ground.amount(ALONE))()
        drained = comes_back(ground.amount(BEHIND))
        with people() as waits:
            behind = drained()
    ground.tell(
        f"backlog: {behind:.0f} events/s, {alone:.0f} alone; posts p99 {p99(waits):.1f}, calm {p99(calm):.1f} ms"
    )
    yield Measure("100,000 behind while people post, beside 20,000 alone", "events/s", [behind], [alone], asked=0.7)
    yield Measure("p99 of posts meanwhile, beside calm", "ms", [p99(waits)], [p99(calm)], asked=2, at_most=True)


def _comes_back(ground: Ground, database: Database, processes: Processes, port: int, count: int) -> Callable[[], float]:
    """Let so many arrive while the worker is away; called, it starts the worker and returns events per second."""
    processes.stop("worker")
    arrive(ground, database, count)

    def drained() -> float:
        processes.restart("worker")
        until(lambda: consumed(port) > 0, within=60)
        first, began = consumed(port), time.perf_counter()
        until(lambda: consumed(port) >= count, within=900)
        return (count - first) / (time.perf_counter() - began)

    return drained


@contextmanager
def _house(ground: Ground, jwks: str) -> Iterator[tuple[Processes, dict[str, int]]]:
    """Forum at work, and the worker of notifications; the ports of the web and of the worker's metrics."""
    ports = Place(FOLDER).ports("forum", "worker")
    env = {"AMQP_URL": ground.urls.amqp, "MONGO_URL": ground.urls.mongo, "NAMESPACE": ground.namespace}
    env = {f"BASCULE_{key}": value for key, value in (env | {"JWKS_URL": jwks}).items()}
    bascule = [sys.executable, "-m", "kit"]
    with Connection(ground.urls.amqp, "bench") as connection:
        connection.declare(service.load("forum").topology(ground.namespace))
    with Processes(FOLDER) as processes:
        processes.start("web", [*bascule, "web", "forum", "--bind", f"127.0.0.1:{ports['forum']}"], env)
        processes.start("relay", [*bascule, "relay", "forum"], env)
        measured = env | {"BASCULE_METRICS_PORT": str(ports["worker"])}
        processes.start("worker", [*bascule, "worker", "notifications"], measured)
        processes.wait_for(f"http://127.0.0.1:{ports['forum']}")
        yield processes, ports
