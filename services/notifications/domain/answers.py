"""What somebody wrote in answer to a mail of ours: the new words, without what they quote.

Our mails carry a line above which to answer; what mail programs put before a quotation is known to mail-parser-reply.
"""

import re
from collections.abc import Iterable
from email.message import EmailMessage
from html.parser import HTMLParser

LONGEST = 20_000
CODE = re.compile(r"reply\+([a-z2-7]{32})@", re.IGNORECASE)
WROTE = re.compile(r"^[> ]*(Le|On)\b[^\n]{4,200}(\n[^\n]{0,200})?(a écrit|wrote)\s?:\s*$", re.MULTILINE)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
BLOCKS = ("p", "div", "br", "li", "tr", "h1", "h2", "h3")


def code(message: EmailMessage, recipients: Iterable[str] = ()) -> str | None:
    """The code of the reply address that a message was sent to, lower case."""
    addresses = [*recipients, *(str(one) for name in TO for one in message.get_all(name, ()))]
    found = [CODE.search(address) for address in addresses]
    return next((one[1].lower() for one in found if one), None)


def is_from_a_machine(message: EmailMessage) -> bool:
    """Whether nobody wrote it: an absence notice, a bounce, a mailing list (RFC 3834)."""
    if str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no":
        return True
    if str(message.get("Return-Path", "")).strip() == "<>":
        return True
    if str(message.get("Precedence", "")).strip().lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    return any(name in message for name in ("X-Autoreply", "X-Autorespond", "List-Id", "X-Auto-Response-Suppress"))


def new_words(message: EmailMessage, marks: Iterable[str]) -> str:
    """What was written above the quotation; `marks` are the lines above which our mails ask to answer."""
    text = _text(message).replace("\r\n", "\n").replace("\N{NO-BREAK SPACE}", " ")
    cuts = [text.find(mark) for mark in marks]
    if found := [cut for cut in cuts if cut >= 0]:
        text = text[: min(found)].rstrip().removesuffix("---").rstrip("> \n\t")
    if quotes := WROTE.search(text):
        text = text[: quotes.start()]
    if signature := SIGNATURE.search(text):
        text = text[: signature.start()]
    from mailparser_reply import EmailReplyParser  # needed by nobody who only starts

    parsed = EmailReplyParser(languages=["fr", "en"]).read(text)
    words = parsed.replies[0].body if parsed.replies else ""
    return "\n".join(line for line in words.split("\n") if not line.startswith(">")).strip()


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    if body.get_content_subtype() != "html":
        return content
    reader = _Words()
    reader.feed(content)
    return "".join(reader.said)


class _Words(HTMLParser):
    """The words of HTML; quotations are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("blockquote", "style", "script", "head"):
            self._hidden += 1
        elif tag in BLOCKS and not self._hidden:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("blockquote", "style", "script", "head"):
            self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.said.append(data)
