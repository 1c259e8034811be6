"""What people choose, all that is held about them, and that it can be forgotten."""

import random
from pathlib import Path
from typing import Any

import pytest
from kit.event import Event
from kit.testing import House
from notifications.post_office import send_what_is_unsent

from ..conftest import COURSE, Actor
from .parts import bells, database, enrol, know, posted, take, told
from .test_mails import PREFERENCES, settings


def change(actor: Actor, **preferences: Any) -> Any:
    return actor.at("notifications").put(PREFERENCES, json=preferences)


def test_preferences_are_one_document_of_which_parts_can_be_changed(office: House, anna: Actor) -> None:
    before = anna.at("notifications").get(PREFERENCES).json
    assert before["digest"] == {"period": "daily", "hour": 8, "weekday": 0}
    assert before["channels"]["mention"] == {"bell": True, "mail": "at-once", "push": True}
    change(anna, channels={"mention": {"mail": "digest"}}, weekly_ceiling=3)
    change(anna, quiet={"from": "21:00", "to": "06:30"}, channels={"reply": {"push": True}})
    after = anna.at("notifications").get(PREFERENCES).json
    assert after["channels"]["mention"] == {"bell": True, "mail": "digest", "push": True}
    assert after["channels"]["reply"] == {"bell": True, "mail": "digest", "push": True}
    assert (after["weekly_ceiling"], after["quiet"]) == (3, {"from": "21:00", "to": "06:30"})
    assert after["digest"] == before["digest"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"channels": {"gossip": {"mail": "never"}}}, "channels"),
        ({"channels": {"reply": {"mail": "hourly"}}}, "channels"),
        ({"digest": {"period": "daily", "hour": 24}}, "digest"),
        ({"digest": {"period": "yearly", "hour": 8}}, "digest"),
        ({"digest": {"period": "daily", "hour": "8"}}, "digest"),
        ({"time_zone": "Europe/Gueret"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"quiet": {"from": "25:00", "to": "07:00"}}, "quiet"),
        ({"quiet": {"from": "20:00"}}, "quiet"),
        ({"weekly_ceiling": -1}, "weekly_ceiling"),
        ({"language": "tlh"}, "language"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_preference_that_is_none_is_named(office: House, anna: Actor, wrong: Any, field: str) -> None:
    answer = change(anna, **wrong)
    assert answer.status_code == 422
    assert field in answer.json["errors"]
    assert database(office)["preferences"].count_documents({}) == 0


def test_nothing_at_all_is_kept_of_a_kind_that_nobody_wants(office: House, anna: Actor) -> None:
    change(anna, channels={"answer": {"bell": False, "mail": "never", "push": False}})
    take(office, posted(2, "anna"), posted(3, "boris"))
    assert bells(office, "anna") == []


def test_off_the_bell_and_in_the_digest_is_possible(office: House, anna: Actor) -> None:
    change(anna, channels={"answer": {"bell": False, "mail": "digest", "push": False}})
    take(office, posted(2, "anna"), posted(3, "boris"))
    assert (anna.bells(), anna.unread()) == ([], 0)
    assert len(bells(office, "anna")) == 1


def test_overseas_the_clock_is_theirs(office: House, anna: Actor) -> None:
    data = {"learner": "anna", "role": "learner", "country": "FR", "department": "974"}
    take(office, told("enrolment.learner.enrolled", f"{COURSE}/anna", **data))
    assert anna.at("notifications").get(PREFERENCES).json["time_zone"] == "Indian/Reunion"


def everything_said(office: House) -> str:
    """All that is kept, but for the marks and events that others tell."""
    names = set(database(office).list_collection_names()) - {"inbox", "fence", "keys", "outbox"}
    return "\n".join(f"{name}: {one}" for name in sorted(names) for one in database(office)[name].find())


def live_through(office: House, mail: Path, anna: Actor) -> None:
    """Anna leaves traces wherever she can."""
    know(office, name="Anna Introuvable")
    know(office, "boris", name="Boris Démo")
    enrol(office, "anna", "boris")
    change(anna, language="fr")
    anna.at("notifications").put(
        "/api/notifications/levels/tag/x", query_string={"course": COURSE}, json={"level": "watching"}
    )
    take(office, posted(2, "anna"), posted(3, "boris", mentions=["anna"]), posted(4, "anna", mentions=["boris"]))
    take(office, told("enrolment.announcement.published", author="anna"))
    take(office, told("enrolment.session.registered", "s/anna", session="s", learner="anna"))
    take(office, told("forum.project.declared", "p", 1, project="p", author="anna"))
    send_what_is_unsent(database(office), settings(office, mail))
    take(office, posted(5, "anna"))


def test_all_that_is_held_about_me_is_given(office: House, mail: Path, anna: Actor) -> None:
    live_through(office, mail, anna)
    held = anna.at("notifications").get("/api/notifications/me/data").json
    known = {"bells", "levels", "mails", "members", "people", "posts", "preferences", "readers", "voices", "teams"}
    assert known | {"registrations", "digests", "replies"} <= held.keys()
    assert held["people"][0]["email"] == "anna@demo.example"
    assert "boris@demo.example" not in str(held)


def test_a_title_that_is_forgotten_comes_back_in_no_order(office: House, boris: Actor) -> None:
    """The project and the discussions of somebody who is erased while others answer, join and thank."""
    draw = random.Random(2026)
    for number in range(8):
        facts = of_somebody_erased(f"d{number}", f"p{number}")
        draw.shuffle(facts)
        for fact in facts:
            take(office, fact)
    assert "Girouette" not in everything_said(office)
    assert {bell["about"]["title"] for bell in boris.bells()} == {"Une discussion", "Un projet"}


def of_somebody_erased(discussion: str, project: str) -> list[Event]:
    in_it = {"discussion": discussion, "title": "Girouette"}
    team = {"project": project, "title": "Girouette", "author": "anna"}
    return [
        told("forum.discussion.opened", discussion, 1, author="anna", stage=None, tags=[], **in_it),
        *(posted(number, person, **in_it) for number, person in ((2, "anna"), (3, "boris"), (4, "chloe"))),
        told("forum.post.thanked", discussion, 5, author="boris", by="chloe", **in_it),
        told("forum.project.declared", project, 1, **team),
        told("forum.project.joined", project, 2, learner="boris", **team),
        told("forum.project.updated", project, 3, by="anna", **team),
        *(
            told("forum.title.forgotten", thing, 9, about={"type": kind, "id": thing}, title=title)
            for kind, thing, title in (("discussion", discussion, "Une discussion"), ("project", project, "Un projet"))
        ),
    ]


def test_who_is_erased_is_in_nothing_that_is_kept(office: House, mail: Path, anna: Actor) -> None:
    live_through(office, mail, anna)
    assert "anna" in everything_said(office).lower()
    take(office, told("enrolment.learner.erased", f"{COURSE}/anna", 2, learner="anna"))
    (mark,) = [line for line in everything_said(office).split("\n") if "anna" in line.lower()]
    assert mark.startswith("preferences: {'_id': 'anna', 'gone': "), "what keeps late events out, for a while"
    assert len(bells(office, "boris")) == 1, "others keep their own"


def test_what_comes_late_brings_nobody_back(office: House, mail: Path, anna: Actor) -> None:
    live_through(office, mail, anna)
    take(office, told("enrolment.learner.erased", f"{COURSE}/anna", 3, learner="anna"))
    data = {"learner": "anna", "name": "Anna Introuvable", "email": "anna@demo.example", "language": "fr"}
    take(office, told("enrolment.address.changed", "address/anna", 9, **data))
    take(office, posted(6, "boris", mentions=["anna"]), told("enrolment.stage.opened"))
    assert "introuvable" not in everything_said(office).lower()
    assert bells(office, "anna") == []


def test_who_left_hears_no_more_of_the_course(office: House, mail: Path, anna: Actor) -> None:
    live_through(office, mail, anna)
    take(office, told("enrolment.learner.left", f"{COURSE}/anna", 2, learner="anna"))
    take(office, told("enrolment.stage.opened"))
    assert database(office)["mails"].count_documents({"person": "anna", "unsent": True}) == 0
    assert all(not bell["everyone"] for bell in anna.bells())


def test_who_comes_back_hears_again(office: House, anna: Actor) -> None:
    enrol(office, "anna")
    take(office, told("enrolment.learner.left", f"{COURSE}/anna", 2, learner="anna"))
    again = told("enrolment.learner.enrolled", f"{COURSE}/anna", 3, learner="anna", role="learner", department="")
    take(office, again)
    take(office, told("enrolment.stage.opened"))
    assert anna.unread() == 1
