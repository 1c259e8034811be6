"""notifications/reactions → bells, mails, notification.raised: who is told what, once."""

import mailbox
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from kit.consumer import take_effect
from kit.event import Event, new_id
from kit.settings import Settings
from kit.testing import House, eventually, happens
from kit.unit_of_work import transact
from notifications import events, store
from notifications.post_office import NoSuchMailbox, send_what_is_unsent

from .conftest import COURSE, Actor


def enrol(house: House, *people: str, since: datetime | None = None) -> None:
    """Make notifications know members, as learner.enrolled does."""
    known = [{"_id": f"{COURSE}/{one}", "course": COURSE, "person": one} for one in people]
    since = since or datetime.now(UTC) - timedelta(days=1)
    house.database("notifications")["members"].insert_many([one | {"since": since} for one in known])


def test_an_answer_rings_for_those_who_wrote_before(house: House, anna: Actor, boris: Actor, chloe: Actor) -> None:
    discussion = anna.opens("Cinq usagers en une semaine ?")
    with happens(anna.bells):
        boris.answers(discussion)
    with happens(lambda: len(anna.bells()) == 2 and len(boris.bells()) == 1):
        chloe.answers(discussion)
    assert chloe.bells() == []
    (bell,) = boris.bells()
    assert (bell["kind"], bell["reason"], bell["actor"]) == ("reply", "you-wrote", "chloe")
    assert bell["about"] == {"type": "discussion", "id": discussion["id"], "title": "Cinq usagers en une semaine ?"}
    assert {bell["reason"] for bell in anna.bells()} == {"you-opened"}


