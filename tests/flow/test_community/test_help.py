"""A hand and contacts: people ask, offer and thank each other; contacts are made by both or not at all."""

from typing import Any

import pytest
from kit.testing import House

from .conftest import COURSE, Member, made, refused, told

HELP, CONTACTS = f"courses/{COURSE}/help", f"courses/{COURSE}/contacts"


def asks(person: Member, **more: Any) -> dict[str, Any]:
    return made(person.post(HELP, **{"title": "Qui relit mon questionnaire ?", "body": "Dix questions."} | more))


def meet(one: Member, other: Member) -> str:
    contact = made(one.post(CONTACTS, to=other.id, word="On continue ?"))["id"]
    made(other.put(f"me/contacts/{contact}"))
    return contact


def ids(answer: Any) -> list[str]:
    return [one["id"] for one in made(answer)["items"]]


def test_a_hand_is_asked_offered_and_thanked_for(house: House, anna: Member, boris: Member) -> None:
    request = asks(anna)["id"]
    offered = made(boris.post(f"help/{request}/offers", word="Avec plaisir, jeudi."))
    assert [offer["by"] for offer in offered["offers"]] == ["boris"]
    refused(boris.post(f"help/{request}/offers", word="Et vendredi."), 409)
    refused(anna.post(f"help/{request}/offers", word="Moi-même."), 409)
    refused(boris.post(f"help/{request}/close", outcome="withdrawn"), 403)
    refused(anna.post(f"help/{request}/close", outcome="helped", helpers=["diane"]), 422, "helpers")
    refused(anna.post(f"help/{request}/close", outcome="helped"), 422, "helpers")
    closed = made(anna.post(f"help/{request}/close", outcome="helped", helpers=["boris"], thanks="Merci !"))
    assert (closed["state"], closed["helpers"], closed["thanks"]) == ("closed", ["boris"], "Merci !")
    refused(anna.post(f"help/{request}/close", outcome="withdrawn"), 409)
    refused(Member(house, "diane").post(f"help/{request}/offers", word="Trop tard ?"), 409)
    assert [event["helpers"] for event in told(house, "help.closed")] == [["boris"]]
    assert ids(anna.get(HELP)) == []
    assert ids(boris.get(HELP, state="closed", mine=True)) == [request]
    (held,) = made(boris.get("me/data"))["offers"]
    assert (held["request"], held["word"]) == (request, "Avec plaisir, jeudi.")


def test_a_hand_is_asked_of_contacts_by_name_and_nobody_else_sees_it(
    house: House, anna: Member, boris: Member, chloe: Member
) -> None:
    refused(anna.post(HELP, title="Boris ?", body="x", to=["boris"]), 422, "to")
    meet(anna, boris)
    request = asks(anna, to=["boris"])["id"]
    assert ids(boris.get(HELP)) == [request]
    for stranger in (Member(house, "diane"), chloe):
        assert ids(stranger.get(HELP)) == []
        refused(stranger.get(f"help/{request}"), 404)
        refused(stranger.post(f"help/{request}/offers", word="Et moi ?"), 404)


def test_a_hand_for_a_project_is_asked_by_its_team(anna: Member) -> None:
    refused(anna.post(HELP, title="Des bras", body="x", project="nothing"), 422, "project")


def test_a_contact_needs_both(house: House, anna: Member, boris: Member) -> None:
    contact = made(anna.post(CONTACTS, to="boris", word="Bonjour !"))["id"]
    assert ids(anna.get("me/contacts")) == []
    (waiting,) = made(boris.get("me/contacts", state="asked"))["items"]
    assert (waiting["person"], waiting["word"], waiting["waits_for_me"]) == ("anna", "Bonjour !", True)
    refused(anna.put(f"me/contacts/{contact}"), 404)
    assert made(boris.put(f"me/contacts/{contact}"))["state"] == "accepted"
    for person, other in ((anna, "boris"), (boris, "anna")):
        assert [one["person"] for one in made(person.get("me/contacts"))["items"]] == [other]
    refused(boris.put(f"me/contacts/{contact}"), 409)
    assert len(told(house, "contact.requested")) == len(told(house, "contact.accepted")) == 1
    assert "Bonjour" not in str(told(house, "contact.requested"))


def test_when_both_ask_both_agree(house: House, anna: Member, boris: Member) -> None:
    made(anna.post(CONTACTS, to="boris", word="Bonjour !"))
    refused(anna.post(CONTACTS, to="boris", word="Bonjour ?"), 409)
    assert made(boris.post(CONTACTS, to="anna", word="Bonjour aussi !"))["state"] == "accepted"
    assert len(told(house, "contact.accepted")) == 1


def test_a_decline_is_silent_for_ever_and_can_be_thought_over(house: House, anna: Member, boris: Member) -> None:
    contact = made(anna.post(CONTACTS, to="boris", word="Bonjour !"))["id"]
    before = made(anna.get("me/contacts", state="asked"))
    (held,) = made(anna.get("me/data"))["contacts"]
    events = house.database("forum")["outbox"].count_documents({})
    made(boris.delete(f"me/contacts/{contact}"))
    assert made(anna.get("me/contacts", state="asked")) == before
    assert made(anna.get("me/data"))["contacts"] == [held]
    assert ids(boris.get("me/contacts", state="asked")) == []
    assert house.database("forum")["outbox"].count_documents({}) == events
    refused(anna.post(CONTACTS, to="boris", word="Bonjour ?"), 409)
    made(boris.put(f"me/contacts/{contact}"))


def test_either_ends_a_contact_and_may_be_asked_anew(house: House, anna: Member, boris: Member) -> None:
    contact = meet(anna, boris)
    made(anna.delete(f"me/contacts/{contact}"))
    assert ids(boris.get("me/contacts")) == []
    assert len(told(house, "contact.ended")) == 1
    refused(boris.delete(f"me/contacts/{contact}"), 404)
    assert made(boris.post(CONTACTS, to="anna", word="On recommence ?"))["state"] == "asked"
    made(anna.put(f"me/contacts/{contact}"))


def test_nobody_else_can_touch_a_contact(house: House, anna: Member, boris: Member) -> None:
    contact, stranger = meet(anna, boris), Member(house, "diane")
    refused(stranger.put(f"me/contacts/{contact}"), 404)
    refused(stranger.delete(f"me/contacts/{contact}"), 404)


def test_contacts_outlive_the_course(house: House, anna: Member, boris: Member) -> None:
    meet(anna, boris)
    later = house.client("forum", house.signer.token("anna", {}))
    assert [one["person"] for one in later.get("/api/forum/me/contacts").json["items"]] == ["boris"]


@pytest.mark.parametrize(("to", "field"), [("anna", "to"), ("nobody", "to"), ("", "to")])
def test_one_asks_somebody_of_the_course_and_not_oneself(anna: Member, to: str, field: str) -> None:
    refused(anna.post(CONTACTS, to=to, word="Bonjour !"), 422, field)
