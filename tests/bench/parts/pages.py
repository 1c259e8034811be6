"""The ten main pages, signed in: pages per second beside a bare Jinja page with the same calls, and the slow ones.

Bare pages (tests/bench/bare/pages.py) are of the same size, and ask the same of the services under the same gunicorn.
What a page asks is noted at a switchboard, once it has been seen: what all pages share is remembered by then.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import httpx
from embedded.house import House
from embedded.place import Place
from embedded.processes import Processes

from tests.bench import demo, visits
from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.e2e.browser.lived_in import Visitors
from tests.e2e.browser.switchboard import Switchboard, switchboard
from tests.e2e.browser.tour import Stop, main_stops

SECONDS, RATE = 3.0, 20.0
# as `python -m gateway pages` starts it
GUNICORN = "--worker-class gevent --worker-connections 10000 --log-level warning --no-control-socket --keep-alive 30"
FOLDER = Path("var/bench/pages")


def measures(ground: Ground) -> list[Measure]:
    with demo.visitors(ground) as visitors:
        stops = main_stops(visitors)
        with switchboard(visitors.house, pause=0) as board:
            asked = {stop.name: _asked(visitors, board, stop) for stop in stops}
        with bare_pages(asked) as port:
            return [one for stop in stops for one in _compared(ground, visitors, stop, port)]


def _compared(ground: Ground, visitors: Visitors, stop: Stop, port: int) -> list[Measure]:
    seconds = max(0.5, SECONDS * ground.scale)
    ours = partial(visits.per_second, visitors.house.ports["pages"], stop.path)
    bare = partial(visits.per_second, port, f"/page/{stop.name}", "", seconds)
    figures = ground.in_turn(stop.name, lambda: ours(cookie(visitors, stop), seconds), bare)
    slow = partial(visits.seconds_each, visitors.house.ports["pages"], stop.path)
    spread = ground.alone(f"{stop.name}, p95", lambda: _spread(slow(cookie(visitors, stop), 2 * seconds, RATE)))
    return [
        Measure(f"{stop.name}, beside a bare page", "pages/s", *figures, asked=0.5),
        Measure(f"{stop.name}, p95 ÷ median at {RATE:g} a second", "×", spread, asked=3, at_most=True),
    ]


def _spread(took: list[float]) -> float:
    return quantiles(took, n=20)[-1] / median(took)


def cookie(visitors: Visitors, stop: Stop) -> str:
    return "; ".join(f"{name}={value}" for name, value in visitors.cookies(stop.voice).items())


def _asked(visitors: Visitors, board: Switchboard, stop: Stop) -> dict[str, object]:
    """What a page asks once it has been seen, and how large it is."""
    for _ in range(2):
        board.taken()
        page = httpx.get(board.address + stop.path, headers={"Cookie": cookie(visitors, stop)}, timeout=30)
        page.raise_for_status()
    wanted = [one for one in board.taken() if one.method == "GET"]
    return {
        "size": len(page.content),
        "calls": [{"url": _url(visitors.house, one.path), "headers": {"Authorization": one.bearer}} for one in wanted],
    }


def _url(house: House, path: str) -> str:
    return f"http://127.0.0.1:{house.ports[path.split('/')[2]]}{path}"


@contextmanager
def bare_pages(asked: dict[str, dict[str, object]]) -> Iterator[int]:
    """The port at which the bare pages are served."""
    port = Place(FOLDER).ports("bare")["bare"]
    (FOLDER / "pages.json").write_text(json.dumps(asked))
    env = {"BENCH_PAGES": str(FOLDER / "pages.json"), "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-m", "gunicorn", *GUNICORN.split(), "--bind", f"127.0.0.1:{port}"]
    with Processes(FOLDER) as processes:
        processes.start("bare", [*command, "tests.bench.bare.pages:create_app()"], env)
        processes.wait_for(f"http://127.0.0.1:{port}")
        yield port
