"""The demo from the outside, as whoever types `make demo` meets it: three starts in one folder, the first cut short.

It has a broker and a database of its own, whatever the other tests use, and leaves no process behind.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from embedded.demo import load
from embedded.demo.mailbox import read
from embedded.demo.seed import MEMORY
from embedded.waiting import until
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from tests.collector import Collector, collecting
from tests.e2e.counted import counted, told
from tests.leftovers import living_in, nobody_lives_in

pytestmark = [pytest.mark.serial, pytest.mark.timeout(400)]
START = 180.0
LEARNERS = 200
TOGETHER = [*load("discussions"), *load("controversies")]
POSTS = len(TOGETHER) + sum(len(each["posts"]) for each in TOGETHER)
PROJECTS = len(load("projects"))
COURSE = load("course")["id"]
POSTED = "org.bascule.forum.post.published.v1"
RAISED = "org.bascule.notifications.notification.raised.v1"


def demo(folder: Path, *more: str, port: int = 0, **settings: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "embedded", "demo", "--folder", str(folder), "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BASCULE_")}
    log = (folder.parent / f"{folder.name}.log").open("w")
    return subprocess.Popen(
        [*command, "--learners", str(LEARNERS), *more],
        env=environment | {"COLUMNS": "250"} | settings,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def said(folder: Path) -> str:
    return (folder.parent / f"{folder.name}.log").read_text()


def database_of(folder: Path) -> MongoClient:
    port = json.loads((folder / "database" / "ports.json").read_text())["mongo"]
    return MongoClient(
        f"mongodb://127.0.0.1:{port}/?directConnection=true", serverSelectionTimeoutMS=500, tz_aware=True
    )


def told_so_far(folder: Path) -> int:
    """How many steps of the story forum remembers; 0 as long as there is nobody to ask."""
    if not (folder / "database" / "ports.json").exists():
        return 0
    try:
        with database_of(folder) as client:
            return client["bascule_forum"][MEMORY].count_documents({})
    except PyMongoError:
        return 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where somebody started the demo, and pulled the plug while it told its story."""
    folder = Path(tmp_path_factory.mktemp("demo")) / "run"
    process = demo(folder)
    until(lambda: told_so_far(folder) > 20 or process.poll() is not None, START, "the story does not begin")
    process.kill()
    assert process.wait() == -signal.SIGKILL, said(folder)
    nobody_lives_in(folder)
    return folder


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="module")
def first(folder: Path, collector: Collector) -> str:
    """What the next start said, which went on with the story, played, and left, its traces being collected."""
    soon = {"OTEL_BSP_SCHEDULE_DELAY": "200"}  # milliseconds that spans wait for company
    process = demo(folder, "--once", BASCULE_OTLP_URL=collector.url, **soon)
    assert process.wait(START) == 0, said(folder)
    nobody_lives_in(folder)
    return said(folder)


def test_an_interrupted_story_goes_on_where_it_stopped(first: str) -> None:
    assert "raconté" in first
    assert f"{LEARNERS + 4} inscrits" in first
    assert f"messages, {POSTS} → {POSTS + 1}" in first
    assert f"projets, {PROJECTS} → {PROJECTS + 1}" in first


def test_bells_mail_and_figures_follow(first: str) -> None:
    effects = re.findall(r"^│ (.+?) +│ +(\d+) ms │$", first, flags=re.M)
    everybody_else = LEARNERS + 3
    assert [what.split(",")[0] for what, _ in effects] == [
        "message enregistré",
        "cloche de Camille",
        "chiffre des messages",
        "e-mail à Camille",
        "projet enregistré",
        "cloche de Camille",
        f"{everybody_else} cloches sur {everybody_else}",
        "chiffre des projets",
    ]


@pytest.mark.usefixtures("first")
def test_a_trace_follows_a_post_from_the_browser_to_the_bell(collector: Collector) -> None:
    """Across five processes: pages, forum's web, its relay, a worker of notifications, the live stream."""
    told = [span for span in collector.spans if span.name == f"tell {RAISED}"]
    paths = [collector.path_to(span) for span in told]
    expected = [
        "bascule-gateway: POST /api/<service>/<path:path>",
        "bascule-forum: POST /api/forum/discussions/<discussion>/posts",
        f"bascule-notifications: process {POSTED}",
        f"bascule-gateway: tell {RAISED}",
    ]
    assert expected in paths, paths
    trace = collector.traces()[told[paths.index(expected)].trace]
    published = {(span.service, span.name) for span in trace if span.name.startswith("publish")}
    assert {("bascule-forum", f"publish {POSTED}"), ("bascule-notifications", f"publish {RAISED}")} <= published


@pytest.mark.usefixtures("first")
def test_no_log_holds_a_name_an_address_or_a_secret(folder: Path) -> None:
    logs = "".join(file.read_text(errors="replace") for file in (folder / "log").glob("*.log"))
    people = [voice["name"] for voice in load("voices")]
    secret = (folder / "secret").read_text()
    assert '"service": "forum"' in logs
    assert [what for what in ("demo.example", "?link=", secret, *people) if what in logs] == []


def test_a_second_start_finds_all_as_it_was_and_serves_until_it_is_stopped(folder: Path, first: str) -> None:
    process = demo(folder)
    until(lambda: "Ctrl-C" in said(folder) or process.poll() is not None, START, "it does not come to serve")
    address = re.search(r"http://localhost:\d+", said(folder))
    assert address, said(folder)
    assert httpx.get(address[0]).status_code == 200
    assert f"{address[0]}/sign-in?link=" in said(folder)
    with database_of(folder) as mongo:
        agree = "reporting's figures are not those of the services' own documents"
        until(lambda: told(mongo, COURSE) == counted(mongo, COURSE), START, agree)
    process.send_signal(signal.SIGTERM)
    assert process.wait(40) == 0, said(folder)
    nobody_lives_in(folder)
    assert "retrouvé comme il était" in said(folder)
    assert f"{LEARNERS + 4} inscrits" in said(folder)
    assert f"messages, {POSTS + 1} → {POSTS + 2}" in said(folder)


def test_the_story_mails_only_what_is_news(folder: Path, first: str) -> None:
    """To who opened the discussion; several answers that wait at once leave as one mail."""
    news = Counter(title_of(each) for each in TOGETHER for post in each["posts"] if is_news(post, each))
    letters = [read(file) for file in (folder / "mail" / "new").iterdir()]
    news.update(scene["discussion"] for scene in load("scenes")[: sum("/sign-in?" in one.link for one in letters) // 3])
    subjects = [one.subject for one in letters if "/discussions/" in one.link]
    mailed = Counter(next(title for title in news if title in subject) for subject in subjects)
    assert set(mailed) == set(news)
    assert mailed <= news


def title_of(thread: dict[str, Any]) -> str:
    return thread.get("title") or thread["question"]


def is_news(post: dict[str, Any], thread: dict[str, Any]) -> bool:
    return post["day"] > -1 and post["author"] != thread["author"]


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert demo(tmp_path / "run", port=port).wait(60) == 1
    assert said(tmp_path / "run").splitlines() == [
        f"Error: Le port {port} est déjà pris : libérez-le, ou choisissez-en un autre avec --port."
    ]
    assert living_in(tmp_path) == []
