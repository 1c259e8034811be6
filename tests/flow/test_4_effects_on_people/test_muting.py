"""The link in each mail: one click mutes just what came (RFC 8058); looking does nothing, forging is of no use."""

from pathlib import Path

import pytest
from kit.testing import House
from notifications import events, keys
from notifications.domain.links import Muted, seal
from notifications.post_office import send_what_is_unsent

from ..conftest import COURSE, Actor
from .parts import bells, database, know, letters, posted, take
from .test_mails import PREFERENCES, answered, settings

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link(office: House, mail: Path) -> str:
    """The path that the header of a mail offers."""
    know(office)
    answered(office)
    send_what_is_unsent(database(office), settings(office, mail))
    (letter,) = letters(mail)
    return letter["List-Unsubscribe"].strip("<>").removeprefix("https://demo.example")


def of_kind(office: House, kind: str) -> str:
    word = seal(Muted("anna", COURSE, kind, ""), keys.of_links(database(office)))
    return f"/api/notifications/unsubscribe/{word}"


def test_one_click_mutes_the_thread_without_signing_in(office: House, mail: Path) -> None:
    path, nobody = link(office, mail), office.client("notifications")
    shown = nobody.get(path).json
    assert (shown["what"], shown["about"], shown["done"]) == (
        "thing",
        {"type": "discussion", "id": "d", "title": "Là où ça coince"},
        False,
    )
    for _ in range(2):
        answer = nobody.post(path, data=ONE_CLICK)
        assert (answer.status_code, answer.json["done"]) == (200, True)
    take(office, posted(4, "boris"))
    assert bells(office, "anna")[0]["count"] == 1
    (muted, *_) = database(office)["outbox"].find({"type": events.NOTIFICATION_MUTED.type})
    assert muted["data"]["about"] == {"type": "discussion", "id": "d"}


def test_looking_at_the_link_does_nothing(office: House, mail: Path, anna: Actor) -> None:
    path, nobody = link(office, mail), office.client("notifications")
    assert nobody.get(path).json["done"] is False
    assert nobody.head(path).status_code == 200
    browser = nobody.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert browser.status_code == 303
    assert browser.location == f"https://demo.example{path.removeprefix('/api/notifications')}"
    assert database(office)["levels"].count_documents({}) == 0


def test_a_kind_is_muted_by_mail_and_stays_on_the_bell(office: House, anna: Actor) -> None:
    nobody, path = office.client("notifications"), of_kind(office, "answer")
    assert nobody.post(path, data=ONE_CLICK).json["done"] is True
    answered(office)
    assert database(office)["mails"].count_documents({}) == 0
    assert anna.unread() == 1
    channels = anna.at("notifications").get(PREFERENCES).json["channels"]
    assert channels["answer"]["mail"] == "never"
    assert channels["mention"]["mail"] == "at-once", "just that, nothing else"


@pytest.mark.parametrize("kind", ["answer", "digest"])
def test_it_can_be_undone(office: House, anna: Actor, kind: str) -> None:
    before = anna.at("notifications").get(PREFERENCES).json
    nobody, path = office.client("notifications"), of_kind(office, kind)
    nobody.post(path, data=ONE_CLICK)
    assert anna.at("notifications").get(PREFERENCES).json != before
    assert nobody.post(path, data={"undo": "true"}).json["done"] is False
    assert anna.at("notifications").get(PREFERENCES).json == before


@pytest.mark.parametrize("change", ["cut", "other", "key", "empty", "long"])
def test_a_forged_link_mutes_nothing(office: House, mail: Path, change: str) -> None:
    path, nobody = link(office, mail), office.client("notifications")
    word = path.rpartition("/")[2]
    forged = {
        "cut": word[:-3],
        "other": f"{seal(Muted('boris', COURSE, '', 'discussion/d'), b'x').partition('.')[0]}.{word.partition('.')[2]}",
        "key": seal(Muted("anna", COURSE, "", "discussion/d"), b"another key"),
        "empty": ".",
        "long": "x" * 5000,
    }[change]
    for method in ("GET", "POST"):
        answer = nobody.open(f"/api/notifications/unsubscribe/{forged}", method=method)
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"
    assert database(office)["levels"].count_documents({}) == 0
