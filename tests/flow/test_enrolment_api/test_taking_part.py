"""Stages that are read once they open, sessions that one registers for, and calendars that one subscribes to."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from enrolment import commands
from icalendar import Calendar
from kit.unit_of_work import transact
from PIL import Image

from tests.flow.test_enrolment_api.parts import API, COURSE, MARYLINE, told

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
SESSION = {"title": "Mi-parcours", "summary": "x", "starts_at": SOON.isoformat(), "minutes": 60}
SESSION |= {"url": "https://visio.example/salle"}
STAGE = {"number": 1, "title": "Écouter", "summary": "x", "opens_at": SOON.isoformat()}


@pytest.fixture
def maryline(operator, anybody, sign_in):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    return sign_in(MARYLINE["email"])


def at(database, moment, command):
    return transact(database, command, deadline=5, now=moment)


def test_the_content_of_a_stage_is_read_once_it_opens(operator, maryline, anybody, database):
    content = {"content": "# Écouter\n\n<script>alert(1)</script>**vraiment**"}
    stage = operator.post(f"{COURSE}/stages", json=STAGE | content).json
    where = f"{API}/stages/{stage['id']}"
    assert "vraiment" in operator.get(where).json["html"]
    assert maryline.get(where).json["content"] == maryline.get(where).json["html"] == ""
    at(database, SOON, commands.open_due_stages)
    read = maryline.get(where).json
    assert "<strong>vraiment</strong>" in read["html"]
    assert "<script" not in read["html"]
    assert anybody.get(where).status_code == 401
    assert "content" not in anybody.get(f"{COURSE}/stages").json["items"][0]


def test_a_stage_is_edited_before_and_after_but_opens_once(operator, database):
    stage = operator.post(f"{COURSE}/stages", json=STAGE).json
    where = f"{API}/stages/{stage['id']}"
    later = (SOON + timedelta(days=1)).isoformat()
    assert operator.patch(where, json={"opens_at": later, "title": "Observer"}).json["title"] == "Observer"
    at(database, SOON, commands.open_due_stages)
    assert told(database, "stage.opened") == []
    at(database, SOON + timedelta(days=1), commands.open_due_stages)
    assert operator.patch(where, json={"opens_at": STAGE["opens_at"]}).json["errors"].keys() == {"opens_at"}
    assert operator.patch(where, json={"content": "Corrigé.", "opens_at": later}).json["content"] == "Corrigé."
    assert len(told(database, "stage.opened")) == 1


def test_an_attachment_is_for_people_of_the_course_until_it_is_taken_off(operator, maryline, sign_in, do, database):
    picture = io.BytesIO()
    Image.new("RGB", (500, 20), "red").save(picture, "PNG")
    file = operator.post(f"{COURSE}/files", data=picture.getvalue(), content_type="image/png").json
    named = {"attachments": [{"file": file["id"], "name": "affiche"}]}
    stage = operator.post(f"{COURSE}/stages", json=STAGE | named).json
    assert stage["attachments"] == [{"file": file["id"], "name": "affiche", "kind": "image/png", "size": file["size"]}]
    shown = maryline.get(f"{COURSE}/files/{file['id']}")
    assert (shown.content_type, "affiche.png" in shown.headers["Content-Disposition"]) == ("image/png", True)
    assert maryline.get(f"{COURSE}/files/{file['id']}?width=320").content_type == "image/webp"
    another = {"id": "another", "title": "Autre", "summary": "x", "language": "fr", "starts_on": "2026-06-01"}
    assert operator.post(f"{API}/courses", json=another).status_code == 201
    do(commands.grant, "solene@demo.example", "facilitator", "another", name="Solène")
    solene = sign_in("solene@demo.example")
    assert solene.get(f"{API}/courses/another/files/{file['id']}").status_code == 404
    unknown = {"attachments": [{"file": "0" * 64, "name": "x"}]}
    assert operator.patch(f"{API}/stages/{stage['id']}", json=unknown).json["errors"].keys() == {"attachments"}
    assert operator.patch(f"{API}/stages/{stage['id']}", json={"attachments": []}).status_code == 200
    assert database["files"].find_one({"_id": file["id"]})["claims"] == []


def test_one_registers_takes_it_back_and_is_counted(operator, maryline, database):
    session = operator.post(f"{COURSE}/sessions", json=SESSION).json
    where = f"{API}/sessions/{session['id']}"
    for _ in range(2):
        assert maryline.put(f"{where}/registration").json["registered"]
    shown = maryline.get(where).json
    assert (shown["registered"], shown["i_registered"], shown["url"]) == (1, True, SESSION["url"])
    for _ in range(2):
        assert not maryline.delete(f"{where}/registration").json["registered"]
    assert maryline.get(where).json["registered"] == 0
    changes = told(database, "session.registered") + told(database, "session.unregistered")
    assert [row["sequence"] for row in changes] == [1, 2]


def test_a_session_is_moved_reminded_of_and_cancelled(operator, maryline, database):
    session = operator.post(f"{COURSE}/sessions", json=SESSION).json
    where = f"{API}/sessions/{session['id']}"
    moved = SOON + timedelta(hours=2)
    operator.patch(where, json={"title": "Mi-parcours !"})
    assert operator.patch(where, json={"starts_at": moved.isoformat()}).status_code == 200
    [rescheduled] = told(database, "session.rescheduled")
    assert rescheduled["data"]["previous_starts_at"].startswith(f"{SOON:%Y-%m-%dT%H:%M}")
    for minutes in (25 * 60, 24 * 60, 23 * 60, 30, 5):
        at(database, moved - timedelta(minutes=minutes), commands.remind_of_due_sessions)
    assert [row["data"]["minutes_before"] for row in told(database, "session.approached")] == [1440, 30]
    for _ in range(2):
        assert operator.put(f"{where}/cancellation").json["cancelled"]
    assert len(told(database, "session.cancelled")) == 1
    assert maryline.put(f"{where}/registration").status_code == 409
    assert operator.patch(where, json={"title": "Trop tard"}).status_code == 409


def test_attendance_is_told_once_and_only_when_it_can_be(operator, maryline, database):
    session = operator.post(f"{COURSE}/sessions", json=SESSION).json
    where = f"{API}/sessions/{session['id']}"
    for how in ("live", "later", "often"):
        assert maryline.put(f"{where}/attendance", json={"how": how}).json["errors"].keys() == {"how"}
    operator.put(f"{where}/recording", json={"url": "https://video.example/1"})
    for _ in range(2):
        assert maryline.put(f"{where}/attendance", json={"how": "later"}).json["attended"] == "later"
    [attended] = told(database, "session.attended")
    assert attended["data"]["how"] == "later"
    assert maryline.get(where).json["attended"] == {"live": 0, "later": 1}
    assert maryline.get(f"{COURSE}/sessions/mine").json["items"][0]["attended"] == "later"


def test_a_private_calendar_opens_by_its_address_until_there_is_another(operator, maryline, anybody, database):
    operator.post(f"{COURSE}/sessions", json=SESSION)
    operator.post(f"{COURSE}/stages", json=STAGE)
    assert maryline.get(f"{API}/me/calendar").json == {"open": False}
    first = maryline.post(f"{API}/me/calendar").json["url"]
    path = first[first.index(API) :]
    answer = anybody.get(path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {"Mi-parcours", "Écouter"}
    assert b"visio.example" in answer.data
    assert path.rpartition("/")[2].removesuffix(".ics") not in str(list(database["people"].find()))
    second = maryline.post(f"{API}/me/calendar").json["url"]
    assert (anybody.get(path).status_code, anybody.get(second[second.index(API) :]).status_code) == (404, 200)
    assert maryline.delete(f"{API}/me/calendar").status_code == 204
    assert anybody.get(second[second.index(API) :]).status_code == 404


def test_the_public_calendar_is_for_everybody_and_names_no_room(operator, anybody):
    operator.post(f"{COURSE}/sessions", json=SESSION)
    answer = anybody.get(f"{COURSE}/calendar.ics")
    assert (answer.status_code, b"visio.example" in answer.data, b"VTIMEZONE" in answer.data) == (200, False, True)
    assert anybody.get(f"{API}/courses/nowhere/calendar.ics").status_code == 404
