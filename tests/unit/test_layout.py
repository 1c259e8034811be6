"""The walls of the house: who may import whom, and that the four services look the same inside."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("enrolment", "forum", "notifications", "reporting")
NINE = ("service", "api", "schemas", "commands", "domain", "events", "reactions", "views", "store")
EVERYBODY = {*SERVICES, "gateway", "embedded", "tests"}


def imports(folder: Path) -> Iterator[tuple[str, str]]:
    """(file, imported top-level package) of every import below a folder."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                yield str(file.relative_to(ROOT)), name


@pytest.mark.parametrize("name", [*SERVICES, "gateway"])
def test_no_service_imports_another(name: str) -> None:
    others = EVERYBODY - {name}
    found = [(file, what) for file, what in imports(ROOT / "services" / name) if what.split(".")[0] in others]
    assert found == []


@pytest.mark.parametrize("name", ["kit", "contracts"])
def test_what_is_shared_knows_no_service(name: str) -> None:
    found = [one for one in imports(ROOT / "services" / "shared" / name) if one[1].split(".")[0] in EVERYBODY]
    assert found == []


def test_contracts_hold_data_only() -> None:
    code = [file for file in (ROOT / "services/shared/contracts").rglob("*.py") if file.read_text("utf-8").strip()]
    assert code == []


@pytest.mark.parametrize("name", SERVICES)
def test_the_services_look_the_same_inside(name: str) -> None:
    folder = ROOT / "services" / name
    missing = [part for part in NINE if not (folder / f"{part}.py").exists() and not (folder / part).is_dir()]
    assert missing == []


def test_only_broker_knows_pika() -> None:
    users = {file for file, what in imports(ROOT / "services") if what.split(".")[0] == "pika"}
    assert {user.rpartition("/")[0] for user in users} == {"services/shared/kit/broker"}


@pytest.mark.parametrize("name", SERVICES)
def test_the_rules_do_no_input_or_output(name: str) -> None:
    folder = ROOT / "services" / name
    files = [folder / "domain.py"] if (folder / "domain.py").exists() else sorted((folder / "domain").glob("*.py"))
    outside = {"flask", "flask_smorest", "pymongo", "kit.web", "kit.broker", "kit.unit_of_work", "httpx", "smtplib"}
    for file in files:
        used = {what for _, what in imports(file.parent) if _ == str(file.relative_to(ROOT))}
        assert not used & outside, file


def test_a_reaction_cannot_publish() -> None:
    for name in SERVICES:
        for file, what in imports(ROOT / "services" / name):
            assert what not in ("kit.broker", "kit.relay"), f"{file} reaches for the broker"


def test_relays_and_workers_load_nothing_that_answers_browsers_or_draws() -> None:
    load = f"import sys, kit.verbs, kit.service; [kit.service.load(name) for name in {SERVICES}]; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", load], capture_output=True, text=True, check=True).stdout.split()
    assert {"flask", "flask_smorest", "gunicorn", "rich", "httpx"} & set(loaded) == set()
