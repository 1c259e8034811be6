"""What the mails say, in the reader's language. Plain text: it reads everywhere, and tracks nobody."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from urllib.parse import urlsplit

from kit.settings import Settings

from notifications.domain import Document

TEXTS = {
    ("sign-in", "fr"): (
        "Votre lien pour entrer",
        "Bonjour {name},\n\nVoici votre lien pour entrer, valable un quart d'heure et une seule fois :\n\n{link}\n\n"
        "Si vous n'avez rien demandé, laissez ce message de côté : il ne se passera rien.\n",
    ),
    ("sign-in", "en"): (
        "Your link to come in",
        "Hello {name},\n\nHere is your link to come in. It works once, for a quarter of an hour:\n\n{link}\n\n"
        "If you did not ask for it, leave this message aside: nothing will happen.\n",
    ),
    ("reply", "fr"): (
        "Une réponse pour vous : {title}",
        "Bonjour {name},\n\nQuelqu'un vient de répondre dans la discussion que vous avez ouverte, « {title} ».\n\n"
        "Pour lire et répondre : {address}\n\nVous recevez ce message parce que vous avez ouvert cette discussion.\n",
    ),
    ("reply", "en"): (
        "An answer for you: {title}",
        "Hello {name},\n\nSomebody has just answered in the discussion that you opened, “{title}”.\n\n"
        "To read and answer: {address}\n\nYou receive this message because you opened this discussion.\n",
    ),
}


def write(mail: Document, recipient: Document, settings: Settings) -> EmailMessage:
    """The message for a mail that waits; `recipient` has name, email and language."""
    subject, body = TEXTS.get((mail["kind"], recipient["language"])) or TEXTS[mail["kind"], "fr"]
    content = mail["content"]
    about = content.get("about", {})
    words = {
        "name": recipient["name"],
        "title": about.get("title", ""),
        "link": content.get("link", ""),
        "address": f"{settings.public_url}/discussions/{about.get('id', '')}",
    }
    message = _envelope(mail, recipient, settings)
    message["Subject"] = " ".join(subject.format(**words).split())
    message.set_content(body.format(**words))
    return message


def _envelope(mail: Document, recipient: Document, settings: Settings) -> EmailMessage:
    host = urlsplit(settings.public_url).hostname or "localhost"
    message = EmailMessage()
    message["From"] = formataddr(("Bascule", f"bascule@{host}"))
    message["To"] = formataddr((recipient["name"], recipient["email"]))
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<{mail['_id'].replace('/', '.')}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    return message
