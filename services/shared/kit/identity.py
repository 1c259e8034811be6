"""Who is asking: a short JWT (EdDSA, RFC 8037) that every service verifies offline against enrolment's JWK set.

A token names a person by a pseudonym and lists the roles held in each course; it carries no name and no address.
Verified tokens are remembered until they expire, since the same one comes with every click.
"""

import json
import time
import urllib.request
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.error import URLError

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from kit.errors import Forbidden, Unauthenticated, Unavailable

Fetch = Callable[[], dict[str, Any]]
ISSUER = "bascule"
ALGORITHMS = ["Ed25519", "EdDSA"]
REMEMBERED = 10_000
REFETCH = 5.0
ROLES = ("learner", "facilitator", "reporter")


@dataclass(frozen=True)
class Person:
    """The bearer of a token; `courses` maps a course to the roles held in it."""

    id: str
    courses: Mapping[str, tuple[str, ...]]
    operator: bool = False

    def must_be_in(self, course: str) -> None:
        """Raises Forbidden unless the person has any role in the course."""
        if course not in self.courses and not self.operator:
            raise Forbidden("You are not enrolled in this course")

    def must_be(self, role: str, course: str) -> None:
        """Raises Forbidden unless the person has the role in the course, or is an operator."""
        if not self.has(role, course):
            raise Forbidden(f"Only a {role} of this course may do this")

    def has(self, role: str, course: str) -> bool:
        """Whether the person has the role in the course, or is an operator."""
        return self.operator or role in self.courses.get(course, ())

    def must_be_operator(self) -> None:
        if not self.operator:
            raise Forbidden("Only an operator may do this")


class Verifier:
    """Checks tokens against a key set that `fetch` brings, again when a token names a key not seen yet."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch, self._keys, self._fetched = fetch, KeySet([]), -REFETCH
        self._known: OrderedDict[str, tuple[float, Person]] = OrderedDict()
        self._lock, self._fetching = Lock(), Lock()

    def person(self, token: str) -> Person:
        """The bearer; raises Unauthenticated when the token is foreign, malformed or out of date."""
        with self._lock:
            expires, person = self._known.get(token, (0.0, None))
        if person is not None and expires > time.time():
            return person
        claims = self._claims(token)
        person = _read(claims)
        with self._lock:
            self._known[token] = (claims["exp"], person)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return person

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            return self._verify(token)
        except (JoseError, ValueError):
            self._refresh()
        try:
            return self._verify(token)
        except (JoseError, ValueError):
            raise Unauthenticated("The token does not verify, or is out of date: sign in again") from None

    def _refresh(self) -> None:
        """Fetch the keys unless that was done a moment ago; who comes meanwhile waits, rather than be refused."""
        with self._fetching:
            if time.monotonic() - self._fetched >= REFETCH:
                known, self._keys = self._keys, KeySet.import_key_set(self._fetch())  # type: ignore[arg-type]
                self._fetched = time.monotonic()
                if _names(known) - _names(self._keys):  # one was dropped: what it has signed may be good no more
                    with self._lock:
                        self._known.clear()

    def _verify(self, token: str) -> dict[str, Any]:
        claims = jwt.decode(token, self._keys, algorithms=ALGORITHMS).claims
        rules = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": ISSUER}, exp={"essential": True}, sub={"essential": True}
        )
        rules.validate(claims)
        return claims


def _names(keys: KeySet) -> set[str | None]:
    return {key.kid for key in keys.keys}


def fetch_from(url: str) -> Fetch:
    """A fetcher of the JWK set at a URL; raises Unavailable when nobody answers there."""

    def fetch() -> dict[str, Any]:
        try:
            with urllib.request.urlopen(url, timeout=3) as response:  # nosec B310
                return json.load(response)
        except (URLError, OSError, ValueError) as error:
            raise Unavailable("Enrolment, which vouches for who you are, does not answer") from error

    return fetch


def bearer(header: str | None) -> str:
    """The token of an Authorization header; raises Unauthenticated when there is none."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("Send a bearer token; POST /api/enrolment/sign-in starts getting one")
    return token.strip()


def is_of_person(header: str | None) -> bool:
    """Whether the token of an Authorization header is a JWT, the kind that people carry; raises like `bearer`."""
    return bearer(header).count(".") == 2


def _read(claims: Mapping[str, Any]) -> Person:
    courses = {course: tuple(roles) for course, roles in claims.get("courses", {}).items()}
    return Person(claims["sub"], courses, "operator" in claims.get("roles", ()))
