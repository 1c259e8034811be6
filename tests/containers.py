"""RabbitMQ and MongoDB in containers, for the tests, where a Docker engine already has their images.

Nothing is pulled: a test run is not the moment to wait for a registry.
"""

import os
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import docker
from docker.errors import DockerException, ImageNotFound
from embedded.database import form_a_set_of_one
from embedded.servers import Urls
from pymongo import MongoClient
from pymongo.errors import PyMongoError
from requests import RequestException
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

RABBITMQ = "rabbitmq:4-management"
MONGO = "mongo:8"


class NoPrimaryYetError(Exception):
    """The database answers, but takes no writes yet."""


def can_be_used() -> bool:
    """Whether an engine answers within two seconds and has both images."""
    try:
        engine = docker.from_env(timeout=2)
        return all(_has(engine, image) for image in (RABBITMQ, MONGO))
    except (DockerException, RequestException):
        return False


def _has(engine: docker.DockerClient, image: str) -> bool:
    try:
        engine.images.get(image)
    except ImageNotFound:
        return False
    return True


@contextmanager
def servers() -> Iterator[Urls]:
    _import_quietly()
    with ExitStack() as stack, ThreadPoolExecutor(max_workers=2) as pool:
        starting = [pool.submit(_rabbitmq, stack), pool.submit(_mongo, stack)]
        yield Urls(*(server.result() for server in starting))


def _rabbitmq(stack: ExitStack) -> str:
    from testcontainers.community.rabbitmq import RabbitMqContainer

    broker = stack.enter_context(RabbitMqContainer(RABBITMQ))
    at = f"{broker.get_container_host_ip()}:{broker.get_exposed_port(broker.port)}"
    return f"amqp://{broker.username}:{broker.password}@{at}/%2F"


def _mongo(stack: ExitStack) -> str:
    from testcontainers.core.container import DockerContainer

    command = "mongod --replSet bascule --bind_ip_all"
    database = stack.enter_context(DockerContainer(MONGO).with_command(command).with_exposed_ports(27017))
    url = f"mongodb://{database.get_container_host_ip()}:{database.get_exposed_port(27017)}/?directConnection=true"
    _wait_for_a_primary(url)
    return url


@retry(
    retry=retry_if_exception_type((PyMongoError, NoPrimaryYetError)),
    stop=stop_after_delay(60),
    wait=wait_fixed(0.1),
    reraise=True,
)
def _wait_for_a_primary(url: str) -> None:
    client: MongoClient
    with MongoClient(url, serverSelectionTimeoutMS=500) as client:
        form_a_set_of_one(client, "127.0.0.1:27017")
        if not client.admin.command("hello")["isWritablePrimary"]:
            raise NoPrimaryYetError(url)


def _import_quietly() -> None:
    """Import testcontainers, which reads its environment then; do without its helper image where that is missing."""
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        import testcontainers.community.rabbitmq  # noqa: F401
        from testcontainers.core.config import testcontainers_config
    if not _has(docker.from_env(), testcontainers_config.ryuk_image):
        os.environ["TESTCONTAINERS_RYUK_DISABLED"] = "true"
