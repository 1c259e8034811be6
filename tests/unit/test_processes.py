"""Processes are started, watched, killed and stopped by name, with all that they started."""

import sys

import pytest
from embedded.leash import EmbeddedError
from embedded.processes import PATIENCE, Processes
from embedded.servers import Urls
from embedded.services import SERVICES, environment, everything, ports

from tests.leftovers import living_in, nobody_lives_in

READY = """
import http.server, os, subprocess, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()
child = subprocess.Popen(["sleep", "600"])
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
DEAF = "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); signal.pause()"


@pytest.fixture
def house(tmp_path):
    with Processes(tmp_path) as house:
        yield house
    nobody_lives_in(tmp_path)


@pytest.fixture
def ready(house):
    """A process that answers, named `web`, and its address."""
    port = ports(house.folder)["forum"]
    house.start("web", [sys.executable, "-c", READY, str(port)], {"HOUSE": str(house.folder)})
    url = f"http://127.0.0.1:{port}"
    house.wait_for(url)
    return url


def test_a_process_is_killed_with_its_children_and_restarted(house, ready):
    pid = house.pid("web")
    assert len(living_in(house.folder)) == 2
    house.kill("web")
    assert house.pid("web") is None
    nobody_lives_in(house.folder)
    house.restart("web")
    house.wait_for(ready)
    assert house.pid("web") not in (None, pid)
    assert house.dead() == {}


def test_a_name_is_used_once(house, ready):
    with pytest.raises(EmbeddedError, match="web is already running"):
        house.restart("web")


def test_stopping_ends_the_children_too(house, ready):
    house.stop("web")
    nobody_lives_in(house.folder)
    house.restart("web")
    house.wait_for(ready)


def test_who_ends_alone_is_named_with_its_last_words(house):
    house.start("worker", [sys.executable, "-c", "raise SystemExit('no such queue')"])
    with pytest.raises(EmbeddedError, match=r"worker ended with exit code 1; .*worker.log:\nno such queue"):
        house.wait_for("http://127.0.0.1:9", timeout=10)
    assert house.dead() == {"worker": 1}


def test_waiting_has_an_end(house, ready):
    with pytest.raises(EmbeddedError, match=r"elsewhere/readyz was not ready within 0 s: it answers 404"):
        house.wait_for(f"{ready}/elsewhere", timeout=0.3)


def test_who_does_not_hear_is_killed(house, ready, monkeypatch):
    assert PATIENCE == 12
    monkeypatch.setattr("embedded.processes.PATIENCE", 0.5)
    house.start("deaf", [sys.executable, "-c", DEAF], {"HOUSE": str(house.folder)})
    house.stop_all()
    nobody_lives_in(house.folder)


def test_the_whole_house_is_listed(tmp_path):
    given = ports(tmp_path, pages=8080)
    assert ports(tmp_path, pages=8080) == given
    env = environment(Urls("amqp://a", "mongodb://b"), given, tmp_path)
    tasks = {task.name: task for task in everything(env, given | {"forum-relay": 9001})}
    roles = [f"{service}-{role}" for service in SERVICES for role in ("web", "relay", "worker")]
    assert list(tasks) == [*roles, "gateway-stream", "gateway-pages"]
    assert tasks["forum-web"].argv[1:] == ["-m", "kit", "web", "forum", "--bind", f"127.0.0.1:{given['forum']}"]
    assert tasks["forum-relay"].env["BASCULE_METRICS_PORT"] == "9001"
    assert tasks["gateway-pages"].argv[-1] == "127.0.0.1:8080"
    assert env["BASCULE_JWKS_URL"] == f"http://127.0.0.1:{given['enrolment']}/api/enrolment/jwks.json"
    assert environment(Urls("", ""), given, tmp_path)["BASCULE_SECRET_KEY"] == env["BASCULE_SECRET_KEY"]
