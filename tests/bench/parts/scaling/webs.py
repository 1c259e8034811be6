"""Posts per second through one `forum-web` and through two, each of whose connections has half of the load."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from embedded.place import Place
from embedded.processes import Processes
from kit.testing import Signer

from tests import keys
from tests.bench import load, toy
from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.bench.parts.request import DISCUSSIONS, PEOPLE, prepare
from tests.bench.parts.scaling.cores import busy_cores
from tests.faults.proxy import Proxy

CONNECTIONS, SECONDS = 16, 4.0
LATE = 0.005
"""Seconds each way to a database that is busy with others."""
FOLDER = Path("var/bench/webs")
Ports = tuple[int, int]


def measures(ground: Ground) -> Iterator[Measure]:
    discussions = [f"discussion-{number:04}" for number in range(DISCUSSIONS)]
    prepare(ground.mongo, f"{ground.namespace}_forum", discussions)
    signer = Signer()
    tokens = [signer.token(f"person-{number}", {toy.COURSE: ["learner"]}) for number in range(PEOPLE)]
    with keys.served(signer) as jwks, _replicas(ground, jwks) as (quick, late):
        send = partial(_send, discussions, tokens, max(1.0, SECONDS * ground.scale))
        for ports in (quick, late):
            send(ports)  # connections, tokens and bytecode are warm then
        with busy_cores() as cores:
            figures = ground.in_turn("two webs", partial(send, quick), partial(send, quick[:1]))
        yield Measure("posts through two webs, beside one", "posts/s", *figures)
        yield Measure("cores busy meanwhile, of those there are", "cores", [cores()])
        figures = ground.in_turn("two webs, late database", partial(send, late), partial(send, late[:1]))
        yield Measure("posts through two webs, beside one, late database", "posts/s", *figures, asked=1.6)


def _send(discussions: list[str], tokens: list[str], seconds: float, ports: tuple[int, ...]) -> float:
    """As many connections for two replicas as for one; returns accepted posts per second."""
    each = partial(
        load.posts, discussions=discussions, tokens=tokens, seconds=seconds, connections=CONNECTIONS // len(ports)
    )
    with ThreadPoolExecutor(len(ports)) as pool:
        return sum(pool.map(each, ports))


@contextmanager
def _replicas(ground: Ground, jwks: str) -> Iterator[tuple[Ports, Ports]]:
    """Two webs whose database answers at once, and two whose database answers late; the ports of each pair."""
    proxy = Proxy(urlsplit(ground.urls.mongo).port or 27017)
    proxy.latency = LATE
    late = ground.urls.mongo.replace(f":{urlsplit(ground.urls.mongo).port}", f":{proxy.port}")
    mongo = {"quick-1": ground.urls.mongo, "quick-2": ground.urls.mongo, "late-1": late, "late-2": late}
    ports = Place(FOLDER).ports(*mongo)
    with Processes(FOLDER) as processes:
        for name, port in ports.items():
            argv = [sys.executable, "-m", "kit", "web", "forum", "--bind", f"127.0.0.1:{port}"]
            env = {"AMQP_URL": ground.urls.amqp, "MONGO_URL": mongo[name], "NAMESPACE": ground.namespace}
            env |= {"JWKS_URL": jwks, "DEADLINE": "30"}
            processes.start(name, argv, {f"BASCULE_{key}": value for key, value in env.items()})
        for port in ports.values():
            processes.wait_for(f"http://127.0.0.1:{port}")
        yield (ports["quick-1"], ports["quick-2"]), (ports["late-1"], ports["late-2"])
    proxy.close()
