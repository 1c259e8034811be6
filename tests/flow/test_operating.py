"""What an operator asks of a house: bring it up to date, show how it is, say in a sentence what is wrong."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from kit import migrations, status
from kit.lease import Lease
from kit.migrations import CannotMigrate, Migration, bring_up_to_date
from kit.settings import Settings
from kit.testing import House, eventually

from tests.flow.conftest import SERVICES
from tests.gateway import free_port


def bascule(settings: Settings, *arguments: str, **changed: str) -> tuple[int, str]:
    """Exit code and what was printed, one command with these settings."""
    command, env = [sys.executable, "-m", "kit", *arguments], environment(settings, **changed)
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def environment(settings: Settings, **changed: str) -> dict[str, str]:
    """Of a process with these settings, some of them changed, or left out where they are empty."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("BASCULE_")}
    given = {"AMQP_URL": settings.amqp_url, "MONGO_URL": settings.mongo_url, "NAMESPACE": settings.namespace}
    return env | {f"BASCULE_{name}": value for name, value in ({"DEADLINE": "1"} | given | changed).items() if value}


# --- migrate


def test_changes_of_the_data_are_made_once_and_in_order(quiet_house: House) -> None:
    database, made = quiet_house.database("forum"), []
    changes = (
        Migration(1, "give every discussion a colour", lambda _: made.append(1)),
        Migration(2, "forget the colours", lambda _: made.append(2)),
    )
    forum = replace(quiet_house.services["forum"], migrations=changes[:1])
    assert bring_up_to_date(forum, database) == ["give every discussion a colour"]
    forum = replace(forum, migrations=changes)
    assert bring_up_to_date(forum, database) == ["forget the colours"]
    assert bring_up_to_date(forum, database) == []
    assert made == [1, 2]
    with pytest.raises(CannotMigrate, match="has seen change 2, this version of Bascule knows 1"):
        bring_up_to_date(replace(forum, migrations=changes[:1]), database)


def test_a_change_that_was_interrupted_is_made_again(quiet_house: House) -> None:
    def breaks(_: object) -> None:
        raise KeyboardInterrupt

    forum, database = quiet_house.services["forum"], quiet_house.database("forum")
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(replace(forum, migrations=(Migration(1, "a", breaks),)), database)
    assert migrations.reached(database) == 0
    assert bring_up_to_date(replace(forum, migrations=(Migration(1, "a", print),)), database) == ["a"]


def test_two_migrations_at_once_take_turns(quiet_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "LONGEST_WAIT", -2.9)
    forum, database = quiet_house.services["forum"], quiet_house.database("forum")
    other = Lease(database, "migrate", "somebody else")
    assert other.hold()
    with pytest.raises(CannotMigrate, match="under way"):
        bring_up_to_date(forum, database)
    other.release()
    assert bring_up_to_date(forum, database) == []


# --- claiming a lease, as a backup does


def test_a_holder_gives_way_to_whoever_claims_its_lease(quiet_house: House) -> None:
    relay, standby, claimer = (Lease(quiet_house.database("forum"), "relay", name) for name in ("r", "s", "c"))
    assert relay.hold()
    assert not standby.hold()
    claimer.claim()
    eventually(lambda: claimer.hold() and not relay.hold())
    assert not standby.hold()
    claimer.release()
    eventually(relay.hold)


# --- status


def test_a_house_at_work_is_well(house: House) -> None:
    def well() -> bool:
        seen = status.look(house.settings, SERVICES)
        forum = seen["services"]["forum"]
        return seen["well"] and bool(forum["relay"]) and forum["inbox"] == {"waiting": 0, "workers": 1}

    eventually(well, within=20)
    code, told = bascule(house.settings, "status", *SERVICES)
    assert (code, "All is well." in told) == (0, True), told


def test_what_is_wrong_is_said_and_the_exit_code_is_not_zero(quiet_house: House, anna) -> None:
    anna.opens()
    code, told = bascule(quiet_house.settings, "status", *SERVICES, "--json", FORUM_URL="http://127.0.0.1:9")
    seen = json.loads(told)
    assert code == 1
    assert not seen["well"]
    assert "forum: no relay leads, so nothing of it is told" in seen["problems"]
    assert "forum: no worker consumes its inbox" in seen["problems"]
    assert "forum: web does not answer (URLError)" in seen["problems"]
    assert seen["services"]["forum"]["outbox"]["waiting"] == 2


def test_status_tells_what_was_never_made_and_who_is_away(settings: Settings) -> None:
    seen = status.look(settings, ["forum"])
    assert "forum: not everything is made: run bascule migrate" in seen["problems"]
    nowhere = replace(settings, amqp_url="amqp://127.0.0.1:9", mongo_url="mongodb://127.0.0.1:9")
    problems = status.look(nowhere, ["forum"])["problems"]
    assert {problem.split(":")[0] for problem in problems} >= {"broker", "database"}


# --- one sentence and an exit code


def test_a_start_that_cannot_succeed_says_why_in_a_sentence(quiet_house: House) -> None:
    settings = quiet_house.settings
    stranger = settings.amqp_url.replace("guest:guest", "guest:secret-word")
    for arguments, changed, sentence in (
        (["migrate"], {"AMQP_URL": ""}, '"BASCULE_AMQP_URL" not set'),
        (["migrate"], {"AMQP_URL": "http://x"}, "Must be amqp://… or amqps://…"),
        (["migrate"], {"MONGO_URL_FILE": "/no/such/file"}, '"BASCULE_MONGO_URL_FILE" names no file that can be read'),
        (["migrate", "forum"], {"MONGO_URL": "mongodb://127.0.0.1:9/"}, "the database does not answer"),
        (["migrate", "forum"], {"AMQP_URL": "amqp://127.0.0.1:9"}, "the broker is away"),
        (["migrate", "forum"], {"AMQP_URL": stranger}, "the broker refuses the user or the password"),
        (["worker", "forum"], {"AMQP_URL": stranger}, "the broker refuses the user or the password"),
        (["worker", "song"], {}, "there is no service 'song' here"),
        (["backup", "/proc/nowhere"], {}, "No such file or directory: /proc/nowhere"),
    ):
        code, told = bascule(settings, *arguments, **changed)
        assert (code, sentence in told) == (1, True), f"{arguments} {changed}: {told}"
        assert "Traceback" not in told
        assert "secret-word" not in told


def test_a_port_that_is_taken_says_so(quiet_house: House) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = taken.getsockname()[1]
        keys = {"JWKS_URL": "http://127.0.0.1:9/jwks.json"}
        for arguments, changed in (
            (["web", "forum", "--bind", f"127.0.0.1:{port}"], keys),
            (["worker", "forum"], {"METRICS_PORT": str(port)}),
        ):
            code, told = bascule(quiet_house.settings, *arguments, **changed)
            assert (code, f"port {port} is taken" in told, "Traceback" in told) == (1, True, False), told
