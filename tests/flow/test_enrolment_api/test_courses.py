"""Courses, stages and sessions: who may make them, and what is told when."""

from datetime import UTC, datetime, timedelta

from enrolment import commands
from kit.testing import happens

from tests.flow.test_enrolment_api.parts import API, COURSE, told


def test_a_facilitator_runs_the_course_and_no_other(operator, do, sign_in):
    do(commands.grant, "solene@demo.example", "facilitator", "innovation-publique", name="Solène")
    solene = sign_in("solene@demo.example")
    session = {"title": "Séance", "summary": "x", "starts_at": "2026-06-19T10:00:00Z", "minutes": 60}
    assert solene.post(f"{COURSE}/sessions", json=session).status_code == 201
    assert solene.post(f"{API}/courses/another/sessions", json=session).status_code == 403
    assert solene.post(f"{API}/courses", json={}).status_code == 403


def test_a_session_and_its_recording_are_told_in_order(operator, anybody, database):
    session = {"title": "Mi-parcours", "summary": "x", "starts_at": "2026-06-19T10:00:00Z", "minutes": 60}
    known = operator.post(f"{COURSE}/sessions", json=session, headers={"Idempotency-Key": "k"}).json
    assert operator.post(f"{COURSE}/sessions", json=session, headers={"Idempotency-Key": "k"}).json == known
    where = f"{API}/sessions/{known['id']}/recording"
    assert operator.put(where, json={"url": "http://video.example/1"}).status_code == 422
    assert operator.put(where, json={"url": "https://video.example/1"}).status_code == 200
    assert operator.put(where, json={"url": "https://video.example/1"}).status_code == 200
    assert [row["sequence"] for row in told(database, "session.scheduled") + told(database, "session.recorded")] == [
        1,
        2,
    ]
    assert anybody.get(f"{COURSE}/sessions").json["items"][0]["recording"] == "https://video.example/1"


def test_a_stage_opens_by_itself_when_its_moment_comes(operator, anybody, house, database):
    house.run()
    soon = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    for number, opens_at in ((2, "2199-01-01T00:00:00Z"), (1, soon)):
        stage = {"number": number, "title": "Une étape", "summary": "x", "opens_at": opens_at}
        assert operator.post(f"{COURSE}/stages", json=stage).status_code == 201
    assert operator.post(f"{COURSE}/stages", json=stage).status_code == 409
    with happens(lambda: [stage["open"] for stage in anybody.get(f"{COURSE}/stages").json["items"]] == [True, False]):
        pass
    [opened] = told(database, "stage.opened")
    assert (opened["data"]["number"], opened["sequence"]) == (1, 1)
    assert opened["time"] - datetime.fromisoformat(soon) < timedelta(seconds=2)
