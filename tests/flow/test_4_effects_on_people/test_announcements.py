"""News for a whole course: written once, on everybody's bell at once, counted right, read and muted by each alone."""

from datetime import timedelta

import pytest
from kit.testing import House
from notifications import events
from notifications.store.announcements import LAST
from notifications.writing import write_what_was_announced
from pymongo.database import Database

from ..conftest import COURSE, Actor
from .parts import database, enrol, now, take, told

READ = "/api/notifications/bells/read"


def announce(house: House, title: str = "Bienvenue", author: str = "chloe") -> str:
    """The id of the event."""
    event = told("enrolment.announcement.published", title=title, author=author)
    take(house, event)
    return event.id


def written(database: Database) -> int:
    """How many documents there are, but for the marks of the inbox."""
    names = set(database.list_collection_names()) - {"inbox", "fence", "transactions"}
    return sum(database[name].count_documents({}) for name in names)


@pytest.mark.parametrize(
    ("event", "kind", "thing"),
    [
        ("enrolment.announcement.published", "announcement", "announcement"),
        ("enrolment.stage.opened", "stage", "stage"),
        ("enrolment.session.scheduled", "session", "session"),
        ("enrolment.session.recorded", "recording", "session"),
        ("enrolment.sketchnote.published", "sketchnote", "sketchnote"),
        ("forum.controversy.opened", "controversy", "controversy"),
        ("forum.controversy.closed", "controversy-closed", "controversy"),
        ("forum.controversy.concluded", "controversy-concluded", "controversy"),
        ("forum.project.declared", "project", "project"),
        ("reporting.bilan.published", "bilan", "bilan"),
    ],
)
def test_what_concerns_the_course_is_on_every_bell(office: House, event: str, kind: str, thing: str) -> None:
    enrol(office, "anna", "boris")
    happened = told(event)
    take(office, happened)
    for person in ("anna", "boris"):
        actor = Actor(office, person)
        assert actor.unread() == 1
        (bell,) = actor.bells()
        assert (bell["kind"], bell["about"]["type"], bell["everyone"]) == (kind, thing, True)
        assert bell["about"]["id"] == happened.data[thing]


def test_it_is_written_once_however_many_there_are(office: House) -> None:
    enrol(office, "anna")
    before = written(database(office))
    announce(office)
    for_one = written(database(office)) - before
    enrol(office, *(f"person-{number}" for number in range(25)))
    before = written(database(office))
    announce(office)
    assert written(database(office)) - before <= for_one
    assert all(Actor(office, f"person-{number}").unread() == 2 for number in range(25))


def test_who_did_it_and_who_came_later_hear_nothing(office: House) -> None:
    enrol(office, "anna", "chloe")
    enrol(office, "late", since=now() + timedelta(hours=1))
    announce(office, author="chloe")
    assert {name: Actor(office, name).unread() for name in ("anna", "chloe", "late", "nobody")} == {
        "anna": 1,
        "chloe": 0,
        "late": 0,
        "nobody": 0,
    }


def test_it_is_told_live_to_everyone_without_naming_anybody(office: House) -> None:
    announce(office)
    (raised,) = database(office)["outbox"].find({"type": events.NOTIFICATION_RAISED.type})
    assert raised["data"]["recipients"] == []
    assert raised["data"]["everyone"] is True


def test_each_reads_it_alone(office: House, anna: Actor, boris: Actor) -> None:
    enrol(office, "anna", "boris")
    first, _ = announce(office, "Une"), announce(office, "Deux")
    for _ in range(2):
        answer = anna.at("notifications").post(READ, json={"course": COURSE, "ids": [first]})
        assert answer.json == {"unread": 1}
    assert {bell["about"]["title"]: bell["read"] for bell in anna.bells()} == {"Une": True, "Deux": False}
    assert anna.at("notifications").post(READ, json={"course": COURSE, "all": True}).json == {"unread": 0}
    assert boris.unread() == 2


def test_it_goes_with_the_news_of_a_person_in_order_of_time(office: House, anna: Actor) -> None:
    enrol(office, "anna")
    announce(office, "Avant")
    take(office, told("forum.post.thanked", author="anna", by="boris", discussion="d", title="Merci"))
    announce(office, "Après")
    assert [bell["about"]["title"] for bell in anna.bells()] == ["Après", "Merci", "Avant"]


def test_pages_reach_news_that_have_left_the_board(office: House, anna: Actor) -> None:
    enrol(office, "anna")
    titles = [f"N° {number}" for number in range(LAST + 5)]
    take(office, *(told("enrolment.announcement.published", title=title) for title in titles))
    seen, asked = [], {"course": COURSE, "limit": 20}
    while True:
        page = anna.at("notifications").get("/api/notifications/bells", query_string=asked).json
        seen += [one["about"]["title"] for one in page["items"]]
        if page["next"] is None:
            break
        asked["after"] = page["next"]
    assert sorted(seen) == sorted(titles)
    assert anna.unread() == LAST, "what has left the board counts as read"


def test_a_kind_and_a_course_can_be_silenced(office: House, anna: Actor, boris: Actor) -> None:
    enrol(office, "anna", "boris")
    client = anna.at("notifications")
    client.put("/api/notifications/preferences", json={"channels": {"announcement": {"bell": False}}})
    muted = boris.at("notifications").put(
        f"/api/notifications/levels/course/{COURSE}", query_string={"course": COURSE}, json={"level": "muted"}
    )
    assert muted.status_code == 200
    announce(office)
    assert (anna.unread(), boris.unread()) == (0, 0)
    take(office, told("enrolment.stage.opened"))
    assert (anna.unread(), boris.unread()) == (1, 0)


def test_those_who_want_it_by_mail_are_written_to_afterwards_once(office: House, anna: Actor) -> None:
    enrol(office, "anna", "boris", "chloe")
    never = {"channels": {"announcement": {"mail": "never"}}}
    anna.at("notifications").put("/api/notifications/preferences", json=never)
    event = announce(office, author="chloe")
    for _ in range(2):
        write_what_was_announced(database(office), office.settings)
    assert [mail["_id"] for mail in database(office)["mails"].find()] == [f"{event}/boris"]


def test_a_calm_kind_is_mailed_only_to_who_asked_for_it(office: House, anna: Actor) -> None:
    enrol(office, "anna", "boris")
    at_once = {"channels": {"project": {"mail": "at-once"}}}
    anna.at("notifications").put("/api/notifications/preferences", json=at_once)
    declared = told("forum.project.declared", author="chloe")
    take(office, declared)
    write_what_was_announced(database(office), office.settings)
    assert [mail["_id"] for mail in database(office)["mails"].find()] == [f"{declared.id}/anna"]


def test_writing_goes_on_where_it_stopped(office: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifications.store.announcements.SOME", 3)
    enrol(office, *(f"person-{number}" for number in range(8)))
    announce(office)
    write_what_was_announced(database(office), office.settings)
    assert database(office)["mails"].count_documents({}) == 8
    assert database(office)["broadcasts"].count_documents({"unwritten": True}) == 0
