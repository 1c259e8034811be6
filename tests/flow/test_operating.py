"""What an operator asks of a house: bring it up to date, show how it is, say in a sentence what is wrong."""

import json
import time
from dataclasses import replace

import pytest
from kit import migrations, status
from kit.lateness import Lateness
from kit.lease import Lease
from kit.migrations import CannotMigrate, Migration, bring_up_to_date
from kit.settings import Settings
from kit.testing import House, eventually

from tests.flow.conftest import SERVICES
from tests.flow.typing_commands import bascule

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
    Lateness(quiet_house.database("forum")).note([time.time(), time.time() - 90])
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
