"""Visits to one page from a process of its own: `python -m tests.bench.visits` reads what to ask as JSON from stdin.

Either as many as come through a few connections, each waiting for its answer, or so many per second, whatever the
answers take, as people come. The last line printed is JSON.
"""

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.bench.load import answer, connect

CONNECTIONS = 8
_own = threading.local()


def per_second(port: int, path: str, cookie: str, seconds: float) -> float:
    """Pages per second through a few connections. Anything but 200 is an error."""
    told = _run(port=port, path=path, cookie=cookie, seconds=seconds, rate=0)
    return len(told["took"]) / told["seconds"]


def seconds_each(port: int, path: str, cookie: str, seconds: float, rate: float) -> list[float]:
    """What each of so many visits per second took, from the moment at which it was due."""
    return _run(port=port, path=path, cookie=cookie, seconds=seconds, rate=rate)["took"]


def _run(**asked: Any) -> dict[str, Any]:
    argv = [sys.executable, "-m", "tests.bench.visits"]
    done = subprocess.run(argv, input=json.dumps(asked), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    asked = json.load(sys.stdin)
    head = [f"GET {asked['path']} HTTP/1.1", f"Host: localhost:{asked['port']}", f"Cookie: {asked['cookie']}"]
    request = "\r\n".join([*head, "Accept-Language: fr", "", ""]).encode()
    began = time.monotonic()
    took = _at_a_rate(asked, request, began) if asked["rate"] else _as_many_as_come(asked, request, began)
    print(json.dumps({"took": took, "seconds": time.monotonic() - began}))


def _as_many_as_come(asked: dict[str, Any], request: bytes, began: float) -> list[float]:
    def visit(_: int) -> list[float]:
        took = []
        while (due := time.monotonic()) < began + asked["seconds"]:
            took.append(_visit(asked["port"], request, due))
        return took

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return [one for each in pool.map(visit, range(CONNECTIONS)) for one in each]


def _at_a_rate(asked: dict[str, Any], request: bytes, began: float) -> list[float]:
    def visit(number: int) -> float:
        due = began + number / asked["rate"]
        time.sleep(max(0.0, due - time.monotonic()))
        return _visit(asked["port"], request, due)

    with ThreadPoolExecutor(4 * CONNECTIONS) as pool:
        return list(pool.map(visit, range(int(asked["seconds"] * asked["rate"]))))


def _visit(port: int, request: bytes, due: float) -> float:
    if "connection" not in _own.__dict__:
        _own.connection = connect(port)
    _own.connection.sendall(request)
    status = answer(_own.connection)
    assert status == "200", status
    return time.monotonic() - due


if __name__ == "__main__":
    main()
