"""For tests of services: waits that read as sentences, people with tokens, and a house of services in one process.

Nothing here is a mock: the house runs the same relays and workers on threads, against the servers that it is given.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey
from pymongo.database import Database
from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from kit import fence, processes, service, web
from kit.broker import Connection
from kit.consumer import take_effect
from kit.event import Event
from kit.following import Follower
from kit.identity import ISSUER
from kit.migrations import bring_up_to_date
from kit.settings import Settings
from kit.unit_of_work import connect


def eventually(condition: Callable[[], Any], within: float = 10.0) -> Any:
    """The condition's value once it is true; raises AssertionError after `within` seconds."""
    waiting = Retrying(
        retry=retry_if_result(lambda value: not value), stop=stop_after_delay(within), wait=wait_fixed(0.02)
    )
    try:
        return waiting(condition)
    except RetryError as error:
        raise AssertionError(f"did not happen within {within:.0f} s: {condition.__doc__ or condition}") from error


@contextmanager
def happens(condition: Callable[[], Any], within: float = 10.0) -> Iterator[None]:
    """`with happens(lambda: bells(anna) == 1): publish(post)`: not true yet before the block, true soon after it."""
    assert not condition(), "it had happened before anything was done"
    yield
    eventually(condition, within)


class Signer:
    """Makes tokens, and the key set that verifies them."""

    def __init__(self) -> None:
        self._key = OKPKey.generate_key("Ed25519", {"kid": "tests"})

    def keys(self) -> dict[str, Any]:
        return dict(KeySet([self._key]).as_dict(private=False))

    def token(self, person: str, courses: dict[str, list[str]], *, operator: bool = False, lasts: int = 3600) -> str:
        claims = {"iss": ISSUER, "sub": person, "exp": int(time.time()) + lasts, "courses": courses}
        if operator:
            claims["roles"] = ["operator"]
        return jwt.encode({"alg": "Ed25519", "kid": "tests"}, claims, self._key, algorithms=["Ed25519"])


def take(this: service.Service, database: Database, events: Iterable[Event]) -> None:
    """Let events take effect in this thread, as a worker would: one batch, those taken before left out."""
    follower = Follower(this, database) if this.history else None
    readable = [this.reactions.read(event) for event in events]
    take_effect(database, this.reactions, readable, fence.slot(), look_first=True, follower=follower)
    if follower:
        follower.catch_up()


class House:
    """Some services, their relays and workers on threads; a context manager."""

    def __init__(self, settings: Settings, names: Iterable[str], signer: Signer | None = None) -> None:
        self.settings, self.signer = settings, signer or Signer()
        self.services = {name: service.load(name) for name in names}
        self.mongo = connect(settings.mongo_url)
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._apps: dict[str, Flask] = {}

    def __enter__(self) -> "House":
        with ThreadPoolExecutor() as pool:
            list(pool.map(self._make, self.services.values()))
        return self

    def _make(self, this: service.Service) -> None:
        bring_up_to_date(this, self.database(this.name))
        with Connection(self.settings.amqp_url, "tests migrate") as connection:
            connection.declare(this.topology(self.settings.namespace))

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join(15)
        self.mongo.close()

    def run(self) -> "House":
        """Start a relay and a worker of each service."""
        for this in self.services.values():
            for process in (processes.run_relay, processes.run_worker):
                thread = threading.Thread(target=process, args=(this, self.settings, self._stopping), daemon=True)
                thread.start()
                self._threads.append(thread)
        return self

    def database(self, name: str) -> Database:
        return self.mongo[self.settings.database(name)]

    def client(self, name: str, token: str = "") -> FlaskClient:  # nosec B107
        """An HTTP client of a service, in process, with a token."""
        client = self._app(name).test_client()
        if token:
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    def _app(self, name: str) -> Flask:
        if name not in self._apps:
            self._apps[name] = web.create_app(name, self.settings, keys=self.signer.keys)
        return self._apps[name]
