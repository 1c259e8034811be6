"""The request: accepted posts per second through `bascule web forum`, beside a bare Flask view under the same gunicorn.

Many discussions and few connections, so that two posts seldom meet on one: the cost of meeting is the same on both
sides. Tokens are those of twenty people and are verified anew only when first seen, as in life.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from embedded.place import Place
from embedded.processes import Processes
from forum.domain.discussions import new_discussion
from forum.service import service as forum
from kit.testing import Signer
from pymongo import MongoClient

from tests import keys
from tests.bench import load, toy
from tests.bench.ground import Ground
from tests.bench.measure import Measure

DISCUSSIONS, PEOPLE, SECONDS = 400, 20, 4.0
# as `bascule web` starts it
GUNICORN = "--workers 1 --threads 8 --worker-class gthread --graceful-timeout 8 --log-level warning --keep-alive 30"
FOLDER = Path("var/bench/request")


def measures(ground: Ground) -> list[Measure]:
    signer = Signer()
    discussions = [f"discussion-{number:04}" for number in range(DISCUSSIONS)]
    tokens = [signer.token(f"person-{number}", {toy.COURSE: ["learner"]}) for number in range(PEOPLE)]
    for side in ("forum", "bare"):
        prepare(ground.mongo, f"{ground.namespace}_{side}", discussions)
    with keys.served(signer) as jwks, servers(ground, jwks) as ports:
        send = partial(load.posts, discussions=discussions, tokens=tokens)
        for port in ports.values():
            send(port, seconds=1.0)  # connections, tokens and bytecode are warm then
        seconds = max(1.0, SECONDS * ground.scale)
        figures = ground.in_turn(
            "request", partial(send, ports["ours"], seconds=seconds), partial(send, ports["bare"], seconds=seconds)
        )
    return [Measure("request, beside a bare Flask view", "posts/s", *figures, asked=0.6)]


def prepare(mongo: MongoClient, name: str, discussions: list[str]) -> None:
    """A migrated forum with one course in its middle and these discussions, and nothing of what was measured before."""
    mongo.drop_database(name)
    database = mongo[name]
    forum.migrate(database)
    database["courses"].insert_one({"_id": toy.COURSE, "since": toy.now()})
    since = toy.now() - timedelta(days=60)
    standings = [{"_id": f"{toy.COURSE}/person-{number}", "since": since} for number in range(PEOPLE)]
    database["standings"].insert_many(standings)
    opened = [new_discussion(one, toy.COURSE, toy.TITLE, "anna", None, False, toy.now()) for one in discussions]
    database["discussions"].insert_many(opened)


@contextmanager
def servers(ground: Ground, jwks: str) -> Iterator[dict[str, int]]:
    """Both applications at work, by port."""
    ports = Place(FOLDER).ports("ours", "bare")
    env = {
        "BASCULE_AMQP_URL": ground.urls.amqp,
        "BASCULE_MONGO_URL": ground.urls.mongo,
        "BASCULE_NAMESPACE": ground.namespace,
        "BASCULE_JWKS_URL": jwks,
        "BENCH_DATABASE": f"{ground.namespace}_bare",
        "PYTHONPATH": os.getcwd(),
    }
    bind = {side: f"127.0.0.1:{port}" for side, port in ports.items()}
    with Processes(FOLDER) as processes:
        processes.start("ours", [sys.executable, "-m", "kit", "web", "forum", "--bind", bind["ours"]], env)
        gunicorn = [sys.executable, "-m", "gunicorn", "--no-control-socket", *GUNICORN.split(), "--bind", bind["bare"]]
        processes.start("bare", [*gunicorn, "tests.bench.bare.web:create_app()"], env)
        for port in ports.values():
            processes.wait_for(f"http://127.0.0.1:{port}")
        yield ports
