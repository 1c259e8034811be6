"""Sends the mails that wait, through SMTP, or into a local mailbox folder (`maildir:///folder`) where there is none.

A mail is marked once it was handed over. A crash between the two hands it over again, under the same Message-ID; in
a mailbox folder it then replaces itself. What it said, and to whom, is forgotten as soon as it was sent.
"""

import os
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog
from kit.settings import Settings
from pymongo.database import Database

from notifications import letters
from notifications.domain import FRESH

AT_ONCE = 100
Send = Callable[[EmailMessage, str], None]
log = structlog.get_logger()


class NoSuchMailbox(Exception):
    """BASCULE_SMTP_URL is neither smtp://host:port nor maildir:///folder."""


def send_what_is_unsent(database: Database, settings: Settings) -> int:
    """Send the mails that wait; returns how many went. Raises OSError when the mail server is away."""
    waiting = list(database["mails"].find({"unsent": True}, limit=AT_ONCE))
    if not waiting:
        return 0
    people = {one["_id"]: one for one in database["people"].find({"_id": {"$in": [m["person"] for m in waiting]}})}
    sent = 0
    with _mailer(settings.smtp_url) as send:
        for mail in waiting:
            recipient = mail["content"] if "email" in mail["content"] else people.get(mail["person"])
            if recipient:
                _hand_over(database, send, letters.write(mail, recipient, settings), mail["_id"])
                sent += 1
            elif datetime.now(UTC) - mail["at"] > FRESH:
                _settle(database, mail["_id"], "no address")
    return sent


def _hand_over(database: Database, send: Send, message: EmailMessage, identity: str) -> None:
    try:
        send(message, identity)
        _settle(database, identity, "sent")
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        log.warning("address refused", mail=identity, codes=sorted(codes))
        if all(code >= 500 for code in codes):
            _settle(database, identity, "refused")
    except smtplib.SMTPResponseException as error:
        log.warning("mail refused", mail=identity, code=error.smtp_code)
        if error.smtp_code >= 500:
            _settle(database, identity, "refused")


def _settle(database: Database, identity: str, outcome: str) -> None:
    change = {"$set": {"outcome": outcome, "sent": datetime.now(UTC)}, "$unset": {"unsent": "", "content": ""}}
    database["mails"].update_one({"_id": identity}, change)


@contextmanager
def _mailer(url: str) -> Iterator[Send]:
    target = urlsplit(url)
    if target.scheme == "maildir":
        yield lambda message, identity: _put_into(Path(unquote(target.path)), message, identity)
    elif target.scheme in ("smtp", "smtps") and target.hostname:
        kind = smtplib.SMTP_SSL if target.scheme == "smtps" else smtplib.SMTP
        with kind(target.hostname, target.port or 25, timeout=10) as server:
            if target.username:
                if target.scheme == "smtp":
                    server.starttls()
                server.login(unquote(target.username), unquote(target.password or ""))

            def send(message: EmailMessage, _: str) -> None:
                server.send_message(message)

            yield send
    else:
        raise NoSuchMailbox("BASCULE_SMTP_URL must be smtp://host:port or maildir:///folder")


def _put_into(folder: Path, message: EmailMessage, identity: str) -> None:
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    name = identity.replace("/", ".")
    draft = folder / "tmp" / name
    draft.write_bytes(message.as_bytes())
    os.replace(draft, folder / "new" / name)
