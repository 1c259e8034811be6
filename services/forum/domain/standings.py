"""Who may write, and how often: the suspended may read, newcomers write a few messages an hour, slow mode slows all."""

from datetime import datetime, timedelta

from kit.errors import Forbidden, TooMany

from forum.domain import Document

HOUR = timedelta(hours=1)
NEW_AT_MOST = timedelta(days=30)
SLOWEST = 24 * 60
"""Minutes between two messages of a person in a discussion, at most."""
RULES = {"newcomer_days": 3, "newcomer_posts_per_hour": 10, "quiet_after_days": 14, "groups_from": 50}
RULES |= {"unanswered_after_hours": 48}
"""What holds in a course until its facilitators set something else."""


def must_not_be_suspended(standing: Document, now: datetime) -> None:
    """Raises Forbidden, saying until when; `until` is a member of the problem, in UTC."""
    until = standing.get("suspended_until")
    if until and until > now:
        moment = until.isoformat()
        raise Forbidden(f"You can read but not write here until {moment}; the decision says why", until=moment)


def may_be_asked(standing: Document, now: datetime) -> bool:
    """Whether somebody may be asked for a hand: who left may have come back."""
    suspended = standing.get("suspended_until")
    left, came = standing.get("left"), standing.get("came")
    away = left is not None and (came is None or came < left)
    return not (away or standing.get("gone") or (suspended and suspended > now))


def may_be_new(standing: Document, now: datetime) -> bool:
    """Whether the course's rules must be looked at; whoever never enrolled here is not new."""
    return "since" in standing and standing["since"] > now - NEW_AT_MOST


def with_one_more(standing: Document, rules: Document, now: datetime) -> list[datetime] | None:
    """When a newcomer wrote in the last hour, this time included; None for who is no newcomer any more.

    Raises TooMany when they have written as often as newcomers may; `retry_after` is in seconds.
    """
    if standing["since"] + timedelta(days=rules["newcomer_days"]) <= now:
        return None
    recent = [at for at in standing.get("wrote", []) if at > now - HOUR]
    most = rules["newcomer_posts_per_hour"]
    if len(recent) >= most:
        wait = (recent[-most] + HOUR - now).total_seconds()
        raise TooMany(
            f"In their first days here, people write at most {most} times an hour: take your time",
            retry_after=int(wait) + 1,
        )
    return [*recent, now]


def must_have_waited(last: datetime | None, minutes: int, now: datetime) -> None:
    """Raises TooMany in a discussion in slow mode; `retry_after` is in seconds."""
    if last is None or last + timedelta(minutes=minutes) <= now:
        return
    wait = (last + timedelta(minutes=minutes) - now).total_seconds()
    raise TooMany(
        f"This discussion is in slow mode: one message per person every {minutes} minutes", retry_after=int(wait) + 1
    )
