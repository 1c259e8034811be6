"""What can go wrong, as a tree, and how each becomes a sentence for whoever asked.

Problem                     answered as problem+json (RFC 9457), `type` is stable and documented in docs/problems.md
├── Invalid        422      a field is wrong; `errors` names it
├── Unauthenticated 401     no token, or one that does not verify
├── Forbidden      403      signed in, but not for this
├── NotFound       404
├── Conflict       409      another change came first, or this was done already
├── TooLarge       413
├── TooMany        429
└── Unavailable    503      the database did not answer within the deadline; nothing was done, or ask again with
                            the same Idempotency-Key
Transient                   inside: wait and do the same again, nothing was written
"""

import errno
import os
from typing import Any

from pymongo.errors import BulkWriteError, ClientBulkWriteException, ConnectionFailure, ExecutionTimeout, PyMongoError
from pymongo.errors import ServerSelectionTimeoutError as NoServer

UNAUTHORIZED, AUTHENTICATION_FAILED = 13, 18
WRITE_CONFLICT = 112
DUPLICATE_KEY = 11000
OUT_OF_DISK_SPACE = 14031
CANNOT_WRITE = (os.strerror(errno.ENOSPC), "WT_PANIC")
"""What WiredTiger says without a disk to write to: at first, and ever after, until the server is started again."""
RETRYABLE = {"TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError"}


class Problem(Exception):
    """An error that the caller can understand; subclasses say which. `extra` becomes members of the document."""

    status = 500
    code = "internal"
    title = "Something went wrong on our side"

    def __init__(self, detail: str = "", **extra: Any) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.extra = extra

    def document(self) -> dict[str, Any]:
        document = {"type": f"urn:bascule:problem:{self.code}", "title": self.title, "status": self.status}
        if self.detail:
            document["detail"] = self.detail
        return document | self.extra


class Invalid(Problem):
    status, code, title = 422, "invalid", "A field is not right"


class Unauthenticated(Problem):
    status, code, title = 401, "unauthenticated", "Sign in first"


class Forbidden(Problem):
    status, code, title = 403, "forbidden", "This is not yours to do"


class NotFound(Problem):
    status, code, title = 404, "not-found", "There is no such thing"


class Conflict(Problem):
    status, code, title = 409, "conflict", "This was changed or done meanwhile"


class TooLarge(Problem):
    status, code, title = 413, "too-large", "The request is too large"


class TooMany(Problem):
    status, code, title = 429, "too-many", "Too many requests"


class Unavailable(Problem):
    status, code, title = 503, "unavailable", "Please try again in a moment"


class Transient(Exception):
    """Nothing was written and the same work may succeed in a moment."""


class Stale(Transient):
    """The aggregate, or a replay's fence, changed under the transaction."""


def is_transient(error: BaseException) -> bool:
    """Whether the database was away or full, or two transactions met, so that doing the same again may succeed."""
    inner = error.error if isinstance(error, ClientBulkWriteException) else None
    if isinstance(inner, Exception):  # the connection broke during a bulk write: only inside it is that said
        return is_transient(inner)
    if isinstance(error, Transient | ConnectionFailure | NoServer | ExecutionTimeout):
        return True
    if not isinstance(error, PyMongoError):
        return False
    return (
        any(error.has_error_label(label) for label in RETRYABLE)
        or WRITE_CONFLICT in codes(error)
        or _cannot_write(error)
    )


def refuses(error: BaseException) -> bool:
    """Whether the database does not let this user in, or not do this: no waiting helps."""
    return isinstance(error, PyMongoError) and bool({UNAUTHORIZED, AUTHENTICATION_FAILED} & codes(error))


def is_duplicate(error: BaseException) -> bool:
    return isinstance(error, PyMongoError) and DUPLICATE_KEY in codes(error)


def codes(error: PyMongoError) -> set[int]:
    """Every server code inside an error: its own, and those of the single writes of a bulk."""
    found = {getattr(error, "code", None)}
    if isinstance(error, ClientBulkWriteException):
        found |= {dict(one).get("code") for one in error.write_errors or ()}  # type: ignore[call-overload]
    if isinstance(error, BulkWriteError):
        found |= {one.get("code") for one in error.details.get("writeErrors", ())}
    return {code for code in found if code is not None}


def _cannot_write(error: PyMongoError) -> bool:
    """Whether the database has no disk to write to: somebody will make room."""
    return OUT_OF_DISK_SPACE in codes(error) or any(words in str(error) for words in CANNOT_WRITE)
