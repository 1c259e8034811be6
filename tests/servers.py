"""Which broker and database the tests use: chosen once per run, said in the first line, stopped in the end.

In this order: the addresses in BASCULE_AMQP_URL and BASCULE_MONGO_URL; containers, where a Docker engine answers and
has both images; the embedded servers. BASCULE_TEST_SERVERS=containers or =embedded insists on one of the latter two.
All tests of a run share them, and keep apart by their namespaces.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pika
from embedded.servers import Urls, servers
from pymongo import MongoClient

from tests import containers

MEMORY, ROOM, PREFIX = Path("/dev/shm"), 6 * 2**30, "bascule-tests"
SERVICES = ("enrolment", "forum", "notifications", "reporting")


@contextmanager
def chosen() -> Iterator[tuple[Urls, str]]:
    """Yield the addresses, and the sentence that says what they lead to."""
    wanted = os.environ.get("BASCULE_TEST_SERVERS", "")
    given = Urls(os.environ.get("BASCULE_AMQP_URL", ""), os.environ.get("BASCULE_MONGO_URL", ""))
    with ExitStack() as stack:
        if all(given):
            urls, where = given, "at the addresses given in BASCULE_AMQP_URL and BASCULE_MONGO_URL"
        elif not any(given) and wanted != "embedded" and (wanted == "containers" or containers.can_be_used()):
            urls, where = stack.enter_context(containers.servers()), "in containers (Docker engine and images found)"
        else:
            home = stack.enter_context(folder())
            urls, where = (
                stack.enter_context(servers(home)),
                f"embedded in {home.parent} ({_why_embedded(given, wanted)})",
            )
        yield urls, f"servers: {broker_version(urls.amqp)} and {database_version(urls.mongo)}, {where}"


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for servers, removed afterwards: in memory where there is plenty, so that nobody waits for the disk.

    No test cuts the power, and what a killed server has written the kernel keeps in either place.
    """
    where = MEMORY if _room() >= ROOM else Path(tempfile.gettempdir())
    for left in where.glob(f"{PREFIX}-*"):  # by a run that was killed
        if not Path("/proc", left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}-{os.getpid()}-", dir=where) as name:
        yield Path(name)


def _room() -> int:
    """Bytes that files in memory may take without anybody missing them."""
    if not MEMORY.is_dir():
        return 0
    [available] = [line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if "MemAvailable" in line]
    return min(shutil.disk_usage(MEMORY).free, int(available) * 1024)


def _why_embedded(given: Urls, wanted: str) -> str:
    if any(given):
        return "where no address was given"
    return "as BASCULE_TEST_SERVERS says" if wanted else "no Docker engine with the images answers"


def broker_version(amqp_url: str) -> str:
    connection = pika.BlockingConnection(pika.URLParameters(amqp_url))
    properties = connection._impl.server_properties  # pika shows them nowhere else
    connection.close()
    product, version = (properties[key] for key in ("product", "version"))
    return f"{product} {version}"


def connect(mongo_url: str) -> MongoClient:
    return MongoClient(mongo_url)


def database_version(mongo_url: str) -> str:
    with connect(mongo_url) as client:
        info = client.server_info()
    if "secantusVersion" in info:
        return f"SecantusDB {info['secantusVersion']} (as MongoDB {info['version']})"
    return f"MongoDB {info['version']}"


def clear(namespace: str, urls: Urls) -> None:
    """Remove what a namespace left on the servers: its databases, queues, stream and exchanges."""
    with connect(urls.mongo) as client:
        for database in client.list_database_names():
            if database.startswith(f"{namespace}_"):
                client.drop_database(database)
    connection = pika.BlockingConnection(pika.URLParameters(urls.amqp))
    channel = connection.channel()
    queues = [f"{namespace}.{service}.{end}" for service in SERVICES for end in ("inbox", "dead")]
    for queue in [*queues, f"{namespace}.stream"]:
        channel.queue_delete(queue)
    for exchange in ("events", "private", "parked"):
        channel.exchange_delete(f"{namespace}.{exchange}")
    connection.close()
