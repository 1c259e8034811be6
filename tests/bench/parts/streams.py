"""2,000 open pages on one gateway process: what they cost in memory, and how soon a post reaches the last of them."""

import resource
import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench import memory
from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.gateway import COURSE, Newspaper, Signer, free_port, gateway

PAGES = 2_000
PATIENCE = 60.0
JOINED = b"\nid:"
"""In the greeting, which is said once a page hears what comes."""
POST = "org.bascule.forum.post.published.v1"
DISCUSSION = "01980c5e-7a00-7000-8000-000000000004"


def measures(ground: Ground) -> list[Measure]:
    amount, port = ground.amount(PAGES), free_port()
    _allow(amount + 500)
    newspaper, signer = Newspaper(ground.urls.amqp, ground.namespace), Signer()
    settings = {
        "BASCULE_AMQP_URL": ground.urls.amqp,
        "BASCULE_NAMESPACE": ground.namespace,
        "BASCULE_JWKS_URL": signer.url,
    }
    try:
        with gateway("stream", port, **settings) as process, _open(port, signer, amount) as pages:
            resident = sum(memory.megabytes(one, "status", "VmRSS") for one in memory.family(process.pid))
            reached = ground.alone("a post to every open page", lambda: _reach(newspaper, pages))
    finally:
        newspaper.close()
        signer.close()
    name = f"{amount:,} open pages"
    return [
        Measure(f"{name}, memory", "MB", [resident], asked=400, at_most=True),
        Measure(f"{name}, post → last of them", "s", reached, asked=1.0, at_most=True),
    ]


def _reach(newspaper: Newspaper, pages: list[socket.socket]) -> float:
    """Seconds until every page has heard of one more post."""
    number = f"{time.monotonic_ns():020}"
    post = {"course": COURSE, "discussion": DISCUSSION, "post": number, "number": 2, "author": "boris"}
    began = time.perf_counter()
    newspaper.publish(POST, post | {"title": "", "mentions": []})
    with selectors.DefaultSelector() as waiting:
        for page in pages:
            waiting.register(page, selectors.EVENT_READ)
        left = len(pages)
        while left and time.perf_counter() - began < PATIENCE:
            for key, _events in waiting.select(1.0):
                if number.encode() in key.fileobj.recv(65_536):  # type: ignore[union-attr]
                    waiting.unregister(key.fileobj)
                    left -= 1
    return time.perf_counter() - began if not left else PATIENCE


@contextmanager
def _open(port: int, signer: Signer, amount: int) -> Iterator[list[socket.socket]]:
    pages = []
    try:
        for number in range(amount):
            page = socket.create_connection(("127.0.0.1", port))
            asked = f"GET /stream?course={COURSE}&topic=discussion:{DISCUSSION} HTTP/1.1\r\nHost: localhost\r\n"
            token = signer.token(f"person-{number % 50}")
            page.sendall(f"{asked}Cookie: bascule_access={token}\r\n\r\n".encode())
            pages.append(page)
        for page in pages:
            page.settimeout(PATIENCE)
            heard = b""
            while JOINED not in heard:
                heard += page.recv(65_536)
            page.setblocking(False)
        yield pages
    finally:
        for page in pages:
            page.close()


def _allow(files: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(files, hard)), hard))
