"""Secrets and tokens: what is handed out once, and the hash that stays here.

An access token is a JWT signed with Ed25519 (RFC 8037, named as in RFC 9864), good for ten minutes and readable by
every service without asking. A refresh token is `<family>.<secret>`; a link is a secret alone.
"""

import hashlib
import secrets
import time
from typing import Any

from joserfc import jwt
from joserfc.jwk import OKPKey
from kit.identity import ISSUER

ALGORITHM = "Ed25519"
ACCESS_LASTS = 600


def new_secret() -> str:
    """256 bits that nobody guesses, safe in a URL."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret; a plain hash will do, since the secret is random and long."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def refresh_token(family: str) -> str:
    return f"{family}.{new_secret()}"


def family_of(token: str) -> str:
    return token.partition(".")[0]


def access_token(key: OKPKey, claims: dict[str, Any]) -> str:
    """Signed now, whatever moment a command pretends it is: others compare it with their clock."""
    now = int(time.time())
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": "JWT"}
    return jwt.encode(header, {"iss": ISSUER, "iat": now, "exp": now + ACCESS_LASTS, **claims}, key, [ALGORITHM])
