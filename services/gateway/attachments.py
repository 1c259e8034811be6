"""Files that come with a form: each is brought to the forum first, one by one, and then named in what is published.

What was brought stays with the form as boxes to untick, so that a form that comes back with something wrong has lost
neither its words nor its files. The forum keeps for a day what nobody publishes.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Flask, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from gateway import session
from gateway.forms import Form
from gateway.pages import parts
from gateway.services import services

MOST = 10
LARGEST = 10 * 1024 * 1024
"""Bytes of one file, as the forum takes it."""
TAKEN = ".png,.jpg,.jpeg,.webp,.gif,.pdf,.txt,.odt,.ods,.odp,.odg,.docx,.xlsx,.pptx"
PICTURES = "image/png,image/jpeg,image/webp,image/gif"


class Carried(NamedTuple):
    """A file that was brought: its id at the forum, and what to call it in the form."""

    id: str
    name: str

    def __str__(self) -> str:
        return f"{self.id} {self.name}"

    @classmethod
    def read(cls, text: str) -> "Carried":
        identity, _space, name = text.partition(" ")
        return cls(identity[:64], name[:120])


def carried(posted: Mapping[str, Any]) -> list[Carried]:
    """The files that a message has already, in its form."""
    return [Carried(one["id"], called(one["kind"])) for one in posted.get("attachments") or ()]


def gather(form: Form) -> bool:
    """Bring the new files of this request; whether all that are wanted are there. `form.typed["kept"]` has them."""
    kept = [Carried.read(text) for text in request.form.getlist("kept")[:MOST]]
    for file in request.files.getlist("attachments"):
        if file.filename and (identity := bring(form, file, "attachments", "files")):
            kept.append(Carried(identity, file.filename))
    form.typed = dict(form.typed) | {"kept": kept}
    return "attachments" not in form.wrong


def ids(form: Form) -> list[str]:
    return list(dict.fromkeys(one.id for one in form.typed["kept"]))


def bring(form: Form, file: FileStorage, field: str, shelf: str) -> str:
    """Bring one file to a shelf of the course (`files`, `pictures`); its id, or nothing: why is kept by `field`."""
    content, kind = file.read(LARGEST + 1), file.mimetype or "application/octet-stream"
    path, token = f"/courses/{parts.course()}/{shelf}", session.token()
    before = dict(form.wrong)
    made = form.deliver(lambda: services().put_file("forum", path, token, content, kind))
    if made:
        return str(made["id"])
    too_large = _("Un fichier pèse 10 Mo au plus.") if len(content) > LARGEST else ""
    reason = too_large or form.wrong.pop("file", "") or form.trouble
    said = _("%(name)s : %(reason)s", name=(file.filename or "")[:120], reason=reason)
    form.wrong = before | {field: " ".join(filter(None, (before.get(field), said)))}
    return ""


def called(kind: str) -> str:
    """A media type in a word or two."""
    if kind.startswith("image/"):
        return _("Image")
    return _("PDF") if kind == "application/pdf" else _("Document")


def size(octets: int) -> str:
    """`120 ko`, `3 Mo`: powers of ten, as browsers and telephones count."""
    if octets < 1_000_000:
        return _("%(n)s ko", n=max(1, round(octets / 1000)))
    return _("%(n)s Mo", n=round(octets / 1_000_000))


def add_filters(app: Flask) -> None:
    app.jinja_env.filters["called"], app.jinja_env.filters["size"] = called, size
    app.jinja_env.globals["taken"], app.jinja_env.globals["pictures_taken"] = TAKEN, PICTURES
