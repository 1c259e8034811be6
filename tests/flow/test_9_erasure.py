"""Whoever asks to be forgotten is: no collection, no stored event, no dead letter holds a word of theirs any more."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from enrolment import commands
from kit import dead
from kit.broker import Connection, Message, Publisher
from kit.event import new_id, to_headers
from kit.history import Stream
from kit.settings import Settings
from kit.testing import House, eventually
from kit.unit_of_work import transact

from .conftest import COURSE, PROJECT

LONG_AGO = datetime.now(UTC) - timedelta(days=40)
SERVICES = ("enrolment", "forum", "notifications", "reporting")
HERS = ("Zéphyrine", "Introuvable", "zephyrine", "tournesols", "Boussole")
"""What stands in her name, her address, her hopes, her organisation and her words, and nowhere else."""
TITLE = "Girouette"
"""What stands in the titles of what she begins, which are told in public events."""
FORM: dict[str, Any] = {
    "name": "Zéphyrine Introuvable",
    "email": "zephyrine@introuvable.example",
    "country": "FR",
    "department": "23",
    "organisation": {"name": "Commune de Boussole", "kind": "commune", "size": "1-9"},
    "alone": True,
    "hopes": "Cultiver des tournesols.",
    "consent": {"terms": True, "findable": True},
    "language": "fr",
}
HEAD = "name,email,country,department,organisation,kind,size,alone,hopes"
ROW = "Zéphyrine Introuvable,Zephyrine@introuvable.example,FR,23,Commune de Boussole,commune,1-9,oui,tournesols"


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    with House(settings, SERVICES) as house:
        yield house.run()


@pytest.fixture
def zephyrine(house: House) -> str:
    """Somebody who has left a trace in as many places as there are."""
    database = house.database("enrolment")
    operator = transact(database, lambda work: commands.grant(work, "o@demo.example", "operator", name="O"), deadline=5)
    boss = house.client("enrolment", house.signer.token(operator, {}, operator=True))
    course = {"id": COURSE, "title": "Innovation", "summary": "x", "language": "fr", "starts_on": "2026-06-01"}
    boss.post("/api/enrolment/courses", json=course)
    sheet = f"{HEAD}\n{ROW}".encode()
    path = f"/api/enrolment/courses/{COURSE}"
    boss.post(f"{path}/imports", data=sheet, content_type="text/csv")
    house.client("enrolment").post(f"{path}/learners", json=FORM)
    person = eventually(lambda: database["people"].find_one({"key": "zephyrine@introuvable.example"}))["_id"]
    mine = house.client("enrolment", house.signer.token(person, {COURSE: ["learner"]}))
    session = {"title": "Une séance", "summary": "x", "starts_at": "2199-01-01T00:00:00Z", "minutes": 60}
    made = boss.post(f"{path}/sessions", json=session).json["id"]
    assert mine.put(f"/api/enrolment/sessions/{made}/registration").status_code == 200
    eventually(lambda: house.database("forum")["courses"].find_one({"_id": COURSE}))
    live_in_the_course(house, person, made)
    eventually(lambda: any("Zéphyrine" in text for where, text in everything(house) if "notifications" in where))
    return person


def live_in_the_course(house: House, person: str, session: str) -> None:
    """Her words stand in discussions, stances, arguments, projects, hands, contacts and pulses; others answer."""

    def asks(who: str, path: str, service: str = "forum", **said: Any) -> Any:
        client = house.client(service, house.signer.token(who, {COURSE: ["learner", "facilitator"]}))
        answer = client.post(f"/api/{service}/{path}", json=said)
        assert answer.status_code in (200, 201), answer.text
        return answer.json

    words, there = "Des tournesols devant chaque mairie.", f"courses/{COURSE}"
    house.database("forum")["standings"].insert_one({"_id": f"{COURSE}/boris", "course": COURSE, "since": LONG_AGO})
    discussion = asks(person, f"{there}/discussions", title=f"{TITLE} ?", body=words)["id"]
    asks("boris", f"discussions/{discussion}/posts", body="Pourquoi pas ?")
    dates = {"opens_at": LONG_AGO.isoformat(), "closes_at": (LONG_AGO + timedelta(days=59)).isoformat()}
    debate = asks("boris", f"{there}/controversies", question="Faut-il des fleurs ?", context="x", **dates)["id"]
    asks(person, f"controversies/{debate}/stance", stance=1, reason=words)
    asks(person, f"controversies/{debate}/arguments", side="for", body=words)
    asks("boris", f"controversies/{debate}/stance", stance=-1, reason="Non.")
    asks(person, f"{there}/projects", **PROJECT | {"title": f"{TITLE} à vent", "summary": words})
    common = asks("boris", f"{there}/projects", **PROJECT)["id"]
    asks(person, f"projects/{common}/team")
    asks(person, f"projects/{common}/news", body=words)
    asks(person, f"projects/{common}/needs", kind="need", text=words)
    asks(person, f"{there}/glimpses", line=words, theme="accueil", country="FR")
    hand = asks(person, f"{there}/help", title=f"Une {TITLE} à hisser", body=words)["id"]
    asks("boris", f"help/{hand}/offers", word="Volontiers.")
    asks(person, f"help/{asks('boris', f'{there}/help', title='Qui relit ?', body='x')['id']}/offers", word=words)
    asks(person, f"{there}/contacts", to="boris", word=words)
    eventually(lambda: house.database("reporting")["live_sessions"].find_one({"_id": session}))
    about = {"type": "session", "id": session}
    asks(person, f"{there}/pulses", "reporting", about=about, mood=4, words=["tournesols"], sentence=words)


def park_a_letter_about(house: House, person: str) -> None:
    """A private event that notifications could not read, with a name in it, waits in its dead letters."""
    topology = house.services["notifications"].topology(house.settings.namespace)
    row: dict[str, Any] = {
        "_id": new_id(),
        "type": "org.bascule.enrolment.address.changed.v1",
        "source": "/x",
        "aggregate": "a",
    }
    row |= {"time": transact(house.database("enrolment"), lambda work: work.now, deadline=5), "sequence": 1}
    data = {"learner": person, "name": "Zéphyrine Introuvable"}
    with Connection(house.settings.amqp_url, "tests") as connection:
        body = json.dumps(data, ensure_ascii=False).encode()
        headers = to_headers(row | {"correlation": "c"})
        Publisher(connection).send([Message(row["_id"], topology.private, row["type"], headers, body)])
    eventually(lambda: "Zéphyrine" in dead_letters(house))


def dead_letters(house: House) -> str:
    found = []
    for name, this in house.services.items():
        topology = this.topology(house.settings.namespace)
        with dead.shelf(Connection(house.settings.amqp_url, "t"), topology.dead(name), topology.inbox(name)) as shelf:
            found += [one.body.decode() for one in shelf.messages]
    return "\n".join(found)


def stream(house: House) -> str:
    topology = house.services["reporting"].topology(house.settings.namespace)
    history = Stream(lambda: Connection(house.settings.amqp_url, "tests"), topology.stream)
    return "\n".join(str(event) for batch in history.read(-1, history.last()) for _, event in batch)


def everything(house: House) -> Iterator[tuple[str, str]]:
    """Where, and a document as text, of every collection of every service."""
    for name in SERVICES:
        database = house.database(name)
        for collection in database.list_collection_names():
            for document in database[collection].find():
                yield f"{name}.{collection}", str(_as_text(document))


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def traces(house: House) -> set[str]:
    return {f"{where}: {word}" for where, text in everything(house) for word in (*HERS, TITLE) if word in text}


def test_nothing_of_whoever_asks_to_be_forgotten_is_left_anywhere(house: House, zephyrine: str) -> None:
    park_a_letter_about(house, zephyrine)
    assert traces(house), "or there would be nothing to prove"
    mine = house.client("enrolment", house.signer.token(zephyrine, {COURSE: ["learner"]}))
    held = mine.get("/api/enrolment/me/data").json
    assert held["profile"]["email"] == FORM["email"]
    assert held["enrolments"][0]["hopes"] == FORM["hopes"]
    assert len(held["registrations"]) == len(held["imports"]) == 1
    wrong = mine.post("/api/enrolment/me/erasure", json={"email": "somebody@else.example"})
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, ["email"])
    assert mine.post("/api/enrolment/me/erasure", json={"email": FORM["email"].upper()}).status_code == 202
    with suppress(AssertionError):  # the next line says what is left, if it is
        eventually(lambda: not traces(house), within=20)
    assert traces(house) == set()
    eventually(lambda: "Zéphyrine" not in dead_letters(house), within=30)
    assert not any(word in stream(house) for word in HERS)
    assert zephyrine in stream(house), "what is left is a pseudonym in what happened"
    assert mine.get("/api/enrolment/me").status_code == 401
    assert mine.post("/api/enrolment/me/erasure", json={"email": FORM["email"]}).status_code == 422


@pytest.mark.parametrize("courses", [[], ["une", "autre"]])
def test_an_operator_of_no_course_is_forgotten_in_all_of_them(house: House, courses: list[str]) -> None:
    database = house.database("enrolment")
    for course in courses:
        database["courses"].insert_one({"_id": course})
    person = transact(
        database, lambda work: commands.grant(work, "x@y.example", "operator", name="Lointaine"), deadline=5
    )
    eventually(lambda: house.database("notifications")["people"].find_one({"_id": person}))
    transact(database, lambda work: commands.erase(work, person), deadline=5)
    eventually(lambda: not any("Lointaine" in text for _, text in everything(house)))
    gone = [f"{course}/{person}" for course in courses or ["no-course"]]
    eventually(lambda: all(house.database("forum")["standings"].find_one({"_id": one, "gone": True}) for one in gone))


def test_all_parked_messages_are_looked_through_however_many_there_are(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dead, "LISTED", 3)
    name = house.services["forum"].topology(house.settings.namespace).dead("forum")
    bodies = ["gone" if number in (0, 4, 10) else f"kept {number}" for number in range(11)]
    with Connection(house.settings.amqp_url, "tests") as connection:
        Publisher(connection).send([Message(new_id(), "", name, {}, body.encode()) for body in bodies])
    assert dead.forget(Connection(house.settings.amqp_url, "tests"), name, ["gone", "nobody"]) == 3
    monkeypatch.undo()
    assert sorted(dead_letters(house).split("\n")) == sorted(body for body in bodies if body != "gone")


def test_whoever_was_forgotten_may_begin_again_as_somebody_new(house: House, zephyrine: str) -> None:
    mine = house.client("enrolment", house.signer.token(zephyrine, {COURSE: ["learner"]}))
    mine.post("/api/enrolment/me/erasure", json={"email": FORM["email"]})
    house.client("enrolment").post(f"/api/enrolment/courses/{COURSE}/learners", json=FORM)
    [person] = house.database("enrolment")["people"].find({"key": "zephyrine@introuvable.example"})
    assert person["_id"] != zephyrine
