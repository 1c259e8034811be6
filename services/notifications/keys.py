"""The secrets of notifications: one that signs links and reply addresses, one pair for web push (VAPID, RFC 8292).

They are made once, at deploy, and kept in the database, so that all processes have the same.
"""

import base64
import secrets
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from pymongo.database import Database

if TYPE_CHECKING:
    from py_vapid import Vapid

COLLECTION = "keys"


def prepare(database: Database) -> None:
    """Make the secrets exist."""
    pair = ec.generate_private_key(ec.SECP256R1())
    private = pair.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for name, secret in (("links", secrets.token_bytes(32)), ("push", private)):
        database[COLLECTION].update_one({"_id": name}, {"$setOnInsert": {"secret": secret}}, upsert=True)


def of_links(database: Database) -> bytes:
    return _secret(database, "links")


def of_push(database: Database) -> "Vapid":
    from py_vapid import Vapid  # with what it brings, as slow to import as a service

    return Vapid.from_pem(_secret(database, "push"))


def public_of_push(database: Database) -> str:
    """The application server key that browsers are given: an uncompressed point, base64url."""
    point = of_push(database).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _secret(database: Database, name: str) -> bytes:
    found = database[COLLECTION].find_one({"_id": name})
    assert found is not None, "migrate makes the keys"
    return found["secret"]
