"""The mailbox folder of an embedded run, as whoever waits for a mail sees it."""

import email
import email.policy
import re
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

LINK = re.compile(r"https?://\S+")


class Mail(NamedTuple):
    """One mail; `at` is when it came, in seconds since the epoch, and `link` the first address in its text."""

    recipient: str
    subject: str
    link: str
    at: float


class Mailbox:
    """Gives each mail once; what lay there before does not count."""

    def __init__(self, folder: Path) -> None:
        self._new = folder / "new"
        self._known = self._names()

    def new_mails(self) -> list[Mail]:
        """Those that came since the last look."""
        came = self._names() - self._known
        self._known |= came
        return sorted((read(self._new / name) for name in came), key=lambda mail: mail.at)

    def _names(self) -> set[str]:
        return {file.name for file in self._new.iterdir()} if self._new.exists() else set()


def read(file: Path) -> Mail:
    """A mail as it lies in the folder."""
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    link = LINK.search(body.get_content()) if body else None
    recipient = message["To"].addresses[0].addr_spec
    return Mail(recipient, message["Subject"], link[0] if link else "", file.stat().st_mtime)