def test_nobody_hears_of_their_own_post(house: House, anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    anna.answers(discussion, "Je précise.")
    with happens(anna.bells):
        boris.answers(discussion)
    assert len(anna.bells()) == 1


def test_a_project_rings_for_the_whole_course_but_its_author(house: House, anna: Actor) -> None:
    people = [f"person-{number}" for number in range(30)]
    enrol(house, "anna", *people)
    late = Actor(house, "late")
    enrol(house, "late", since=datetime.now(UTC) + timedelta(hours=1))
    with happens(lambda: all(Actor(house, person).unread() == 1 for person in people)):
        anna.declares()
    assert anna.unread() == 0
    assert late.unread() == 0, "who enrols later is not told what was before"


def test_one_event_tells_that_all_of_them_were_told(house: House, anna: Actor) -> None:
    enrol(house, "boris", "chloe")
    outbox = house.database("notifications")["outbox"]
    with happens(lambda: outbox.count_documents({"type": events.NOTIFICATION_RAISED.type})):
        anna.declares()
    (raised,) = outbox.find()
    assert sorted(raised["data"]["recipients"]) == ["boris", "chloe"]
    assert raised["causation"], "it names the event that it answers"


def test_bells_can_be_marked_as_read_once(house: House, anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    for number in range(3):
        boris.answers(discussion, f"Réponse {number}")
    eventually(lambda: anna.unread() == 3)
    first = anna.bells()[0]["id"]
    read = "/api/notifications/bells/read"
    for _ in range(2):
        answer = anna.at("notifications").post(read, json={"course": COURSE, "ids": [first]})
        assert answer.json == {"unread": 2}
    assert boris.at("notifications").post(read, json={"course": COURSE, "ids": [first]}).json == {"unread": 0}
    assert anna.at("notifications").post(read, json={"course": COURSE, "all": True}).json == {"unread": 0}
    assert [bell["read"] for bell in anna.bells()] == [True] * 3


@pytest.mark.parametrize("asked", [{}, {"ids": []}, {"ids": ["x"], "all": True}, {"all": False}, {"ids": "x"}])
def test_marking_as_read_says_what_it_wants(quiet_house: House, anna: Actor, asked: dict[str, Any]) -> None:
    answer = anna.at("notifications").post("/api/notifications/bells/read", json={"course": COURSE} | asked)
    assert answer.status_code == 422
    assert "ids" in answer.json["errors"]


def published(sequence: int, author: str, title: str = "Bonjour") -> Event:
    """A post of one discussion, as forum tells it and notifications reads it."""
    data = {"course": COURSE, "discussion": "d", "post": f"p{sequence}", "number": sequence - 1}
    data |= {"title": title, "author": author}
    return Event(new_id(), events.POST_PUBLISHED.type, "/bascule/forum", datetime.now(UTC), data, "d", sequence)


def take(house: House, *batch: Event) -> None:
    take_effect(house.database("notifications"), house.services["notifications"].reactions, list(batch), "slot-00")


def rung(house: House) -> dict[str, set[str]]:
    """For each post, who was told."""
    told: dict[str, set[str]] = {}
    posts = {post["event"]: post["_id"] for post in house.database("notifications")["posts"].find()}
    for bell in house.database("notifications")["bells"].find():
        told.setdefault(posts[bell["event"]], set()).add(bell["person"])
    return told


CONVERSATION = [(2, "anna"), (3, "boris"), (4, "chloe"), (5, "boris"), (6, "anna")]
TOLD = {"p3": {"anna"}, "p4": {"anna", "boris"}, "p5": {"anna", "chloe"}, "p6": {"boris", "chloe"}}


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (3, 4, 0, 2, 1)])
def test_whoever_comes_late_is_told_all_the_same(quiet_house: House, order: tuple[int, ...]) -> None:
    conversation = [published(*one) for one in CONVERSATION]
    for place in order:
        take(quiet_house, conversation[place])
    assert rung(quiet_house) == TOLD
    unread = {one["_id"]: one["unread"] for one in quiet_house.database("notifications")["unread"].find()}
    assert unread == {f"{COURSE}/anna": 3, f"{COURSE}/boris": 2, f"{COURSE}/chloe": 2}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_who_opened_a_discussion_is_mailed_even_if_that_is_known_last(quiet_house: House, order: tuple[int]) -> None:
    conversation = [published(*one) for one in [(2, "anna"), (3, "anna"), (4, "boris"), (5, "chloe")]]
    for place in order:
        take(quiet_house, conversation[place])
    database = quiet_house.database("notifications")
    due = {f"{event.id}/anna" for event in conversation[2:]}
    assert {mail["_id"] for mail in database["mails"].find()} == due
    assert {bell["_id"] for bell in database["bells"].find({"reason": "you-opened"})} == due


def waiting_mail(house: House, kind: str = "reply", person: str = "anna", **content: Any) -> str:
    identity = f"{new_id()}/{person}"
    content = {"about": {"type": "discussion", "id": "d", "title": "Là où ça coince"}, "course": COURSE} | content
    database = house.database("notifications")
    transact(database, lambda work: store.add_mail(work, identity, kind, person, content), deadline=5)
    return identity


def know(house: House, person: str = "anna", language: str = "fr", sequence: int = 1, name: str = "Anna Démo") -> None:
    data = {"learner": person, "name": name, "email": f"{person}@demo.example", "language": language}
    event = Event(new_id(), "", "", datetime.now(UTC), data, f"address/{person}", sequence)
    transact(house.database("notifications"), lambda work: store.keep_address(work, event), deadline=5)


def letters(folder: Path) -> list[EmailMessage]:
    parser = BytesParser(policy=policy.default)
    return [parser.parsebytes(one.as_bytes()) for one in mailbox.Maildir(folder)]  # type: ignore[misc]


def test_the_author_of_a_discussion_is_mailed(house: House, tmp_path: Path, anna: Actor, boris: Actor) -> None:
    know(house)
    discussion = anna.opens("Là où ça coince")
    with happens(lambda: letters(tmp_path / "mail-of-the-house")):
        boris.answers(discussion)
    (letter,) = letters(tmp_path / "mail-of-the-house")
    assert letter["To"] == "Anna Démo <anna@demo.example>"
    assert letter["Subject"] == "Une réponse pour vous : Là où ça coince"
    assert f"/discussions/{discussion['id']}" in letter.get_content()
    assert "parce que" in letter.get_content(), "each mail says why it came"


