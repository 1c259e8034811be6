"""The key that signs access tokens: made once, at migrate, and kept in enrolment's own database."""

from typing import Any

from joserfc.jwk import KeySet, OKPKey
from kit.errors import Unavailable
from pymongo.database import Database

COLLECTION = "keys"
CURRENT = "current"


def prepare(database: Database) -> None:
    """Make a key if there is none; two that migrate at once agree on one."""
    made = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": "Ed25519"}, auto_kid=True)
    first = {"$setOnInsert": {"jwk": made.as_dict(private=True)}}
    database[COLLECTION].update_one({"_id": CURRENT}, first, upsert=True)


def signing(database: Database) -> OKPKey:
    """The key to sign with; raises Unavailable before the first migrate."""
    kept = database[COLLECTION].find_one({"_id": CURRENT})
    if kept is None:
        raise Unavailable("This service has no signing key yet: run bascule migrate enrolment")
    return OKPKey.import_key(kept["jwk"])


def public(database: Database) -> dict[str, Any]:
    """The JWK set by which anybody can verify what was signed here."""
    keys: list[Any] = [OKPKey.import_key(kept["jwk"]) for kept in database[COLLECTION].find()]
    return dict(KeySet(keys).as_dict(private=False)) if keys else {"keys": []}
