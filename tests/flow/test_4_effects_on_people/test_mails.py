"""Mails of news: what they say, when they leave, and when they had better not."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from kit.settings import Settings
from kit.testing import House, eventually, happens
from kit.unit_of_work import transact
from notifications import events
from notifications.mailer import NoSuchMailbox
from notifications.post_office import send_what_is_unsent
from notifications.store import mails

from ..conftest import COURSE, Actor
from .parts import database, in_html, know, letters, now, posted, take, text, told
from .postbox import postbox

PREFERENCES = "/api/notifications/preferences"


def settings(office: House, mail: Path, patience: str = "0") -> Settings:
    options = office.settings.options | {"mail_patience": patience}
    return replace(office.settings, smtp_url=f"maildir://{mail}", options=options)


def send(office: House, mail: Path, patience: str = "0") -> int:
    return send_what_is_unsent(database(office), settings(office, mail, patience))


def answered(office: House, person: str = "anna", discussion: str = "d", title: str = "Là où ça coince") -> str:
    """Somebody answers in a discussion of that person; the key of the mail."""
    post = posted(3, "boris", discussion, title=title)
    take(office, posted(2, person, discussion, title=title), post)
    return f"{post.id}/{person}"


def outcomes(office: House) -> dict[str, str]:
    return {one["_id"]: one.get("outcome", "") for one in database(office)["mails"].find()}


def test_the_author_of_a_discussion_is_mailed(house: House, tmp_path: Path, anna: Actor, boris: Actor) -> None:
    know(house)
    know(house, "boris", name="Boris Démo")
    discussion = anna.opens("Là où ça coince")
    with happens(lambda: letters(tmp_path / "mail-of-the-house")):
        boris.answers(discussion)
    (letter,) = letters(tmp_path / "mail-of-the-house")
    assert letter["To"] == "Anna Démo <anna@demo.example>"
    assert letter["Subject"] == "Une réponse pour vous : Là où ça coince"
    assert f"/discussions/{discussion['id']}" in text(letter)
    assert "Boris Démo" in text(letter)


def test_it_says_the_same_twice_why_it_came_and_how_to_stop_it(office: House, mail: Path) -> None:
    know(office)
    answered(office, title="<b>Là</b> & ailleurs")
    send(office, mail)
    (letter,) = letters(mail)
    assert letter["Subject"] == "Une réponse pour vous : <b>Là</b> & ailleurs"
    for said in (text(letter), in_html(letter)):
        assert "parce que vous avez ouvert cette discussion" in said
        assert said.count("https://demo.example/unsubscribe/") == 2, "the thread, and the kind"
        assert "Ne plus rien recevoir à ce sujet" in said
    assert "&lt;b&gt;Là&lt;/b&gt; &amp; ailleurs" in in_html(letter)
    assert letter["List-Id"] == f"<discussion-d.{COURSE}.demo.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].startswith("<https://demo.example/api/notifications/unsubscribe/")
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("chosen", [None, "en", "fr"])
def test_it_speaks_the_language_that_was_chosen(office: House, mail: Path, anna: Actor, chosen: str | None) -> None:
    know(office, language="fr" if chosen == "en" else "en")
    if chosen:
        anna.at("notifications").put(PREFERENCES, json={"language": chosen})
    answered(office)
    send(office, mail)
    (letter,) = letters(mail)
    assert letter["Subject"].startswith("Une réponse" if chosen == "fr" else "An answer")


def test_news_wait_a_little_and_are_not_mailed_when_seen_on_screen(office: House, mail: Path, anna: Actor) -> None:
    know(office)
    key = answered(office)
    assert send(office, mail, patience="60") == 0
    assert outcomes(office) == {key: ""}
    seen = {"course": COURSE, "about": {"type": "discussion", "id": "d"}}
    anna.at("notifications").post("/api/notifications/bells/read", json=seen)
    assert send(office, mail) == 0
    assert outcomes(office) == {key: "cancelled"}
    assert letters(mail) == []
    (sent,) = database(office)["outbox"].find({"type": events.NOTIFICATION_SENT.type})
    assert sent["data"]["outcome"] == "cancelled"


def test_several_about_one_thing_leave_as_one(office: House, mail: Path) -> None:
    know(office)
    take(office, posted(2, "anna"), *(posted(number, "boris") for number in range(3, 7)))
    assert send(office, mail) == 1
    (letter,) = letters(mail)
    assert letter["Subject"] == "4 nouvelles dans « Bonjour »"
    assert sorted(outcomes(office).values()) == ["merged", "merged", "merged", "sent"]


def test_quiet_hours_put_off_and_lose_nothing(office: House, mail: Path, anna: Actor) -> None:
    know(office)
    moment = now()
    quiet = {"from": f"{moment - timedelta(hours=1):%H:%M}", "to": f"{moment + timedelta(hours=1):%H:%M}"}
    anna.at("notifications").put(PREFERENCES, json={"quiet": quiet, "time_zone": "UTC"})
    key = answered(office)
    assert send(office, mail) == 0
    (waiting,) = database(office)["mails"].find({"unsent": True})
    assert timedelta(minutes=50) < waiting["due"] - moment < timedelta(minutes=70)
    database(office)["mails"].update_one({"_id": key}, {"$set": {"due": moment}})
    anna.at("notifications").put(PREFERENCES, json={"quiet": None})
    assert send(office, mail) == 1


def test_a_ceiling_leads_to_the_digest(office: House, mail: Path, anna: Actor) -> None:
    know(office)
    anna.at("notifications").put(PREFERENCES, json={"weekly_ceiling": 2})
    for number in range(4):
        answered(office, discussion=f"d{number}")
        send(office, mail)
    assert sorted(outcomes(office).values()) == ["ceiling", "ceiling", "sent", "sent"]
    assert database(office)["bells"].count_documents({"digest": True}) == 2


def test_a_ceiling_holds_within_a_round_and_urgent_news_do_not_count(office: House, mail: Path, anna: Actor) -> None:
    know(office)
    anna.at("notifications").put(PREFERENCES, json={"weekly_ceiling": 2})
    take(office, told("enrolment.session.registered", f"{COURSE}/s1", session="s1", learner="anna"))
    take(office, told("enrolment.session.cancelled", "s1", session="s1"))
    for number in range(3):
        answered(office, discussion=f"d{number}")
    assert send(office, mail) == 3
    assert sorted(outcomes(office).values()) == ["ceiling", "sent", "sent", "sent"]


def test_a_mail_handed_over_twice_is_one_mail(office: House, mail: Path) -> None:
    know(office)
    key = answered(office)
    before = database(office)["mails"].find_one(key)
    send(office, mail)
    database(office)["mails"].replace_one({"_id": key}, before)  # as if the process had died before it could mark it
    database(office)["outbox"].delete_many({"type": events.NOTIFICATION_SENT.type})
    send(office, mail)
    assert len(letters(mail)) == 1


def letter_for(office: House, **content: Any) -> None:
    known = {"name": "Anna", "email": "anna@demo.example", "language": "fr", "link": "https://secret"}
    work = lambda work: mails.add_letter(work, "letter", "sign-in", "anna", known | content)  # noqa: E731
    transact(database(office), work, deadline=5)


def test_what_a_letter_said_is_forgotten_once_sent(office: House, mail: Path) -> None:
    letter_for(office)
    send(office, mail, patience="60")
    (letter,) = letters(mail)
    assert "https://secret" in text(letter)
    (kept,) = database(office)["mails"].find()
    assert kept["outcome"] == "sent"
    assert "content" not in kept


def test_a_mail_waits_for_the_address(office: House, mail: Path) -> None:
    answered(office)
    assert send(office, mail) == 0
    know(office, language="en")
    assert send(office, mail) == 1
    (letter,) = letters(mail)
    assert letter["Subject"].startswith("An answer for you")


def test_the_latest_address_stays_whatever_comes_last(office: House) -> None:
    know(office, sequence=2, name="Anna Nouvelle")
    know(office, sequence=1, name="Anna Ancienne")
    assert database(office)["people"].find_one("anna")["name"] == "Anna Nouvelle"


def test_mails_go_through_a_real_mail_server(office: House, mail: Path) -> None:
    know(office)
    know(office, person="nobody")
    answered(office)
    answered(office, "nobody", "e")
    with postbox() as box:
        send_what_is_unsent(database(office), replace(office.settings, smtp_url=f"smtp://127.0.0.1:{box.port}"))
    assert [one.rcpt_tos for one in box.received] == [["anna@demo.example"]]
    assert sorted(outcomes(office).values()) == ["refused", "sent"]


def test_a_mail_server_that_is_away_loses_nothing(office: House) -> None:
    know(office)
    answered(office)
    with pytest.raises(OSError, match="refused"):
        send_what_is_unsent(database(office), replace(office.settings, smtp_url="smtp://127.0.0.1:9"))
    assert database(office)["mails"].count_documents({"unsent": True}) == 1


def test_an_address_of_no_mail_server_is_told(office: House) -> None:
    know(office)
    answered(office)
    with pytest.raises(NoSuchMailbox):
        send_what_is_unsent(database(office), replace(office.settings, smtp_url="pigeon://loft"))


def test_the_history_shows_what_was_sent_to_me_and_to_nobody_else(office: House, mail: Path, anna: Actor) -> None:
    know(office)
    answered(office)
    answered(office, "boris", "e")
    send(office, mail)
    (item,) = eventually(lambda: anna.at("notifications").get("/api/notifications/mails").json["items"])
    assert (item["kind"], item["channel"], item["outcome"]) == ("answer", "mail", "sent")
    assert item["about"]["id"] == "d"
