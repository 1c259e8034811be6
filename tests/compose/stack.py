"""The house of docker-compose.yml, started for these tests under a name and a port of its own, removed in the end."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from kit.testing import eventually

ROOT = Path(__file__).parents[2]
PROJECT = "bascule-test"
PORT = "18080"
URL = f"http://127.0.0.1:{PORT}"
PATIENCE = 1500
IMAGES = {
    "operator": "bascule/operator",
    "gateway-pages": "bascule/gateway",
    "enrolment-web": "bascule/enrolment",
    "forum-web": "bascule/forum",
    "notifications-web": "bascule/notifications",
    "reporting-web": "bascule/reporting",
    "demo": "bascule/demo",
}
"""Of whom each is built: the others run the same."""


def programs() -> list[list[str]]:
    """What is installed of Compose v2 and docker-compose 1.29, or the first of them to say that neither is."""
    found = [["docker", "compose"]] if _answers("docker", "compose", "version") else []
    if _answers("docker-compose", "version", "--short") and not _is_second("docker-compose"):
        found.append(["docker-compose"])
    return found or [["docker", "compose"]]


def _answers(*command: str) -> bool:
    return bool(shutil.which(command[0])) and not subprocess.run(command, capture_output=True).returncode


def _is_second(program: str) -> bool:
    told = subprocess.run([program, "version", "--short"], capture_output=True, text=True).stdout
    return not told.startswith("1.")


class Stack:
    """A running house; `name` is a service of docker-compose.yml."""

    def __init__(self, program: list[str]) -> None:
        self._program = program
        self.http = httpx.Client(base_url=URL, timeout=30, trust_env=False)

    def compose(self, *arguments: str) -> str:
        settings = {"COMPOSE_PROJECT_NAME": PROJECT, "BASCULE_HTTP_PORT": PORT, "BASCULE_HTTPS_PORT": "18443"}
        environment = os.environ | settings | {"BASCULE_PUBLIC_URL": f"http://localhost:{PORT}"}
        done = subprocess.run(
            [*self._program, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 0, f"{' '.join(arguments)}: {done.stderr[-2000:]}"
        return done.stdout

    def up(self, **replicas: int) -> None:
        """Start what does not run; `forum_web=3` asks for that many of one. Returns when all are healthy."""
        scales = [f"--scale={name.replace('_', '-')}={count}" for name, count in replicas.items()]
        self.compose("up", "-d", *scales)
        eventually(lambda: not self.unwell(), within=120)

    def operator(self, *arguments: str) -> str:
        return self.compose("run", "--rm", "-T", "operator", *arguments).strip()

    def containers(self, name: str = "") -> list[str]:
        return self.compose("ps", "-q", *([name] if name else [])).split()

    def inspect(self, *containers: str) -> list[dict[str, Any]]:
        return json.loads(subprocess.run(["docker", "inspect", *containers], capture_output=True, check=True).stdout)

    def unwell(self) -> dict[str, str]:
        """Containers that are neither healthy, nor done without a fault."""
        states = {one["Name"]: one["State"] for one in self.inspect(*self.containers())}
        how = {
            name: f"exit {state['ExitCode']}" if state["Status"] == "exited" else _health(state)
            for name, state in states.items()
        }
        return {name: what for name, what in how.items() if what not in ("exit 0", "healthy", "running")}

    def size(self, image: str) -> int:
        """Bytes on disk, with the layers that it shares."""
        (facts,) = self.inspect(image)
        return facts["Size"]

    def pulled(self, image: str) -> int:
        """Bytes as a registry sends them, or nearly."""
        command = f"docker save {image} | gzip -1 | wc -c"
        return int(subprocess.run(command, shell=True, capture_output=True, check=True).stdout)

    def within(self, container: str, code: str) -> str:
        """What a line of Python prints inside a container of ours."""
        command = ["docker", "exec", container, "python3", "-c", code]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout

    def counted(self, container: str, metric: str) -> float:
        """The sum of a metric, as the container tells it to Prometheus."""
        page = self.within(container, FETCH)
        rows = [line.split() for line in page.splitlines() if line.startswith((f"{metric} ", f"{metric}{{"))]
        return sum(float(row[-1]) for row in rows if "/api/" in row[0] or "route=" not in row[0])

    def token(self) -> str:
        """Of an operator, who may do everything."""
        self.operator("enrolment", "grant", "operator@example.org", "operator", "--name", "Opératrice")
        link = self.operator("enrolment", "link", "operator@example.org").rpartition("link=")[2]
        return self.http.post("/api/enrolment/tokens", json={"link": link}).json()["access_token"]


FETCH = "import urllib.request; print(urllib.request.urlopen('http://127.0.0.1:8000/metrics').read().decode())"


def _health(state: dict[str, Any]) -> str:
    return state.get("Health", {}).get("Status", state["Status"])


@contextmanager
def running(program: list[str]) -> Iterator[Stack]:
    stack = Stack(program)
    try:
        stack.compose("build", "--quiet", *IMAGES)
        stack.up()
        yield stack
    finally:
        stack.compose("down", "--volumes", "--remove-orphans")
        stack.http.close()
