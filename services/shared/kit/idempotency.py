"""A creating request that comes twice creates once and is answered alike.

What answers it is stored in the same transaction as what was created (draft-ietf-httpapi-idempotency-key-header), so
no crash can fall between the two. A request without an Idempotency-Key gets one of its own, for our own retries: when
the connection broke during a commit, the next attempt finds out here whether it had gone through. The first attempt
does not look, since nearly every request is new: the database refuses a second answer, and the next attempt finds the
first. Kept for two days.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel

from kit.errors import Invalid, Problem, Stale
from kit.unit_of_work import Work

COLLECTION = "requests"
KEPT = timedelta(days=2)
INDEXES = [
    IndexModel([("at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds())),
]
LONGEST = 200


def answer_once(work: Work, who: str, what: str, key: str, body: bytes, command: Callable[[Work], Any]) -> Any:
    """The stored answer if this was asked before, else the command's, which is then stored.

    `who` asks (keys of different people never meet), `what` is the method and path, `key` may be empty.
    Raises Invalid when the key comes back with another body, or is longer than 200 characters.
    """
    if len(key) > LONGEST:
        raise Invalid(f"Idempotency-Key has more than {LONGEST} characters", errors={"Idempotency-Key": ["too long"]})
    identity = hashlib.sha256("\0".join((who, what, key or work.cause["correlation"])).encode()).hexdigest()
    fingerprint = hashlib.sha256(body).hexdigest()
    known = work.find_one(COLLECTION, identity) if work.attempt else None
    if known and known["fingerprint"] != fingerprint:
        raise Invalid("This Idempotency-Key came with another body before", errors={"Idempotency-Key": ["reused"]})
    if known:
        return known["answer"]
    try:
        answer = command(work)
    except Problem as problem:  # what was done before may not be done again, and is no mistake
        if key and not work.attempt and work.find_one(COLLECTION, identity):
            raise Stale("this was asked before") from problem
        raise
    kept = {"_id": identity, "who": _hashed(who), "fingerprint": fingerprint, "answer": answer, "at": work.now}
    work.insert(COLLECTION, kept)
    return answer


def forget(work: Work, who: str) -> None:
    """Delete the answers that somebody was given, and those to others that name them: they hold what they wrote."""
    for each in work.find(COLLECTION, {}, projection={"who": 1, "answer": 1}):
        if each["who"] == _hashed(who) or who in str(each["answer"]):
            work.delete(COLLECTION, each["_id"])


def _hashed(who: str) -> str:
    """Who has not signed in is known by an address, which is not to be kept."""
    return hashlib.sha256(who.encode()).hexdigest()
