"""What facilitators change by forms: a stage, a session and its time, the rules of the course, a discussion's pace."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from kit.settings import Settings
from kit.testing import House

from tests.pages import come_in, pages_before, send

from ..conftest import COURSE, Actor

HERE = f"/api/enrolment/courses/{COURSE}"
ABOUT = {"id": COURSE, "title": "Innover ensemble", "summary": "Six semaines.", "language": "fr"}
SESSION = {"title": "On se voit", "summary": "Pour démarrer.", "starts_at": "2027-07-01T12:30:00Z", "minutes": 45}
STAGE = {"number": 1, "title": "Écouter", "summary": "Avant de faire.", "opens_at": "2027-07-01T06:00:00Z"}


@pytest.fixture
def quiet_house(settings: Settings) -> Iterator[House]:
    with House(settings, ["enrolment", "forum"]) as house:
        operator = house.client("enrolment", house.signer.token("odile", {}, operator=True))
        opened = operator.post("/api/enrolment/courses", json=ABOUT | {"starts_on": "2027-06-28"})
        assert opened.status_code == 201, opened.text
        house.database("forum")["courses"].insert_one({"_id": COURSE})
        yield house


@pytest.fixture
def frida(quiet_house: House) -> Actor:
    return Actor(quiet_house, "frida", "facilitator")


@pytest.fixture
def browser(quiet_house: House, frida: Actor) -> Iterator[FlaskClient]:
    ours = {name: quiet_house.client(name).application for name in ("enrolment", "forum")}
    with pages_before(ours) as client:
        yield come_in(client, frida.token)


def test_a_session_is_moved_and_then_called_off(browser: FlaskClient, frida: Actor) -> None:
    made = frida.at("enrolment").post(f"{HERE}/sessions", json=SESSION).json
    edit = f"/facilitation/sessions/{made['id']}/edit"
    assert "Changer cette séance" in browser.get(edit).text
    assert 'value="2027-07-01T14:30"' in browser.get(edit).text, "Paris is two hours ahead in summer"
    typed = {"title": "On se voit enfin", "summary": "Pour démarrer.", "starts_at": "2027-07-02T09:00", "minutes": "60"}
    send(browser, edit, typed | {"url": "https://visio.example/salle"})
    assert _session(frida, made)["starts_at"] == "2027-07-02T07:00:00+00:00"
    assert _session(frida, made)["url"] == "https://visio.example/salle"
    assert "On se voit enfin" in browser.get("/facilitation/").text
    send(browser, f"/facilitation/sessions/{made['id']}/cancellation", {}, form=edit)
    assert _session(frida, made)["cancelled"] is True
    assert "Cette séance est annulée." in browser.get(edit).text


def test_a_session_with_every_field_wrong_says_so_beside_each(browser: FlaskClient, frida: Actor) -> None:
    made = frida.at("enrolment").post(f"{HERE}/sessions", json=SESSION).json
    edit = f"/facilitation/sessions/{made['id']}/edit"
    wrong = {"title": "", "summary": "", "starts_at": "demain", "minutes": "longtemps", "url": "http://visio.example"}
    page = send(browser, edit, wrong, status=422).text
    assert all(f'id="{name}-wrong"' in page for name in wrong)
    assert 'value="demain"' in page


def test_a_stage_changes_its_words_and_its_date_until_it_opens(
    browser: FlaskClient, frida: Actor, quiet_house: House
) -> None:
    made = frida.at("enrolment").post(f"{HERE}/stages", json=STAGE).json
    edit = f"/facilitation/stages/{made['id']}/edit"
    typed = {"title": "Écouter vraiment", "summary": "Avant de faire.", "content": "**Un carnet.**"}
    send(browser, edit, typed | {"opens_at": "2027-07-03T08:00"})
    stage = frida.at("enrolment").get(f"/api/enrolment/stages/{made['id']}").json
    assert (stage["title"], stage["content"]) == ("Écouter vraiment", "**Un carnet.**")
    assert stage["opens_at"] == "2027-07-03T06:00:00+00:00"
    quiet_house.database("enrolment")["stages"].update_one(
        {"_id": made["id"]}, {"$set": {"opened_at": quiet_house.database("enrolment")["stages"].find_one()["at"]}}
    )
    page = browser.get(edit).text
    assert "Changer cette étape" in page
    assert 'name="opens_at"' not in page
    assert "sa date ne change plus" in page
    send(browser, edit, typed | {"title": "Écouter encore"})
    assert frida.at("enrolment").get(f"/api/enrolment/stages/{made['id']}").json["title"] == "Écouter encore"


def test_the_rules_of_the_course_are_set_and_a_wrong_one_is_named(browser: FlaskClient, frida: Actor) -> None:
    rules = frida.at("forum").get(f"/api/forum/courses/{COURSE}/rules").json
    send(browser, "/facilitation/rules", rules | {"unanswered_after_hours": "24"})
    assert frida.at("forum").get(f"/api/forum/courses/{COURSE}/rules").json == rules | {"unanswered_after_hours": 24}
    page = send(browser, "/facilitation/rules", rules | {"newcomer_days": "mille"}, status=422).text
    assert 'id="newcomer_days-wrong"' in page
    assert 'value="mille"' in page


def test_a_discussion_is_slowed_down_and_says_so(browser: FlaskClient, frida: Actor) -> None:
    path = f"/discussions/{frida.opens()['id']}"
    send(browser, f"{path}/pace", {"minutes": "15"}, form=path)
    assert "toutes les 15 minutes" in browser.get(path).text
    send(browser, f"{path}/pace", {"minutes": "0"}, form=path)
    assert "on prend son temps" not in browser.get(path).text


def test_who_only_learns_may_not(quiet_house: House, browser: FlaskClient) -> None:
    come_in(browser, Actor(quiet_house, "anna").token)
    assert browser.get("/facilitation/rules").status_code == 403


def _session(frida: Actor, made: dict[str, Any]) -> dict[str, Any]:
    return frida.at("enrolment").get(f"/api/enrolment/sessions/{made['id']}").json
