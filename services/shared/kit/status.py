"""The whole house at a glance, for an operator's eye or a program's: what waits, who works, and what is wrong.

Everything is asked side by side and nothing is changed. A relay leads when its lease's counter moves, which takes a
second to see; no clock is trusted for it. `problems` are sentences; without any, the house is well.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from environs import EnvError
from pymongo.database import Database
from pymongo.errors import PyMongoError

from kit import folding, lateness, migrations
from kit.broker import BrokerAway, BrokerRefuses, Connection
from kit.gauges import outbox_state
from kit.lease import BEAT
from kit.lease import COLLECTION as LEASES
from kit.service import Service, load
from kit.settings import Settings, environment
from kit.topology import Topology
from kit.unit_of_work import connect

OLD = 30.0
"""Seconds after which an event in an outbox, or in an inbox, shows that something is wrong."""
MANY = 10_000
"""Messages in an inbox from which its workers are behind."""
PATIENCE = 3.0
NOT_ASKED = "not asked"
MADE = {"outbox", "inbox", "leases"}
Seen = dict[str, Any]


def look(settings: Settings, names: Iterable[str]) -> Seen:
    """`well`, `problems`, `broker`, `database`, `pages`, `stream`, and by service its web, outbox, relay and queues."""
    services = [load(name) for name in names]
    client = connect(settings.mongo_url, deadline=PATIENCE)
    with ThreadPoolExecutor(2 * len(services) + 4) as pool:
        stored = {one.name: pool.submit(_stored, one, client[settings.database(one.name)]) for one in services}
        webs = {one.name: pool.submit(_ask, one.name, f"/api/{one.name}/openapi.json") for one in services}
        gateway = {name: pool.submit(_ask, name, "/readyz") for name in ("pages", "stream")}
        broker, queues = _queues(settings, services)
        database = _answers(lambda: client.admin.command("ping"))
        seen = {one.name: _with_lateness(stored[one.name].result() | queues[one.name]) for one in services}
        for name, web in webs.items():
            seen[name]["web"] = web.result()
        halves = {name: answer.result() for name, answer in gateway.items()}
    client.close()
    servers = {"broker": broker, "database": database, **halves}
    problems = [*_of_servers(servers), *(text for one in services for text in _of_service(one, seen[one.name]))]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"well": not problems, "at": at, "problems": problems, **servers, "services": seen}


def _stored(service: Service, database: Database) -> Seen:
    """What the service's database tells; Nones when it does not answer."""
    try:
        waiting, age = outbox_state(database)
        return {
            "outbox": {"waiting": waiting, "oldest_seconds": round(age, 1)},
            "relay": _leader(database),
            "changes": migrations.reached(database),
            "signs": lateness.signs(database),
            "aside": sum(1 for _ in database[folding.ASIDE].find({}, {"_id": 1})),
            "made": set(database.list_collection_names()) >= MADE,
        }
    except PyMongoError:
        unknown = dict.fromkeys(("relay", "changes", "signs", "aside", "made"))
        return {"outbox": {"waiting": None, "oldest_seconds": None}} | unknown


def _with_lateness(seen: Seen) -> Seen:
    signs, inbox = seen.pop("signs"), seen["inbox"]
    late = None if signs is None else round(lateness.longest(signs, inbox["workers"], inbox["waiting"]), 1)
    return seen | {"late_seconds": late}


def _leader(database: Database) -> str | None:
    """Whose counter moves."""
    before = database[LEASES].find_one("relay") or {}
    time.sleep(3 * BEAT)
    after = database[LEASES].find_one("relay") or {}
    alive = after.get("holder") and (after["holder"], after["beat"]) != (before.get("holder"), before.get("beat"))
    return after["holder"] if alive else None


def _queues(settings: Settings, services: list[Service]) -> tuple[str, dict[str, Seen]]:
    unknown: Seen = {"inbox": {"waiting": None, "workers": None}, "parked": None}
    try:
        with Connection(settings.amqp_url, "status") as connection:
            version = f"answers ({connection.server})"
        return version, {one.name: _queues_of(settings, one.name, one.topology(settings.namespace)) for one in services}
    except (BrokerAway, BrokerRefuses) as error:
        return str(error), {one.name: dict(unknown) for one in services}


def _queues_of(settings: Settings, name: str, topology: Topology) -> Seen:
    try:
        with Connection(settings.amqp_url, "status") as connection:
            waiting, workers = connection.look_at(topology.inbox(name))
            parked, _ = connection.look_at(topology.dead(name))
    except BrokerAway:  # not made yet
        return {"inbox": {"waiting": None, "workers": None}, "parked": None}
    return {"inbox": {"waiting": waiting, "workers": workers}, "parked": parked}


def _ask(name: str, path: str) -> str:
    """How a process answers at BASCULE_<NAME>_URL, where that is set."""
    try:
        address = environment().str(f"{name.upper()}_URL", "").rstrip("/")
    except EnvError as error:
        return str(error)
    if not address:
        return NOT_ASKED
    try:
        with urllib.request.urlopen(address + path, timeout=PATIENCE) as answer:  # nosec B310
            return "answers" if answer.status == 200 else f"answers {answer.status}"
    except urllib.error.HTTPError as error:
        return f"answers {error.code}"
    except (OSError, ValueError) as error:
        return f"does not answer ({type(error).__name__})"


def _answers(ask: Callable[[], object]) -> str:
    try:
        ask()
    except PyMongoError as error:
        return f"does not answer ({type(error).__name__})"
    return "answers"


def _of_servers(servers: dict[str, str]) -> Iterable[str]:
    for name, how in servers.items():
        if how != NOT_ASKED and not how.startswith("answers (" if name == "broker" else "answers"):
            yield f"{name}: {how}"


def _of_service(service: Service, seen: Seen) -> Iterable[str]:
    name, waiting, workers = service.name, seen["inbox"]["waiting"], seen["inbox"]["workers"]
    if seen["web"] not in (NOT_ASKED, "answers"):
        yield f"{name}: web {seen['web']}"
    if seen["made"] is False or (seen["made"] and waiting is None):
        yield f"{name}: not everything is made: run bascule migrate"
    known = max((one.number for one in service.migrations), default=0)
    if seen["changes"] is not None and seen["changes"] != known:
        yield f"{name}: the database has seen change {seen['changes']}, this version knows {known}"
    if seen["made"] and not seen["relay"]:
        yield f"{name}: no relay leads, so nothing of it is told"
    if (seen["outbox"]["oldest_seconds"] or 0) > OLD:
        yield f"{name}: an event has waited in the outbox for {seen['outbox']['oldest_seconds']:.0f} s"
    if workers == 0:
        yield f"{name}: no worker consumes its inbox"
    if (waiting or 0) > MANY:
        yield f"{name}: {waiting} messages wait in its inbox"
    if (seen["late_seconds"] or 0) > OLD:
        yield f"{name}: what is in its inbox has waited for {seen['late_seconds']:.0f} s"
    if seen["aside"]:
        yield f"{name}: {seen['aside']} events could not be counted: mend it, then bascule replay {name}"
    if seen["parked"]:
        yield f"{name}: {seen['parked']} parked: bascule dead list {name}"
