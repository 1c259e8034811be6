"""Who hears of a message in a discussion, and why.

Messages may be taken in any order, so whichever comes second tells: a new message its earlier voices, and a link that
becomes known late (a voice, a merge, the stage of a discussion) the later messages that were taken before it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from notifications.domain import Document
from notifications.domain.choices import MUTED, NORMAL, TRACKING, WATCHING


@dataclass(frozen=True)
class Link:
    """Why somebody hears of a discussion: of the messages whose `by` (sequence or moment) is greater than `after`.

    `known` is what `after` was before the events at hand, None when the link was not known then; `promoted` says that
    only these events told that the person had opened it.
    """

    person: str
    reason: str
    level: str
    by: str = "sequence"
    after: Any = -1
    known: Any = -1
    promoted: bool = False

    def concerns(self, post: Mapping[str, Any]) -> bool:
        opens_only = self.level == TRACKING and self.reason not in ("you-watch", "you-wrote", "you-opened")
        return bool(post[self.by] > self.after and not (opens_only and post["number"] > 1))

    def concerned(self, post: Mapping[str, Any]) -> bool:
        """Whether it was told of the message before the events at hand."""
        return self.known is not None and bool(post[self.by] > self.known)


class Telling(NamedTuple):
    """A message is told to a person; `quiet`: on the bell and in the digest only; `again`: for a better reason."""

    person: str
    kind: str
    reason: str
    quiet: bool
    again: bool = False


def tellings(post: Document, links: Iterable[Link], chosen: Mapping[str, str], is_new: bool) -> Iterator[Telling]:
    """Whom to tell of a message; `chosen` holds the levels that people chose for its discussion.

    `post` has author, sequence, at, number, mentions, and `answered`: who wrote the message that it answers.
    """
    by_person: dict[str, list[Link]] = {}
    for link in links:
        if link.concerns(post):
            by_person.setdefault(link.person, []).append(link)
    addressed = {*post["mentions"], post["answered"]} - {None}
    for person in sorted((by_person.keys() | addressed) - {post["author"]}):
        ours = by_person.get(person, [])
        telling = _telling(post, person, ours, chosen.get(person))
        before = not is_new and (person in addressed or any(link.concerned(post) for link in ours))
        if telling and not before:
            yield telling
        elif telling and any(link.promoted for link in ours) and telling.reason == "you-opened":
            yield telling._replace(again=True)


def as_edited(told: Mapping[str, Any], event: str, at: datetime) -> Document:
    """An edit as a message that addresses those whom it mentions for the first time, in place of its own."""
    addressed = {"mentions": told["newly_mentioned"], "reply_to": None, "number": 2, "sequence": 0}
    return {"_id": told["post"], **told, **addressed, "event": event, "at": at}


def _telling(post: Document, person: str, links: list[Link], chosen: str | None) -> Telling | None:
    level = chosen or _most_attentive(links)
    if level == MUTED:
        return None
    reasons = {link.reason for link in links}
    quiet = level == TRACKING
    if person in post["mentions"]:
        return Telling(person, "mention", "you-are-mentioned", False)
    if person == post["answered"]:
        return Telling(person, "answer", "answers-you", quiet)
    if level == NORMAL:
        return None
    if "you-opened" in reasons:
        return Telling(person, "answer", "you-opened", quiet)
    for reason in ("you-wrote", "you-watch", "you-watch-stage", "you-watch-tag", "you-watch-course"):
        if reason in reasons:
            return Telling(person, "discussion" if post["number"] == 1 else "reply", reason, quiet)
    return None


def _most_attentive(links: list[Link]) -> str:
    """Of several links the nearest decides: a course that is muted silences all but what was chosen."""
    if any(link.level == MUTED and link.reason == "you-watch-course" for link in links):
        return MUTED
    own = [link.level for link in links if link.reason in ("you-opened", "you-wrote")]
    if own:
        return WATCHING
    order = ("you-watch", "you-watch-stage", "you-watch-tag", "you-watch-course")
    nearest = sorted(links, key=lambda link: order.index(link.reason))
    return nearest[0].level if nearest else NORMAL
