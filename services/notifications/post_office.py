"""Sends what waits: mails of news and letters, and pushes.

News wait a little, since they may be seen on screen meanwhile; several about one thing leave as one. What left is
marked at once: a crash between the two hands that one over again, under the same Message-ID; in a mailbox folder it
then replaces itself. What does not leave is noted at the end of a round, all together. What a mail said, and to whom,
is forgotten as soon as it was sent.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog
from kit import metrics
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from notifications import events, keys, letters, push
from notifications.desk import Desk
from notifications.domain import Document, choices
from notifications.domain.bells import FRESH
from notifications.domain.kinds import foremost
from notifications.domain.links import reply_code
from notifications.domain.sending import SEND, ceiling_of, counts, fate
from notifications.mailer import REFUSED, SENT, WAITS, Send, hand_over, mailer
from notifications.options import option
from notifications.store import mails

AT_ONCE = 100
log = structlog.get_logger()


def send_what_is_unsent(database: Database, settings: Settings) -> int:
    """Send what is due; returns how much went. Raises OSError when the mail server is away."""
    patience = timedelta(seconds=float(option(settings, "mail_patience")))
    waiting = mails.waiting(database, datetime.now(UTC), patience, AT_ONCE)
    if not waiting:
        return 0
    with ExitStack() as stack:
        return _Round(database, settings, waiting, stack).send()


class _Round:
    """One round of what is due, with all that must be known of it."""

    def __init__(self, database: Database, settings: Settings, waiting: list[Document], stack: ExitStack) -> None:
        self._database, self._settings, self._stack = database, settings, stack
        self._desk = Desk(settings, keys.of_links(database))
        self._mailer: Send | None = None
        self._together = _together(waiting)
        people = {mail["person"] for mail in waiting} | {mail["actor"] for mail in waiting if mail.get("actor")}
        self._people = self._known("people", people)
        self._chosen = self._known("preferences", people)
        self._bells = self._known("bells", {mail["bell"] for mail in waiting if "bell" in mail})
        self._lately: dict[str, int] = {}
        self._noted: list[Callable[[Work], None]] = []
        readers = {f"{mail['course']}/{mail['person']}" for mail in waiting if "course" in mail}
        self._readers = self._known("readers", readers)

    def send(self) -> int:
        """Settle them all; returns how many left."""
        try:
            return sum(self._settle(some) for some in self._together)
        finally:
            if self._noted:
                self._write(lambda work: [note(work) for note in self._noted])

    def _known(self, collection: str, ids: Iterable[str]) -> dict[str, Document]:
        return {one["_id"]: one for one in self._database[collection].find({"_id": {"$in": sorted(ids)}})}

    def _settle(self, some: list[Document]) -> bool:
        """Do what is to be done with one mail, or with several about the same; whether one left."""
        mail, now = some[-1], datetime.now(UTC)
        if not mail["patient"]:
            return self._send_letter(mail, now)
        preferences = choices.whole(self._chosen.get(mail["person"]))
        ceiling = ceiling_of(mail, preferences)
        lately = 0 if ceiling is None else self._counted(mail["person"], ceiling, now)
        decided = fate(mail, preferences, seen=self._is_seen(mail), lately=lately, now=now)
        if decided.later:
            self._noted.append(partial(mails.postpone, some=some, until=decided.later))
        elif decided != SEND:
            self._noted.append(partial(self._note, some=some, outcome=decided.outcome))
            metrics.MAILS.labels(decided.outcome).inc()
        elif (outcome := self._send_news(some, now)) != WAITS:
            counted = outcome == SENT and counts(mail)
            self._write(partial(self._note, some=some, outcome=outcome, counted=counted))
            metrics.MAILS.labels(outcome).inc()
            if counted and ceiling is not None:
                self._lately[mail["person"]] = lately + 1
            return outcome == SENT
        return False

    def _counted(self, person: str, ceiling: int, now: datetime) -> int:
        if person not in self._lately:
            self._lately[person] = mails.counted_lately(self._database, person, now, ceiling)
        return self._lately[person]

    def _is_seen(self, mail: Document) -> bool:
        if bell := self._bells.get(mail["bell"]):
            return bell["seen"]
        reader = self._readers.get(f"{mail['course']}/{mail['person']}")
        return bool(reader and mail["event"] in reader["read"])

    def _send_news(self, some: list[Document], now: datetime) -> str:
        mail = some[-1] | {"kind": foremost(one["kind"] for one in some), "reason": foremost(m["reason"] for m in some)}
        recipient = self._recipient(mail["person"])
        if recipient is None:
            return "no address" if now - mail["at"] > FRESH else WAITS
        who = self._people.get(mail["actor"] or "", {}).get("name", "")
        if mail["channel"] == "push":
            return self._push(mail, recipient, who, len(some))
        self._take_answers(mail)
        return self._post(letters.news(mail, recipient, who, len(some), self._desk), mail["_id"])

    def _take_answers(self, mail: Document) -> None:
        """Know the reply address before anybody can write to it."""
        if self._desk.reply_address(mail["person"], mail["course"], mail["about"]):
            place = {"person": mail["person"], "course": mail["course"], "discussion": mail["about"]["id"]}
            code = reply_code(mail["person"], mail["course"], mail["about"]["id"], self._desk.key)
            self._database["replies"].update_one({"_id": code}, {"$setOnInsert": place}, upsert=True)

    def _recipient(self, person: str) -> Document | None:
        known = self._people.get(person)
        language = self._chosen.get(person, {}).get("language")
        return known | {"language": language or known["language"]} if known else None

    def _send_letter(self, mail: Document, now: datetime) -> bool:
        recipient = mail["content"] if "email" in mail["content"] else self._recipient(mail["person"])
        if recipient is None:
            outcome = "no address" if now - mail["at"] > FRESH else WAITS
        else:
            outcome = self._post(letters.letter(mail, recipient, self._desk), mail["_id"])
        if outcome != WAITS:
            self._write(lambda work: mails.settle(work, mail["_id"], outcome))
            metrics.MAILS.labels(outcome).inc()
        return outcome == SENT

    def _post(self, message: Any, identity: str) -> str:
        if self._mailer is None:
            self._mailer = self._stack.enter_context(mailer(self._settings.smtp_url))
        return hand_over(self._mailer, message, identity)

    def _push(self, mail: Document, recipient: Document, who: str, count: int) -> str:
        """To every browser of the person; those that are gone are forgotten."""
        subject, line = letters.sentence(mail, who, recipient["language"], count)
        said = {"title": subject, "body": line, "url": self._desk.page(mail["about"], "push"), "tag": mail["bell"]}
        key, contact = keys.of_push(self._database), f"mailto:bascule@{self._desk.host}"
        outcome = REFUSED
        for one in list(self._database["subscriptions"].find({"person": mail["person"]})):
            try:
                if push.send(one, said, key, contact):
                    outcome = SENT
                else:
                    self._database["subscriptions"].delete_one({"_id": one["_id"]})
            except push.PushAway as error:
                log.warning("push put off", reason=str(error))
                outcome = WAITS if outcome == REFUSED and datetime.now(UTC) - mail["at"] < FRESH else outcome
        return outcome

    def _note(self, work: Work, some: list[Document], outcome: str, *, counted: bool = False) -> None:
        """The last of several left, the others with it; what the ceiling held back is told in the digest."""
        mail = some[-1]
        for one in some:
            merged = one is not mail and outcome == SENT
            mails.settle(work, one["_id"], "merged" if merged else outcome, counts=counted and not merged)
        if outcome == "ceiling":
            work.update("bells", mail["bell"], {"$set": {"digest": True}})
        told = {name: mail[name] for name in ("course", "kind", "channel")}
        told |= {"learner": mail["person"], "outcome": outcome if outcome in (SENT, REFUSED) else "cancelled"}
        work.emit(events.NOTIFICATION_SENT, told, aggregate=f"mail/{mail['_id']}", sequence=1)

    def _write(self, change: Any) -> None:
        transact(self._database, change, deadline=self._settings.deadline)


def _together(waiting: list[Document]) -> list[list[Document]]:
    """Mails of one thing to one person by one channel leave together, in the order in which things happened."""
    found: dict[tuple[str, ...], list[Document]] = {}
    for mail in sorted(waiting, key=lambda mail: mail["at"]):
        key = (mail["channel"], mail["bell"]) if mail["patient"] else (mail["_id"],)
        found.setdefault(key, []).append(mail)
    return list(found.values())
