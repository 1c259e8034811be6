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
from pathlib import Path

import httpx
import pytest
from embedded.demo import load
from embedded.demo.seed import MEMORY
from embedded.waiting import until
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from tests.leftovers import living_in, nobody_lives_in

pytestmark = [pytest.mark.serial, pytest.mark.timeout(400)]
START = 180.0
LEARNERS = 200
TOGETHER = [*load("discussions"), *load("controversies")]
POSTS = len(TOGETHER) + sum(len(each["posts"]) for each in TOGETHER)
PROJECTS = len(load("projects"))


def demo(folder: Path, *more: str, port: int = 0) -> subprocess.Popen:
    command = [sys.executable, "-m", "embedded", "demo", "--folder", str(folder), "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BASCULE_")}
    log = (folder.parent / f"{folder.name}.log").open("w")
    return subprocess.Popen(
        [*command, "--learners", str(LEARNERS), *more],
        env=environment | {"COLUMNS": "250"},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def said(folder: Path) -> str:
    return (folder.parent / f"{folder.name}.log").read_text()


def told_so_far(folder: Path) -> int:
    """How many steps of the story forum remembers; 0 as long as there is nobody to ask."""
    ports = folder / "database" / "ports.json"
    if not ports.exists():
        return 0
    url = f"mongodb://127.0.0.1:{json.loads(ports.read_text())['mongo']}/?directConnection=true"
    client: MongoClient
    try:
        with MongoClient(url, serverSelectionTimeoutMS=500) as client:
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
def first(folder: Path) -> str:
    """What the next start said, which went on with the story, played, and left."""
    process = demo(folder, "--once")
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


def test_a_second_start_finds_all_as_it_was_and_serves_until_it_is_stopped(folder: Path, first: str) -> None:
    process = demo(folder)
    until(lambda: "Ctrl-C" in said(folder) or process.poll() is not None, START, "it does not come to serve")
    address = re.search(r"http://localhost:\d+", said(folder))
    assert address, said(folder)
    assert httpx.get(address[0]).status_code == 200
    assert f"{address[0]}/sign-in?link=" in said(folder)
    process.send_signal(signal.SIGTERM)
    assert process.wait(40) == 0, said(folder)
    nobody_lives_in(folder)
    assert "retrouvé comme il était" in said(folder)
    assert f"{LEARNERS + 4} inscrits" in said(folder)
    assert f"messages, {POSTS + 1} → {POSTS + 2}" in said(folder)


def test_the_story_mails_only_what_is_news(folder: Path, first: str) -> None:
    answers = [(post, thread) for thread in TOGETHER for post in thread["posts"]]
    news = [post for post, thread in answers if post["day"] > -1 and post["author"] != thread["author"]]
    letters = [file.read_text() for file in (folder / "mail" / "new").iterdir()]
    plays = len([letter for letter in letters if "/sign-in?" in letter]) / 3
    assert len([letter for letter in letters if "/discussions/" in letter]) == len(news) + plays


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert demo(tmp_path / "run", port=port).wait(60) == 1
    assert said(tmp_path / "run").splitlines() == [
        f"Error: Le port {port} est déjà pris : libérez-le, ou choisissez-en un autre avec --port."
    ]
    assert living_in(tmp_path) == []
