"""Takes in answers by mail: the address says who answers where, and forum is told, in private, to post the words.

A mail arrives by `bascule notifications receive-mail`, to which a mail server pipes it, or in a mailbox folder
(BASCULE_INBOUND). The address is a secret of its owner, and the sender must be its owner too: who was forwarded a mail
cannot write in another's name. A message takes effect once, whatever delivers it how often.
"""

import hashlib
import os
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from notifications import events, words
from notifications.domain import Document, answers
from notifications.options import option
from notifications.store import mails

LARGEST = 1024 * 1024
MARKS = [language.ABOVE for language in words.LANGUAGES.values()]
log = structlog.get_logger()


class NotOurs(Exception):
    """A mail that nobody here expects; the mail server tells its sender so."""


def receive(database: Database, settings: Settings, raw: bytes, recipients: tuple[str, ...] = ()) -> str:
    """Take in one mail; returns what became of it: posted, known, refused or ignored. Raises NotOurs."""
    message = BytesParser(policy=policy.default).parsebytes(raw[:LARGEST])
    assert isinstance(message, EmailMessage)
    if answers.is_from_a_machine(message):
        return "ignored"
    place = _place(database, message, recipients)
    body = answers.new_words(message, MARKS)
    mail = str(message.get("Message-ID", "")).strip()[:300] or f"<{hashlib.sha256(raw).hexdigest()}>"

    def write(work: Work) -> str:
        key = hashlib.sha256(f"{place['_id']} {mail}".encode()).hexdigest()
        if work.find_one("received", key):
            return "known"
        work.insert("received", {"_id": key, "at": work.now})
        return _post(work, place, body, mail, key)

    return transact(database, write, deadline=settings.deadline)


def _place(database: Database, message: EmailMessage, recipients: tuple[str, ...]) -> Document:
    code = answers.code(message, recipients)
    place = database["replies"].find_one({"_id": code}) if code else None
    if place is None:
        raise NotOurs("nobody takes answers at this address")
    owner = database["people"].find_one({"_id": place["person"]})
    sender = parseaddr(str(message.get("From", "")))[1]
    if owner is None or sender.casefold() != owner["email"].casefold():
        raise NotOurs("answers are taken from the address that the mail was sent to")
    return place


def _post(work: Work, place: Document, body: str, mail: str, key: str) -> str:
    if not body or len(body) > answers.LONGEST:
        about = {"type": "discussion", "id": place["discussion"], "title": ""}
        content = {"why": "long" if body else "empty", "about": about}
        mails.add_letter(work, f"refused/{key}", "reply-refused", place["person"], content)
        return "refused"
    told = {"course": place["course"], "discussion": place["discussion"], "learner": place["person"]}
    told |= {"body": body, "message": mail}
    work.emit(events.REPLY_RECEIVED, told, aggregate=f"reply/{key}", sequence=1, private=True)
    return "posted"


def take_in(database: Database, settings: Settings) -> int:
    """Take in what lies in the mailbox folder; returns how many mails there were."""
    target = urlsplit(option(settings, "inbound"))
    if target.scheme != "maildir":
        return 0
    folder = Path(unquote(target.path))
    taken = sorted((folder / "new").glob("*"))
    for file in taken:
        try:
            receive(database, settings, file.read_bytes())
        except NotOurs as error:
            log.warning("mail refused", reason=str(error))
        (folder / "cur").mkdir(exist_ok=True)
        os.replace(file, folder / "cur" / f"{file.name}:2,S")
    return len(taken)
