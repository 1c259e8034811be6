"""The keys that sign access tokens and tell whether one was signed here, in enrolment's own database.

A new key is shown for a moment before it signs, so that whoever fetched the keys just now knows it already; the one
before verifies until the last token that it signed has run out, and is then dropped. Each has its `jwk`, `signs_from`
and, once another has followed it, `until`.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc.jwk import KeySet, OKPKey
from kit.errors import Unavailable
from kit.identity import REFETCH
from kit.settings import Settings
from kit.unit_of_work import Work
from pymongo.database import Database

from enrolment.tokens import ACCESS_LASTS

COLLECTION = "keys"
FIRST = "current"
SHOWN_BEFORE = timedelta(seconds=2 * REFETCH)
VERIFIES_AFTER = timedelta(seconds=ACCESS_LASTS + 60)
"""A minute more than a token lasts: a request that signs with it may be under way."""


def prepare(database: Database) -> None:
    """Make a key if there is none; two that migrate at once agree on one."""
    now = datetime.now(UTC)
    if database[COLLECTION].find_one() is None:
        first = {"$setOnInsert": {"jwk": _made(), "signs_from": now}}
        database[COLLECTION].update_one({"_id": FIRST}, first, upsert=True)
    # keys once had no date
    database[COLLECTION].update_many({"signs_from": None}, {"$set": {"signs_from": now}})


def rotate(work: Work, *, leaked: bool = False) -> dict[str, datetime]:
    """Have a new key sign from now on: returns `signs_from`, and `until` when the others are good.

    A key that has leaked is good for nothing any more: what it signed is refused, and everybody refreshes.
    """
    signs_from = work.now if leaked else work.now + SHOWN_BEFORE
    until = work.now if leaked else signs_from + VERIFIES_AFTER
    for key in work.find(COLLECTION, {}):
        # a key on its way out goes no later than it was to
        work.update(COLLECTION, key["_id"], {"$min": {"until": until}})
    jwk = _made()
    work.insert(COLLECTION, {"_id": jwk["kid"], "jwk": jwk, "signs_from": signs_from})
    return {"signs_from": signs_from, "until": until}


def drop_what_is_over(database: Database, _: Settings) -> None:
    database[COLLECTION].delete_many({"until": {"$lte": datetime.now(UTC)}})


def signing(database: Database) -> OKPKey:
    """The newest key that signs already; raises Unavailable before the first migrate."""
    now = datetime.now(UTC)
    signs = [key for key in _good(database, now) if key["signs_from"] <= now]
    if not signs:
        raise Unavailable("This service has no signing key yet: run bascule migrate enrolment")
    return OKPKey.import_key(max(signs, key=lambda key: key["signs_from"])["jwk"])


def public(database: Database) -> dict[str, Any]:
    """The JWK set by which anybody can verify what was signed here."""
    keys: list[Any] = [OKPKey.import_key(key["jwk"]) for key in _good(database, datetime.now(UTC))]
    return dict(KeySet(keys).as_dict(private=False)) if keys else {"keys": []}


def _good(database: Database, now: datetime) -> list[dict[str, Any]]:
    return [key for key in database[COLLECTION].find() if "until" not in key or key["until"] > now]


def _made() -> dict[str, Any]:
    key = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": "Ed25519"}, auto_kid=True)
    return dict(key.as_dict(private=True))
