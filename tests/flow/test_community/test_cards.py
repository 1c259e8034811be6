"""Contacts as cards: the names and addresses of people who both agreed, and of nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import vobject
from enrolment import commands, reactions
from enrolment.events.heard import CONTACT_ACCEPTED, CONTACT_ENDED
from kit.consumer import take_effect
from kit.event import Event, new_id
from kit.fence import slot
from kit.settings import Settings
from kit.testing import House, eventually

from .conftest import COURSE, Member, at, made

CARDS = "/api/enrolment/me/contacts.vcf"


@pytest.fixture
def two_services(settings: Settings) -> Iterator[House]:
    with House(settings, ["enrolment", "forum"]) as house:
        for service in ("enrolment", "forum"):
            house.database(service)["courses"].insert_one({"_id": COURSE, "language": "fr"})
        yield house


def enrols(house: House, name: str) -> Member:
    def grant(work: object) -> str:
        return commands.grant(work, f"{name.split()[0].lower()}@demo.example", "learner", COURSE, name)  # type: ignore[arg-type]

    return Member(house, at(house, datetime.now(UTC), grant, service="enrolment"))


def cards(house: House, person: Member, **asked: str) -> list[vobject.base.Component]:
    client = house.client("enrolment", house.signer.token(person.id, {}))
    answer = client.get(CARDS, query_string=asked)
    assert (answer.status_code, answer.mimetype) == (200, "text/vcard")
    return list(vobject.readComponents(answer.text))


def heard(fact: str, contact: str, sequence: int, *people: str) -> Event:
    data = {"course": COURSE, "contact": contact, "author": people[0], "to": people[1]}
    return Event(new_id(), fact, "/bascule/forum", datetime.now(UTC), data, contact, sequence)


def test_both_have_the_others_card_once_they_agreed_and_neither_once_it_ended(two_services: House) -> None:
    house = two_services.run()
    anna, boris, diane = (enrols(house, name) for name in ("Anna Exemple", "Boris Exemple", "Diane Exemple"))
    contact = made(anna.post(f"courses/{COURSE}/contacts", to=boris.id, word="On continue ?"))["id"]
    assert cards(house, anna) == []
    made(boris.put(f"me/contacts/{contact}"))
    (card,) = eventually(lambda: cards(house, anna))
    assert (card.fn.value, card.email.value, card.n.value.family) == ("Boris Exemple", "boris@demo.example", "Exemple")
    assert [card.fn.value for card in cards(house, boris)] == ["Anna Exemple"]
    assert cards(house, diane) == []
    assert cards(house, anna, ids=diane.id) == []
    made(boris.delete(f"me/contacts/{contact}"))
    eventually(lambda: cards(house, anna) == [])


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_latest_fact_counts_in_whatever_order_they_come(two_services: House, order: tuple[int, ...]) -> None:
    anna, boris = (enrols(two_services, name).id for name in ("Anna Exemple", "Boris Exemple"))
    kinds = [CONTACT_ACCEPTED.type, CONTACT_ENDED.type, CONTACT_ACCEPTED.type]
    facts = [heard(kind, "contact", number, anna, boris) for number, kind in enumerate(kinds, start=2)]
    for number in order:
        take_effect(two_services.database("enrolment"), reactions.on, [facts[number]], slot())
    (known,) = two_services.database("enrolment")["contacts"].find()
    assert known["people"] == [anna, boris]
