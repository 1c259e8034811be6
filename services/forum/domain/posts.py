"""Posts: written in Markdown, edited with their history kept, thanked for, removed without a trace of their words."""

from collections.abc import Sequence
from datetime import datetime

from kit.errors import Conflict, Forbidden
from kit.markdown import nameless, render

from forum.domain import Document

REMOVED, ERASED, HIDDEN = "removed", "erased", "hidden"
SENTENCES = {
    (REMOVED, "fr"): "Ce message a été retiré.",
    (ERASED, "fr"): "La personne qui a écrit ce message a quitté le parcours et a demandé que ses mots soient effacés.",
    (HIDDEN, "fr"): "Ce message est masqué par l’équipe d’animation.",
    (REMOVED, "en"): "This message was removed.",
    (ERASED, "en"): "Whoever wrote this message has left the course and asked that their words be erased.",
    (HIDDEN, "en"): "This message is hidden by the facilitators.",
}
NO_WORDS: Document = {"body": "", "html": "", "mentions": [], "attachments": [], "edits": 0}


def new_post(
    identity: str,
    discussion: Document,
    author: str,
    body: str,
    now: datetime,
    reply_to: str | None = None,
    attachments: Sequence[Document] = (),
) -> Document:
    """The next post of a discussion; raises Conflict when it is locked, Invalid for too many mentions."""
    if discussion["locked"]:
        raise Conflict("This discussion is locked; it can be read, not answered")
    return {
        "_id": identity,
        "course": discussion["course"],
        "discussion": discussion["_id"],
        "number": discussion["posts"] + 1,
        "author": author,
        **written(body),
        "reply_to": reply_to,
        "attachments": list(attachments),
        "gone": None,
        "hidden": None,
        "edits": 0,
        "edited_at": None,
        "thanks": 0,
        "at": now,
    }


def written(body: str) -> Document:
    """The source as it is kept, its HTML, and who is mentioned."""
    kept = nameless(body)
    rendered = render(kept)
    return {"body": kept, "html": rendered.html, "mentions": list(rendered.mentions)}


def must_be_editable(post: Document, person: str) -> None:
    """Raises Forbidden for another's message, Conflict for one that is gone."""
    if post["author"] != person:
        raise Forbidden("Only who wrote a message may change it")
    _must_be_there(post)


def edited(post: Document, body: str | None, attachments: Sequence[Document], now: datetime) -> Document:
    """The post with other words (None: those that it has) and other files; raises Conflict when nothing is new."""
    words = written(body) if body is not None else {}
    after = {**post, **words, "attachments": list(attachments)}
    if all(after[name] == post[name] for name in ("body", "attachments")):
        raise Conflict("This is what the message says and shows already")
    return {**after, "edits": post["edits"] + 1, "edited_at": now}


def removed(post: Document, person: str, *, facilitator: bool) -> Document:
    """The post without its words, its place kept; raises Forbidden, Conflict (removed already)."""
    if post["author"] != person and not facilitator:
        raise Forbidden("Only who wrote a message, or a facilitator, may remove it")
    _must_be_there(post)
    return {**post, **NO_WORDS, "gone": REMOVED}


def erased(post: Document) -> Document:
    """The post of somebody who is to be forgotten: nobody's, its place and its thanks stay."""
    return {**post, **NO_WORDS, "gone": ERASED, "author": None}


def without(person: str, post: Document) -> Document:
    """The post, or what it said before, without its mentions of somebody who is to be forgotten."""
    return {**post, **written(post["body"].replace(f"@[]({person})", "@…"))}


def must_be_thankable(post: Document, person: str) -> None:
    """Raises Conflict for one's own message and for one that is gone."""
    _must_be_there(post)
    if post["author"] == person:
        raise Conflict("This message is yours; thanks come from others")


def shown(post: Document, language: str, *, hidden: bool) -> Document:
    """The post as it is read: where its words are gone, or hidden from whoever asks, a sentence says so."""
    gone = post["gone"] or (HIDDEN if hidden else None)
    if gone is None:
        return post
    sentence = SENTENCES.get((gone, language)) or SENTENCES[gone, "fr"]
    return {**post, **NO_WORDS, "gone": gone, "body": sentence, "html": f"<p>{sentence}</p>\n"}


def text(post: Document) -> str:
    """The words of a post without mark-up."""
    return render(post["body"]).text


def _must_be_there(post: Document) -> None:
    if post["gone"]:
        raise Conflict("The words of this message are gone")
