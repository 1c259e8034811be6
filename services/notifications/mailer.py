"""Hands messages over: through SMTP, or into a local mailbox folder (`maildir:///folder`) where there is none."""

import os
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog

Send = Callable[[EmailMessage, str], None]
SENT, REFUSED, WAITS = "sent", "refused", ""
log = structlog.get_logger()


class NoSuchMailbox(Exception):
    """BASCULE_SMTP_URL is neither smtp://host:port nor maildir:///folder."""


@contextmanager
def mailer(url: str) -> Iterator[Send]:
    """What sends messages, for as long as the connection is held. Raises OSError when the mail server is away."""
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


def hand_over(send: Send, message: EmailMessage, identity: str) -> str:
    """Send one message: SENT, REFUSED for good, or WAITS when the server says to come back."""
    try:
        send(message, identity)
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _ in error.recipients.values()}
        log.warning("address refused", mail=identity, codes=sorted(codes))
        return REFUSED if all(code >= 500 for code in codes) else WAITS
    except smtplib.SMTPResponseException as error:
        log.warning("mail refused", mail=identity, code=error.smtp_code)
        return REFUSED if error.smtp_code >= 500 else WAITS
    return SENT


def _put_into(folder: Path, message: EmailMessage, identity: str) -> None:
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    name = identity.replace("/", ".")
    draft = folder / "tmp" / name
    draft.write_bytes(message.as_bytes())
    os.replace(draft, folder / "new" / name)
