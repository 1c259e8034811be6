"""Files are brought, attached to messages, seen where those are seen, and gone when they are."""

from typing import Any

import pytest
from kit.testing import House

from ..conftest import COURSE, Actor
from .parts import FORUM, ask


def brings(actor: Actor, body: bytes = b"Le plan de la salle.") -> str:
    answer = actor.at("forum").post(f"{FORUM}/courses/{COURSE}/files", data=body, content_type="text/plain")
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def attaches(actor: Actor, discussion: dict[str, Any], *attached: str, status: int = 201) -> Any:
    asked = {"body": "Voici.", "attachments": list(attached)}
    return ask(actor, "POST", f"/discussions/{discussion['id']}/posts", asked, status)


def downloads(actor: Actor, file: str) -> int:
    return actor.at("forum").get(f"{FORUM}/courses/{COURSE}/files/{file}").status_code


def test_a_file_is_attached_and_handed_out_to_the_course(quiet_house: House, anna: Actor, boris: Actor) -> None:
    file = brings(anna)
    assert downloads(boris, file) == 404, "nothing shows it yet"
    post = attaches(anna, anna.opens(), file, file)
    (shown,) = post["attachments"]
    assert (shown["id"], shown["kind"], shown["size"]) == (file, "text/plain", 20)
    assert downloads(boris, file) == 200
    assert downloads(Actor(quiet_house, "stranger", course="jardinage"), file) == 403


def test_an_opening_has_files_too(anna: Actor, boris: Actor) -> None:
    file = brings(anna)
    anna.opens(attachments=[file])
    assert downloads(boris, file) == 200


def test_the_files_of_others_and_unknown_ones_cannot_be_attached(anna: Actor, boris: Actor) -> None:
    discussion, file = anna.opens(), brings(anna)
    for wrong in ([file], ["nothing"], [file, "nothing"], ["x"] * 11):
        problem = attaches(boris, discussion, *wrong, status=422)
        assert problem["errors"].keys() == {"attachments"}
    assert ask(anna, "GET", f"/discussions/{discussion['id']}")["posts"] == 1


def test_a_removed_message_shows_its_files_no_more(quiet_house: House, anna: Actor) -> None:
    file = brings(anna)
    post = attaches(anna, anna.opens(), file)
    ask(anna, "DELETE", f"/posts/{post['id']}")
    assert downloads(anna, file) == 404
    assert quiet_house.database("forum")["files"].find_one({"_id": file})["unclaimed"] is True


def test_an_edit_shows_other_files_and_the_history_those_from_before(
    quiet_house: House, anna: Actor, boris: Actor
) -> None:
    first, second = brings(anna), brings(anna, b"Le plan de la cour.")
    post = attaches(anna, anna.opens(), first)
    edited = ask(anna, "PATCH", f"/posts/{post['id']}", {"attachments": [second]})
    assert ([one["id"] for one in edited["attachments"]], edited["body"], edited["edits"]) == ([second], "Voici.", 1)
    (before,) = ask(boris, "GET", f"/posts/{post['id']}/edits")["items"]
    assert [one["id"] for one in before["attachments"]] == [first]
    assert [downloads(boris, file) for file in (first, second)] == [200, 200]
    ask(anna, "PATCH", f"/posts/{post['id']}", {"body": "Voici les deux.", "attachments": [second, first]})
    ask(anna, "PATCH", f"/posts/{post['id']}", {"body": "Les voici."})
    assert len(ask(anna, "GET", f"/posts/{post['id']}")["attachments"]) == 2, "left out, they stay"
    ask(anna, "PATCH", f"/posts/{post['id']}", {"attachments": []})
    ask(anna, "DELETE", f"/posts/{post['id']}")
    assert [downloads(boris, file) for file in (first, second)] == [404, 404]
    assert all(one["unclaimed"] for one in quiet_house.database("forum")["files"].find())


def test_an_edit_attaches_nothing_of_others_and_must_change_something(anna: Actor, boris: Actor) -> None:
    file, theirs = brings(anna), brings(boris, b"Le plan de la cour.")
    post = attaches(anna, anna.opens(), file)
    problem = ask(anna, "PATCH", f"/posts/{post['id']}", {"attachments": [file, theirs]}, 422)
    assert problem["errors"].keys() == {"attachments"}
    assert ask(anna, "PATCH", f"/posts/{post['id']}", {}, 422)["errors"].keys() == {"body"}
    ask(anna, "PATCH", f"/posts/{post['id']}", {"body": "Voici.", "attachments": [file]}, 409)
    assert ask(anna, "GET", f"/posts/{post['id']}/edits")["items"] == []


@pytest.mark.parametrize("body", [b"", b"\x7fELF\x01\x02\x00"])
def test_what_is_neither_picture_nor_document_is_refused(anna: Actor, body: bytes) -> None:
    answer = anna.at("forum").post(f"{FORUM}/courses/{COURSE}/files", data=body, content_type="text/plain")
    assert answer.status_code == 422
    assert answer.json["errors"].keys() == {"file"}
