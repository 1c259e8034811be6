"""Digests: once at their hour, what was not seen, nothing twice, and nothing when there is nothing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from kit import metrics
from kit.testing import House
from notifications import events
from notifications.digests import send_what_is_due

from ..conftest import COURSE, Actor
from .parts import database, enrol, in_html, know, letters, now, posted, take, text, told
from .test_mails import PREFERENCES, settings

LATER = timedelta(days=8)


def send(office: House, mail: Path, after: timedelta = LATER) -> int:
    return send_what_is_due(database(office), settings(office, mail), now=now() + after)


def thanked(office: House, title: str = "Merci") -> None:
    """A piece of news that anna wants in the digest, not at once."""
    take(office, told("forum.answer.accepted", author="anna", by="boris", discussion=title, title=title))


def member(office: House, anna: Actor, **preferences: Any) -> None:
    know(office)
    take(office, told("enrolment.course.opened", title="Innovation publique"))
    enrol(office, "anna")
    if preferences:
        assert anna.at("notifications").put(PREFERENCES, json=preferences).status_code == 200


def test_it_tells_what_was_not_seen_and_why_and_how_to_stop(office: House, mail: Path, anna: Actor) -> None:
    member(office, anna)
    thanked(office, "Une")
    thanked(office, "Deux")
    take(office, told("enrolment.stage.opened", title="Écouter", stage="s"))
    assert send(office, mail) == 1
    (letter,) = letters(mail)
    assert letter["Subject"] == "Innovation publique : 3 nouvelles depuis hier"
    for said in (text(letter), in_html(letter)):
        assert "Une" in said
        assert "Écouter" in said
        assert "parce que vous avez choisi un récapitulatif par jour" in said
    assert letter["List-Id"] == f"<digest.{COURSE}.{COURSE}.demo.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (sent,) = database(office)["outbox"].find({"type": events.DIGEST_SENT.type})
    assert sent["data"] == {"course": COURSE, "period": "daily", "items": 3, "learner": "anna"}


def test_it_is_counted_among_the_mails(office: House, mail: Path, anna: Actor) -> None:
    def sent() -> float:
        return metrics.MAILS.labels("sent")._value.get()

    member(office, anna)
    thanked(office)
    before = sent()
    assert send(office, mail) == 1
    assert sent() == before + 1
    assert send(office, mail) == 0
    assert sent() == before + 1, "an empty one is none"


def test_an_empty_one_is_not_sent_and_the_next_comes(office: House, mail: Path, anna: Actor) -> None:
    member(office, anna)
    assert send(office, mail) == 0
    (waiting,) = database(office)["digests"].find()
    assert waiting["due"] > now()
    assert letters(mail) == []


def test_it_never_repeats_itself(office: House, mail: Path, anna: Actor) -> None:
    member(office, anna)
    thanked(office)
    take(office, told("enrolment.stage.opened", title="Écouter"))
    assert send(office, mail) == 1
    assert send(office, mail, LATER * 2) == 0


def test_what_was_seen_is_left_out(office: House, mail: Path, anna: Actor) -> None:
    member(office, anna)
    thanked(office, "Une")
    take(office, told("enrolment.stage.opened", title="Écouter"))
    anna.at("notifications").post("/api/notifications/bells/read", json={"course": COURSE, "all": True})
    thanked(office, "Deux")
    assert send(office, mail) == 1
    (letter,) = letters(mail)
    assert "Deux" in text(letter)
    assert "Une" not in text(letter)
    assert "Écouter" not in text(letter)


def test_what_was_mailed_at_once_is_left_out_but_not_what_the_ceiling_held_back(
    office: House, mail: Path, anna: Actor
) -> None:
    member(office, anna, weekly_ceiling=10)
    take(office, posted(2, "anna", title="Mailé"), posted(3, "boris", title="Mailé"))
    take(office, posted(2, "anna", "e", title="Retenu"), posted(3, "boris", "e", title="Retenu"))
    database(office)["bells"].update_one({"topic": "discussion/e"}, {"$set": {"digest": True}})
    assert send(office, mail) == 1
    (letter,) = letters(mail)
    assert "Retenu" in text(letter)
    assert "Mailé" not in text(letter)


def test_not_before_its_hour(office: House, mail: Path, anna: Actor) -> None:
    hour = (now() + timedelta(hours=3)).hour
    member(office, anna, digest={"period": "daily", "hour": hour}, time_zone="UTC")
    thanked(office)
    assert send(office, mail, timedelta(minutes=30)) == 0
    assert send(office, mail, timedelta(hours=3, minutes=1)) == 1


def test_none_for_who_wants_none_or_left(office: House, mail: Path, anna: Actor) -> None:
    member(office, anna, digest={"period": "never", "hour": 8})
    thanked(office)
    assert send(office, mail) == 0
    anna.at("notifications").put(PREFERENCES, json={"digest": {"period": "weekly", "hour": 8, "weekday": 3}})
    take(office, told("enrolment.learner.left", f"{COURSE}/anna", 2, learner="anna"))
    assert send(office, mail) == 0


def test_two_relays_send_one(office: House, mail: Path, anna: Actor) -> None:
    member(office, anna)
    thanked(office)
    (before,) = database(office)["digests"].find()
    send(office, mail)
    database(office)["digests"].replace_one({"_id": before["_id"]}, before)  # as the other relay had read it
    database(office)["outbox"].delete_many({"type": events.DIGEST_SENT.type})
    database(office)["mails"].delete_many({"kind": "digest"})
    send(office, mail)
    assert len(letters(mail)) == 1, "the same Message-ID"
