"""Digests: at an hour that people chose, on their own clock, what they have not seen, and nothing twice.

An empty digest is not sent. What is told is what rang since the last one, so that nothing comes back; what was read on
screen meanwhile is left out.
"""

from datetime import UTC, datetime

import structlog
from kit import metrics
from kit.errors import Unavailable
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from notifications import events, keys, letters, words
from notifications.desk import Desk
from notifications.domain import Document, bells, choices
from notifications.domain.kinds import DIGEST
from notifications.domain.links import Muted
from notifications.mailer import SENT, WAITS, hand_over, mailer
from notifications.store import digests
from notifications.store.announcements import hearing, unread_on
from notifications.views.bells import own_since

AT_ONCE = 50
MOST_ITEMS = 30
log = structlog.get_logger()


def send_what_is_due(database: Database, settings: Settings, now: datetime | None = None) -> int:
    """Send the digests whose hour has come; returns how many left. Raises OSError when the mail server is away."""
    now = now or datetime.now(UTC)
    due = digests.due(database, now, AT_ONCE)
    if not due:
        return 0
    desk = Desk(settings, keys.of_links(database))
    return sum(_Digest(database, one, desk, now).send() for one in due)


class _Digest:
    """One person's digest of one course."""

    def __init__(self, database: Database, due: Document, desk: Desk, now: datetime) -> None:
        self._database, self._due, self._desk, self._now = database, due, desk, now
        self._chosen = database["preferences"].find_one({"_id": due["person"]})
        self._preferences = choices.whole(self._chosen)

    def send(self) -> bool:
        """Whether it left; an empty one, or one for nobody, only moves on to the next hour."""
        known = self._database["people"].find_one({"_id": self._due["person"]})
        items = self.items() if known else []
        if not items or known is None:
            self._done(0, "")
            return False
        language = self._preferences["language"] or known["language"]
        outcome = self._post(known | {"language": language}, items)
        if outcome == WAITS:
            return False
        self._done(len(items), outcome)
        metrics.MAILS.labels(outcome).inc()
        return outcome == SENT

    def items(self) -> list[Document]:
        """What is new since the last one, not seen, and wanted in a digest; the newest first."""
        person, course = self._due["person"], self._due["course"]
        own = own_since(self._database, person, course, self._due["since"], self._now)
        told = [bells.as_shown(one) | {"asked": one["digest"]} for one in own if not one["seen"]]
        told += [bells.announced(one, read=False) | {"asked": False} for one in self._announced()]
        wanted = [one for one in told if one["asked"] or self._wish(one["kind"]) == DIGEST]
        return sorted(wanted, key=lambda one: one["at"], reverse=True)

    def _announced(self) -> list[Document]:
        reader, board = hearing(self._database, self._due["course"], self._due["person"])
        if reader is None:
            return []
        open_minded = reader | {"deaf": []}  # what is not wanted on the bell may be wanted here
        return [one for one in unread_on(board, open_minded) if self._due["since"] < one["at"] <= self._now]

    def _wish(self, kind: str) -> str:
        return self._preferences["channels"][kind]["mail"]

    def _post(self, recipient: Document, items: list[Document]) -> str:
        course = self._database["courses"].find_one({"_id": self._due["course"]}) or {}
        named = {"_id": self._due["course"], "title": course.get("title", "Bascule")}
        shown = [self._shown(one, recipient["language"]) for one in items[:MOST_ITEMS]]
        period = self._preferences["digest"]["period"]
        message = letters.digest(self._key(), shown, recipient, named, period, self._desk)
        with mailer(self._desk.settings.smtp_url) as send:
            return hand_over(send, message, self._key())

    def _key(self) -> str:
        """The same for the same digest, so that one handed over twice is one mail."""
        return f"digest/{self._due['_id']}/{self._due['since']:%Y%m%d%H%M%S}"

    def _shown(self, item: Document, language: str) -> Document:
        who = self._database["people"].find_one({"_id": item["actor"]}) if item["actor"] else None
        name = who["name"] if who else ""
        subject, line = letters.sentence(item, name, language, item["fresh"])
        said, mute = words.of(language), item["mute"]
        muted = Muted(self._due["person"], self._due["course"], "", f"{mute['type']}/{mute['id']}" if mute else "")
        return {
            "subject": line if item["fresh"] == 1 else subject,
            "link": self._desk.page(item["about"], "digest"),
            "why": said.WHY.format(reason=said.REASONS[item["reason"]]),
            "mute": self._desk.mute_page(muted) if mute else "",
        }

    def _done(self, items: int, outcome: str) -> None:
        person, course = self._due["person"], self._due["course"]

        def write(work: Work) -> None:
            digests.done(work, self._due, self._chosen)
            if outcome:
                kept = {"person": person, "course": course, "kind": "digest", "channel": "mail", "patient": False}
                work.insert(
                    "mails", {"_id": self._key(), **kept, "at": self._now, "sent": self._now, "outcome": outcome}
                )
            if outcome == SENT:
                told = {"course": course, "period": self._preferences["digest"]["period"], "items": items}
                work.emit(events.DIGEST_SENT, told | {"learner": person}, aggregate=self._key(), sequence=1)

        try:
            transact(self._database, write, deadline=self._desk.settings.deadline)
        except Unavailable:
            log.info("another relay has sent this digest, or the database is away", digest=self._key())
