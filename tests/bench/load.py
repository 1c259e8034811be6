"""A load of posts from a process of its own: `python -m tests.bench.load` reads what to send as JSON from stdin.

Each connection is kept alive and waits for its answer before it sends again; requests are made beforehand and answers
are looked at no more than needed, so that the load takes little of the two cores. The last line printed is JSON.
"""

import json
import random
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

BODY = "Chez nous, nous avons commencé par écouter trois agents d'accueil pendant une matinée. " * 3
_own, _number = threading.local(), count()


def posts(port: int, discussions: list[str], tokens: list[str], seconds: float, connections: int = 8) -> float:
    """Run the load in a process of its own; returns accepted posts per second. Anything but 201 is an error."""
    asked = {"port": port, "discussions": discussions, "tokens": tokens, "seconds": seconds, "connections": connections}
    argv = [sys.executable, "-m", "tests.bench.load"]
    done = subprocess.run(argv, input=json.dumps(asked), capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert set(told["answers"]) == {"201"}, told
    return told["answers"]["201"] / told["seconds"]


def post(port: int, discussion: str, token: str) -> None:
    """Send one post over this thread's connection; it must be accepted."""
    known = _own.__dict__.setdefault("connections", {})
    if port not in known:
        known[port] = connect(port)
    known[port].sendall(_request(discussion, token))
    status = answer(known[port])
    assert status == "201", status


def connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _request(discussion: str, token: str) -> bytes:
    body = json.dumps({"body": f"{BODY}{next(_number)}"}, ensure_ascii=False).encode()  # no two say the same
    lines = [
        f"POST /api/forum/discussions/{discussion}/posts HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Authorization: Bearer {token}",
        f"Idempotency-Key: {uuid.uuid4()}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def answer(connection: socket.socket) -> str:
    """Read one answer whole; returns its status."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _some(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += _some(connection)
    return head[9:12].decode()


def _some(connection: socket.socket) -> bytes:
    if not (received := connection.recv(65536)):
        raise ConnectionError("the server hung up")
    return received


def _one_connection(asked: dict[str, Any]) -> Counter[str]:
    answers: Counter[str] = Counter()
    until = time.monotonic() + asked["seconds"]
    with connect(asked["port"]) as connection:
        while time.monotonic() < until:
            connection.sendall(_request(random.choice(asked["discussions"]), random.choice(asked["tokens"])))
            answers[answer(connection)] += 1
    return answers


def main() -> None:
    asked = json.load(sys.stdin)
    began = time.monotonic()
    with ThreadPoolExecutor(asked["connections"]) as pool:
        answers = sum(pool.map(_one_connection, [asked] * asked["connections"]), Counter[str]())
    print(json.dumps({"answers": answers, "seconds": time.monotonic() - began}))


if __name__ == "__main__":
    main()
