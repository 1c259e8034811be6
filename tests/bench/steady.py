"""People who post at a steady rate, whatever becomes of it, from a process of its own, and how long each waited.

`python -m tests.bench.steady` reads what to send as a line of JSON and goes on until its input ends; a post that was
due and not sent yet waits, too: what is measured is what people feel.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from tests.bench import load

AT_ONCE = 20


@contextmanager
def posts(port: int, discussions: list[str], tokens: list[str], per_second: float) -> Iterator[list[float]]:
    """Goes on for as long as the block takes; the list then holds milliseconds. Anything but 201 is an error."""
    waits: list[float] = []
    asked = {"port": port, "discussions": discussions, "tokens": tokens, "per_second": per_second}
    argv = [sys.executable, "-m", "tests.bench.steady"]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    try:
        yield waits
    finally:
        told, _ = process.communicate()
    assert process.returncode == 0, "a post was not accepted"
    waits += json.loads(told)


def main() -> None:
    asked = json.loads(sys.stdin.readline())
    stopping = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stopping.set()), daemon=True).start()
    sent: list[Future[float]] = []
    due = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while not stopping.wait(max(0.0, due - time.perf_counter())):
            sent.append(pool.submit(_post, asked, len(sent), due))
            due += 1 / asked["per_second"]
    print(json.dumps([one.result() for one in sent]))


def _post(asked: dict[str, Any], number: int, due: float) -> float:
    discussions, tokens = asked["discussions"], asked["tokens"]
    load.post(asked["port"], discussions[number % len(discussions)], tokens[number % len(tokens)])
    return (time.perf_counter() - due) * 1000


if __name__ == "__main__":
    main()
