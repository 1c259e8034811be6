"""What the tests of notifications share: events as the contracts show them, people who are known, mails that came."""

import mailbox
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import count
from pathlib import Path
from typing import Any

from kit.consumer import take_effect
from kit.event import Event, new_id
from kit.testing import House
from kit.unit_of_work import transact
from notifications.store import people
from pymongo.database import Database

from tests.catalogue import contract

from ..conftest import COURSE

TICKS = count()


def now() -> datetime:
    """As precise as the database keeps it, and never the same moment twice."""
    moment = datetime.now(UTC) - timedelta(seconds=10) + timedelta(milliseconds=next(TICKS))
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def told(type_: str, aggregate: str = "", sequence: int = 1, at: datetime | None = None, **data: Any) -> Event:
    """An event, `forum.post.published`, with the data of its golden example but for what is given."""
    name = f"org.bascule.{type_}.v1"
    _, example = contract(name)
    content = example | {"course": COURSE} | data
    return Event(new_id(), name, "/bascule", at or now(), content, aggregate or new_id(), sequence)


def take(house: House, *batch: Event) -> None:
    """Let notifications take these events, as a worker does."""
    reactions = house.services["notifications"].reactions
    readable = [reactions.read(event) for event in batch]
    take_effect(database(house), reactions, readable, "slot-00", look_first=True)


def database(house: House) -> Database:
    return house.database("notifications")


def posted(sequence: int, author: str, discussion: str = "d", **data: Any) -> Event:
    """A post of a discussion; the one with sequence 2 opened it."""
    known = {"post": f"{discussion}-p{sequence}", "number": sequence - 1, "title": "Bonjour", "author": author}
    known |= {"discussion": discussion, "reply_to": None, "mentions": []}
    return told("forum.post.published", discussion, sequence, **(known | data))


def edited(post: Event, *mentioned: str) -> Event:
    """A post's edit, which mentions these people for the first time."""
    known = {name: post.data[name] for name in ("post", "discussion", "title", "author")}
    return told("forum.post.edited", "d", 9, by=post.data["author"], newly_mentioned=list(mentioned), **known)


def enrol(house: House, *names: str, since: datetime | None = None) -> None:
    """Make notifications know members, as learner.enrolled does."""
    since = since or now() - timedelta(days=1)
    for name in names:
        aggregate = f"{COURSE}/{name}"
        take(
            house, told("enrolment.learner.enrolled", aggregate, learner=name, role="learner", at=since, department="")
        )


def know(house: House, person: str = "anna", language: str = "fr", sequence: int = 1, name: str = "Anna Démo") -> None:
    """Make notifications know a name and an address."""
    data = {"learner": person, "name": name, "email": f"{person}@demo.example", "language": language}
    event = Event(new_id(), "", "", now(), data, f"address/{person}", sequence)
    transact(database(house), lambda work: people.keep_address(work, event), deadline=5)


def bells(house: House, person: str) -> list[dict[str, Any]]:
    """A person's entries as they are kept, by key."""
    return sorted(database(house)["bells"].find({"person": person}), key=lambda bell: bell["_id"])


def letters(folder: Path) -> list[EmailMessage]:
    parser = BytesParser(policy=policy.default)
    found = [parser.parsebytes(one.as_bytes()) for one in mailbox.Maildir(folder)]  # type: ignore[misc]
    return sorted(found, key=lambda letter: letter["Subject"])


def text(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def in_html(letter: EmailMessage) -> str:
    return letter.get_body(("html",)).get_content()


def kinds(found: Iterable[dict[str, Any]]) -> set[str]:
    return {kind for one in found for kind in one["kinds"]}