def test_a_mail_handed_over_twice_is_one_mail(quiet_house: House, settings: Settings, tmp_path: Path) -> None:
    know(quiet_house)
    identity = waiting_mail(quiet_house)
    database, outbox = quiet_house.database("notifications"), replace(settings, smtp_url=f"maildir://{tmp_path}/mail")
    before = database["mails"].find_one(identity)
    send_what_is_unsent(database, outbox)
    database["mails"].replace_one({"_id": identity}, before)  # as if the process had died before it could mark it
    send_what_is_unsent(database, outbox)
    assert len(letters(tmp_path / "mail")) == 1


def test_what_a_mail_said_is_forgotten_once_sent(quiet_house: House, settings: Settings, tmp_path: Path) -> None:
    know(quiet_house)
    secret = {"name": "Anna", "email": "anna@demo.example", "language": "fr", "link": "https://secret"}
    waiting_mail(quiet_house, kind="sign-in", **secret)
    database = quiet_house.database("notifications")
    send_what_is_unsent(database, replace(settings, smtp_url=f"maildir://{tmp_path}/mail"))
    (letter,) = letters(tmp_path / "mail")
    assert "https://secret" in letter.get_content()
    (mail,) = database["mails"].find()
    assert mail["outcome"] == "sent"
    assert "content" not in mail


def test_a_mail_waits_for_the_address(quiet_house: House, settings: Settings, tmp_path: Path) -> None:
    outbox = replace(settings, smtp_url=f"maildir://{tmp_path}/mail")
    waiting_mail(quiet_house)
    assert send_what_is_unsent(quiet_house.database("notifications"), outbox) == 0
    know(quiet_house, language="en")
    assert send_what_is_unsent(quiet_house.database("notifications"), outbox) == 1
    (letter,) = letters(tmp_path / "mail")
    assert letter["Subject"].startswith("An answer for you")


def test_the_latest_address_stays_whatever_comes_last(quiet_house: House) -> None:
    know(quiet_house, sequence=2, name="Anna Nouvelle")
    know(quiet_house, sequence=1, name="Anna Ancienne")
    assert quiet_house.database("notifications")["people"].find_one("anna")["name"] == "Anna Nouvelle"


class Postbox:
    """What a mail server received; it refuses addresses of nobody."""

    def __init__(self) -> None:
        self.received: list[Any] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address.startswith("nobody"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.received.append(envelope)
        return "250 OK"


def test_mails_go_through_a_real_mail_server(quiet_house: House, settings: Settings) -> None:
    know(quiet_house)
    know(quiet_house, person="nobody")
    waiting_mail(quiet_house)
    waiting_mail(quiet_house, person="nobody")
    postbox = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        outbox = replace(settings, smtp_url=f"smtp://127.0.0.1:{port}")
        send_what_is_unsent(quiet_house.database("notifications"), outbox)
    finally:
        server.stop()
    assert [one.rcpt_tos for one in postbox.received] == [["anna@demo.example"]]
    outcomes = sorted(mail["outcome"] for mail in quiet_house.database("notifications")["mails"].find())
    assert outcomes == ["refused", "sent"]


def test_a_mail_server_that_is_away_loses_nothing(quiet_house: House, settings: Settings) -> None:
    know(quiet_house)
    waiting_mail(quiet_house)
    database = quiet_house.database("notifications")
    with pytest.raises(OSError, match="refused"):
        send_what_is_unsent(database, replace(settings, smtp_url="smtp://127.0.0.1:9"))
    assert database["mails"].count_documents({"unsent": True}) == 1


def test_an_address_of_no_mail_server_is_told(quiet_house: House, settings: Settings) -> None:
    waiting_mail(quiet_house)
    with pytest.raises(NoSuchMailbox):
        send_what_is_unsent(quiet_house.database("notifications"), replace(settings, smtp_url="pigeon://loft"))
