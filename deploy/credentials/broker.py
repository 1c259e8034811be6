"""The users of the broker and their permissions, as RabbitMQ's definitions (rabbitmq.com/docs/definitions).

A service reads its own inbox, tells facts under its own name, and parks on its own shelf: nothing else. The gateway
and whoever analyses (`readers`) read the stream. `operator` makes everything, and is used by `bascule migrate` and the
operator's other commands only. Patterns are anchored: RabbitMQ looks for them anywhere in a name.
"""

import base64
import hashlib
import os
from collections.abc import Mapping
from typing import Any

SERVICES = ("enrolment", "forum", "notifications", "reporting")
READERS = ("gateway", "readers")
USERS = (*SERVICES, *READERS, "operator")
NOTHING = "^$"
EVERYTHING = ".*"


def definitions(passwords: Mapping[str, str], namespace: str = "bascule", vhost: str = "/") -> dict[str, Any]:
    """What the broker loads at its start; `passwords` are by user."""
    return {
        "vhosts": [{"name": vhost}],
        "users": [_user(name, passwords[name]) for name in USERS],
        "permissions": [{"user": name, "vhost": vhost} | _permissions(name, namespace) for name in USERS],
        "topic_permissions": [
            {"user": name, "vhost": vhost, "exchange": f"{namespace}.{exchange}", "write": pattern, "read": NOTHING}
            for name in SERVICES
            for exchange, pattern in _routing_keys(name, namespace).items()
        ],
    }


def _user(name: str, password: str) -> dict[str, Any]:
    return {
        "name": name,
        "password_hash": _hashed(password),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": "administrator" if name == "operator" else "",
    }


def _hashed(password: str) -> str:
    """As rabbitmq.com/docs/passwords has it: four bytes of salt, then SHA-256 of salt and password, in base64."""
    salt = os.urandom(4)
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _permissions(user: str, namespace: str) -> dict[str, str]:
    if user == "operator":
        return {"configure": EVERYTHING, "write": EVERYTHING, "read": EVERYTHING}
    if user in READERS:
        return {"configure": NOTHING, "write": NOTHING, "read": rf"^{namespace}\.stream$"}
    return {
        "configure": NOTHING,
        "write": rf"^{namespace}\.(events|private|parked)$",
        "read": f"^{_of(user, namespace)}inbox$",
    }


def _routing_keys(service: str, namespace: str) -> dict[str, str]:
    facts = rf"^org\.bascule\.{service}\."
    return {"events": facts, "private": facts, "parked": f"^{_of(service, namespace)}dead$"}


def _of(service: str, namespace: str) -> str:
    return rf"{service}\." if namespace == "bascule" else rf"{namespace}\.{service}\."
