"""What the mails say, in the reader's language, as plain text and as HTML: both say the same, and neither tracks.

Every mail of news says why it came and how to stop just that: in its text, and in the headers that mail programs show
as a button (RFC 2369, RFC 8058). List-Id (RFC 2919) and References let people sort and thread them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from functools import cache
from pathlib import Path
from typing import Any

from notifications import words
from notifications.desk import Desk
from notifications.domain import Document
from notifications.domain.bells import mute_target
from notifications.domain.links import Muted


def sentence(mail: Mapping[str, Any], who: str, language: str, count: int = 1) -> tuple[str, str]:
    """The subject and the sentence of news; several about one thing are counted."""
    said, title = words.of(language), mail["about"].get("title", "")
    subject, line = said.KINDS[mail["kind"]]
    named = {"title": title, "who": who or said.SOMEBODY}
    if count > 1 and title:
        subject = said.MORE
    return " ".join(subject.format(**named, count=count).split()), line.format(**named)


def news(mail: Document, recipient: Document, who: str, count: int, desk: Desk) -> EmailMessage:
    """A mail of news; `recipient` has name, email and language, `who` is the name of who did it, `count` how many."""
    said = words.of(recipient["language"])
    about, person, course = mail["about"], mail["person"], mail["course"]
    thing = mute_target(about)
    of_kind = Muted(person, course, mail["kind"], "")
    just_that = Muted(person, course, "", f"{thing['type']}/{thing['id']}") if thing else of_kind
    subject, line = sentence(mail, who, recipient["language"], count)
    answer_to = desk.reply_address(person, course, about)
    shown = {
        "said": said,
        "name": recipient["name"],
        "sentences": [line],
        "link": desk.page(about),
        "action": said.READ_AND_ANSWER if about["type"] == "discussion" else "",
        "answer_by_mail": bool(answer_to),
        "why": said.WHY.format(reason=said.REASONS[mail["reason"]]),
        "mutes": [(said.MUTE_THING, desk.mute_page(just_that))] * bool(thing)
        + [(said.MUTE_KIND, desk.mute_page(of_kind))],
        "choose": f"{desk.settings.public_url}/preferences",
    }
    message = _envelope(mail["_id"], subject, recipient, desk)
    _say(message, "news", shown)
    _let_be_muted(message, just_that, f"{thing['type']}-{thing['id']}" if thing else mail["kind"], desk)
    if about["type"] == "discussion":
        message["References"] = f"<discussion-{about['id']}@{desk.host}>"
    if answer_to:
        message["Reply-To"] = formataddr(("Bascule", answer_to))
    return message


def digest(
    key: str, items: list[Document], recipient: Document, course: Document, period: str, desk: Desk
) -> EmailMessage:
    """A digest; items have subject, line, link, why and mute, the newest first."""
    said = words.of(recipient["language"])
    subject = said.DIGEST_SUBJECT[period] if len(items) > 1 else said.DIGEST_SUBJECT_ONE
    muted = Muted(recipient["_id"], course["_id"], "digest", "")
    shown = {
        "said": said,
        "name": recipient["name"],
        "items": items,
        "why": said.WHY.format(reason=said.DIGEST_WHY[period]),
        "mutes": [(said.MUTE_DIGEST, desk.mute_page(muted))],
        "choose": f"{desk.settings.public_url}/preferences",
    }
    message = _envelope(key, subject.format(course=course["title"], count=len(items)), recipient, desk)
    _say(message, "digest", shown)
    _let_be_muted(message, muted, f"digest.{course['_id']}", desk)
    return message


def letter(mail: Document, recipient: Document, desk: Desk) -> EmailMessage:
    """A mail that is no news: the link to come in, or that an answer could not be published."""
    said, content = words.of(recipient["language"]), mail["content"]
    if mail["kind"] == "sign-in":
        subject, line, after = said.SIGN_IN
        shown = {"sentences": [line], "link": content["link"], "why": after}
    else:
        subject, line = said.REFUSED
        line = line.format(why=said.WHY_REFUSED[content["why"]])
        shown = {"sentences": [line], "link": desk.page(content["about"]), "why": ""}
    message = _envelope(mail["_id"], subject, recipient, desk)
    plain = {"said": said, "name": recipient["name"], "action": "", "answer_by_mail": False, "mutes": [], "choose": ""}
    _say(message, "news", plain | shown)
    return message


def _envelope(key: str, subject: str, recipient: Mapping[str, Any], desk: Desk) -> EmailMessage:
    message = EmailMessage()
    message["From"] = formataddr(("Bascule", f"bascule@{desk.host}"))
    message["To"] = formataddr((recipient["name"], recipient["email"]))
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{key.replace('/', '.')}@{desk.host}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Subject"] = " ".join(subject.split())
    return message


@cache
def _templates() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # workers write no letters, and start sooner

    return Environment(  # nosec B701
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _say(message: EmailMessage, template: str, shown: Mapping[str, Any]) -> None:
    shown = {**shown, "subject": message["Subject"]}
    message.set_content(_templates().get_template(f"{template}.txt").render(shown))
    message.add_alternative(_templates().get_template(f"{template}.html").render(shown), subtype="html")


def _let_be_muted(message: EmailMessage, muted: Muted, name: str, desk: Desk) -> None:
    message["List-Id"] = f"<{name}.{muted.course}.{desk.host}>"
    message["List-Unsubscribe"] = f"<{desk.one_click(muted)}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
