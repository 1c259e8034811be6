"""A person who is erased leaves no trace by name or word, and every count stays as it was."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from forum import reactions
from forum.events import LEARNER_ENROLLED, LEARNER_ERASED
from kit.consumer import take_effect
from kit.event import Event, new_id
from kit.fence import slot
from kit.testing import House

from .conftest import COURSE, Member, made, refused
from .test_controversies import argues, asks, takes
from .test_help import CONTACTS, HELP, meet
from .test_projects import a_picture, declares

GONE = "gina-who-leaves"
SECRET = "un mot que Gina seule a dit"
OF_THE_COMMUNITY = (
    *("stances", "arguments", "convictions", "projects", "news", "glimpses", "help_requests", "offers"),
    *("contacts", "reports", "decisions", "standings"),
)
EVENTS = ("outbox", "inbox", "requests")
"""Pseudonymous facts on their way, and answers to others' requests, which are kept for two days."""


def hears(house: House, fact: str, **more: Any) -> None:
    data = {"course": COURSE, "learner": GONE} | more
    event = Event(new_id(), fact, "/bascule/enrolment", datetime.now(UTC), data, f"{COURSE}/{GONE}", 1)
    take_effect(house.database("forum"), reactions.on, [event], slot())


def everything_but_events(house: House) -> str:
    database = house.database("forum")
    names = [name for name in database.list_collection_names() if name not in EVENTS]
    return str({name: list(database[name].find()) for name in names})


@pytest.fixture
def gina(member: Callable[..., Member]) -> Member:
    return member(GONE)


def live(gina: Member, anna: Member, boris: Member, chloe: Member) -> str:
    """Gina does all that can be done; returns the controversy that she took part in."""
    controversy = asks(chloe)
    takes(gina, controversy, 2, reason=SECRET, public=True)
    takes(anna, controversy, -1)
    made(gina.put(f"controversies/{controversy}/stance", stance=1, reason=SECRET))
    made(anna.put(f"arguments/{argues(gina, controversy, body=SECRET)}/conviction"))
    made(gina.put(f"arguments/{argues(anna, controversy)}/conviction"))
    declares(gina, title="Seule", summary=SECRET)
    project = declares(gina)["id"]
    made(anna.post(f"projects/{project}/team"))
    picture = {"file": made(gina.brings(a_picture()))["id"], "alternative": SECRET}
    made(gina.post(f"projects/{project}/news", body=SECRET, pictures=[picture]))
    made(gina.post(f"projects/{project}/needs", kind="need", text=SECRET))
    made(gina.post(f"courses/{COURSE}/glimpses", line=SECRET, theme="accueil", country="FR"))
    meet(gina, anna)
    made(anna.post(HELP, title="Gina ?", body="x", to=[GONE]))
    made(gina.post(HELP, title=SECRET, body=SECRET))
    request = made(boris.post(HELP, title="Des bras", body="x"))["id"]
    made(gina.post(f"help/{request}/offers", word=SECRET))
    made(gina.post(CONTACTS, to="boris", word=SECRET))
    thing = {"type": "person", "id": GONE}
    made(boris.post(f"courses/{COURSE}/reports", about=thing, reason=SECRET))
    made(gina.post(f"courses/{COURSE}/reports", about={"type": "project", "id": declares(boris)["id"]}, reason=SECRET))
    made(chloe.post(f"courses/{COURSE}/decisions", about=thing, action="warn", reason=SECRET))
    return controversy


def test_nothing_is_left_of_who_is_erased_and_the_counts_stay(
    house: House, gina: Member, anna: Member, boris: Member, chloe: Member
) -> None:
    controversy = live(gina, anna, boris, chloe)
    before = made(chloe.get(f"controversies/{controversy}"))
    assert GONE in everything_but_events(house)
    held = made(gina.get("me/data"))
    assert all(held[name] for name in OF_THE_COMMUNITY), "what is held of a person is told to them before"
    for _ in range(2):
        hears(house, LEARNER_ERASED.type)
    left = everything_but_events(house).replace(f"'{COURSE}/{GONE}', 'gone': True", "")
    assert SECRET not in left
    assert GONE not in left
    after = made(chloe.get(f"controversies/{controversy}"))
    assert (after["people"], after["arguments"]) == (before["people"], before["arguments"])
    shown = made(anna.get(f"controversies/{controversy}/arguments"))["items"]
    assert [(one["author"], one["convinced"]) for one in shown] == [(None, 1), ("anna", 1)]
    assert made(anna.get(f"courses/{COURSE}/glimpses"))["count"] == 1
    assert made(anna.get("me/contacts"))["items"] == []
    kept = next(one for one in made(anna.get(f"courses/{COURSE}/projects"))["items"] if one["lead"] == "anna")
    assert [one["person"] for one in kept["team"]] == ["anna"]


def test_the_others_go_on_with_what_is_left(
    house: House, gina: Member, anna: Member, boris: Member, chloe: Member
) -> None:
    live(gina, anna, boris, chloe)
    hears(house, LEARNER_ERASED.type)
    for path in (HELP, f"courses/{COURSE}/projects", f"courses/{COURSE}/reports", f"courses/{COURSE}/decisions"):
        made(chloe.get(path))
    alone = next(one for one in made(boris.get(f"courses/{COURSE}/projects"))["items"] if one["lead"] is None)
    assert made(boris.post(f"projects/{alone['id']}/team"))["lead"] == "boris"
    (offered,) = [one for one in made(boris.get(HELP))["items"] if one["author"] == "boris"]
    assert offered["offers"][0]["by"] is None
    made(boris.post(f"help/{offered['id']}/close", outcome="withdrawn"))


def test_an_enrolment_heard_late_brings_nobody_back(house: House, anna: Member) -> None:
    hears(house, LEARNER_ERASED.type)
    hears(house, LEARNER_ENROLLED.type)
    refused(anna.post(CONTACTS, to=GONE, word="Bonjour !"), 422, "to")
