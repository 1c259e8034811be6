"""Ends the transactions that a killed process left open, which keep their documents locked for a minute otherwise.

Every process notes the sessions in which it opens transactions. Whoever keeps meeting conflicts looks here for those
of processes that are no more, and has the server end them. It can tell only of its own machine (or container): what
died elsewhere is left to the server's own limit, transactionLifetimeLimitSeconds. Ending too much would do no harm,
since every unit of work is done again when its transaction is lost.
"""

import os
import socket
import sys
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import structlog
from pymongo import ASCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import OperationFailure

COLLECTION = "sessions"
KEPT = timedelta(days=30)
INDEXES = [IndexModel([("at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds()))]
log = structlog.get_logger()


def note(database: Database, session: ClientSession) -> None:
    """Remember that this process uses the session; costs a write for each new session, and one a day."""
    if sys.platform == "linux":  # elsewhere one develops, and the dead cannot be told from the living this way
        _note(database, session.session_id["id"], os.getpid(), datetime.now(UTC).date())


def end(database: Database) -> int:
    """End the sessions of this machine's dead processes; returns how many there were."""
    if sys.platform != "linux":
        return 0
    noted = database[COLLECTION].find({"machine": _machine()})
    gone = [one["_id"] for one in noted if _born(one["pid"]) != one["born"]]
    if gone:
        try:
            database.client.admin.command("killSessions", [{"id": identity} for identity in gone])
        except OperationFailure as error:  # not to be taken for a failure of the work that waits
            log.warning("the sessions of dead processes could not be ended", reason=str(error)[:200])
            return 0
        database[COLLECTION].delete_many({"_id": {"$in": gone}})
    return len(gone)


@lru_cache(maxsize=10_000)
def _note(database: Database, identity: bytes, pid: int, _day: date) -> None:
    process = {"machine": _machine(), "pid": pid, "born": _born(pid), "at": datetime.now(UTC)}
    database[COLLECTION].update_one({"_id": identity}, {"$set": process}, upsert=True)


def _machine() -> str:
    """Those who share it see each other's process ids."""
    return f"{socket.gethostname()} {os.readlink('/proc/self/ns/pid')}"


def _born(pid: int) -> str:
    """When a process started, in ticks since the machine did (a number used again is another process), if it lives."""
    try:
        state, *facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if state in "ZX" else facts[18]
