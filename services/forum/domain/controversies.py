"""Controversies: one question, planned, open between two dates, then closed, and concluded in a few words."""

from datetime import datetime, timedelta

from kit.errors import Conflict, Invalid

from forum.domain import Document, stances

LONGEST_DEBATE = timedelta(days=60)
PLANNED, OPEN, CLOSED = "planned", "open", "closed"
SIDES = ("for", "against")


def new_controversy(identity: str, course: str, asked: Document, author: str, now: datetime) -> Document:
    """A planned controversy, of which nobody hears yet; raises Invalid for dates that make no debate.

    `moves` counts people by their first and last step (see forum.domain.stances), `arguments` those of each side.
    """
    check_dates(asked["opens_at"], asked["closes_at"])
    return {
        "_id": identity,
        "course": course,
        "question": asked["question"],
        "context": asked["context"],
        "discussion": None,
        "author": author,
        "state": PLANNED,
        "opens_at": asked["opens_at"],
        "closes_at": asked["closes_at"],
        "moves": {},
        "arguments": dict.fromkeys(SIDES, 0),
        "outcome": None,
        "conclusion": None,
        "at": now,
        "version": 0,
    }


def check_dates(opens_at: datetime, closes_at: datetime) -> None:
    """Raises Invalid unless it closes after it opens, within sixty days."""
    if not timedelta() < closes_at - opens_at <= LONGEST_DEBATE:
        raise Invalid(errors={"closes_at": ["Must be after opens_at, by 60 days at most."]})


def opened(controversy: Document, discussion: str) -> Document:
    """Once people may take a stance, and debate it in a discussion."""
    return _next(controversy, state=OPEN, discussion=discussion)


def closed(controversy: Document, outcome: Document, now: datetime) -> Document:
    """Once nobody may change a stance any more; closing before the date moves the date."""
    return _next(controversy, state=CLOSED, outcome=outcome, closes_at=min(now, controversy["closes_at"]))


def concluded(controversy: Document, body: str, by: str, now: datetime) -> Document:
    """With a facilitator's last words, which may be put better later; raises Conflict before the close."""
    if controversy["state"] != CLOSED:
        raise Conflict("A conclusion comes after the close")
    conclusion = {"body": body, "by": by, "at": now}
    first = controversy["conclusion"] is None
    return _next(controversy, conclusion=conclusion) if first else {**controversy, "conclusion": conclusion}


def changed(controversy: Document, changes: Document) -> Document:
    """With other words or dates. Raises Conflict for what can no longer change, Invalid for impossible dates."""
    after = {**controversy, **changes}
    touched = {name for name in changes if after[name] != controversy[name]}
    if controversy["state"] == CLOSED and touched:
        raise Conflict("This controversy is closed; only its conclusion can be written")
    if controversy["state"] == OPEN and touched - {"closes_at"}:
        raise Conflict("People have begun to answer: only the closing date can still change")
    check_dates(after["opens_at"], after["closes_at"])
    return after


def told_at_close(controversy: Document) -> Document:
    """The distributions that the close tells; in full, since nobody is named."""
    moves = controversy["moves"]
    return {"before": stances.before(moves), "after": stances.after(moves), "revised": sum(stances.moved(moves))}


def must_be_open(controversy: Document, now: datetime) -> None:
    """Raises Conflict before the opening and from the closing date on, whether or not the close was told yet."""
    if controversy["state"] == PLANNED:
        raise Conflict("This controversy is not open yet")
    if controversy["state"] == CLOSED or now >= controversy["closes_at"]:
        raise Conflict("This controversy is closed; it can be read, no stance or argument can be added")


def may_see_others(controversy: Document, *, has_stance: bool, facilitator: bool) -> bool:
    """Whether somebody may see what others think: after a stance of their own, or once nobody can be influenced."""
    return has_stance or facilitator or controversy["state"] == CLOSED


def new_argument(identity: str, controversy: Document, side: str, body: str, author: str, now: datetime) -> Document:
    """An argument for or against; `convinced` and `moved` count people."""
    return {
        "_id": identity,
        "course": controversy["course"],
        "controversy": controversy["_id"],
        "side": side,
        "body": body,
        "author": author,
        "convinced": 0,
        "moved": 0,
        "at": now,
    }


def _next(controversy: Document, **changes: object) -> Document:
    return {**controversy, **changes, "version": controversy["version"] + 1}
