"""Importing a file: rehearsed without a trace, then for real, whatever is killed meanwhile, as often as one likes."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest
from enrolment import commands
from enrolment.commands import imports
from kit.settings import Settings
from kit.testing import eventually

from tests.flow.test_enrolment_api.parts import API, COURSE, HEAD, MARYLINE, told
from tests.unit.test_enrolment_sheet import BROKEN, GOOD

ROWS = [f"P {n},p{n}@demo.example,FR,{n % 19 + 1:02},Commune,commune,1-9,oui,,2026-01-02" for n in range(30)]
BAD = "Bad,nobody,FR,23,X,commune,1-9,non,,"


def sheet(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


@pytest.fixture
def goes_through(house):
    return lambda: commands.go_through_imports(house.database("enrolment"), house.settings)


@pytest.fixture
def sends(operator):
    def send(*rows: str, **asked: str) -> dict:
        answer = operator.post(f"{COURSE}/imports", data=sheet(*rows), content_type="text/csv", query_string=asked)
        assert answer.status_code == 202, answer.text
        return answer.json

    return send


def test_a_rehearsal_says_what_would_happen_and_does_nothing(operator, sends, goes_through, database):
    people = database["people"].count_documents({})
    sent = sends(*ROWS, BAD)
    assert (sent["rehearsal"], sent["state"], sent["rows"], sent["done"]) == (True, "waiting", 31, 0)
    goes_through()
    shown = operator.get(f"{API}/imports/{sent['id']}").json
    assert (shown["state"], shown["done"]) == ("done", 31)
    assert shown["counts"] == {"created": 30, "changed": 0, "known": 0, "refused": 1}
    assert database["people"].count_documents({}) == people
    assert told(database, "learner.enrolled") == []
    lines = operator.get(f"{API}/imports/{sent['id']}/lines?outcome=refused").json["items"]
    assert [(one["line"], one["email"]) for one in lines] == [(32, "nobody")]
    assert "adresse électronique" in lines[0]["reason"]


def test_a_file_of_every_broken_kind_enrols_only_its_good_rows_and_sends_nothing(operator, database, goes_through):
    columns = HEAD.split(",")
    rows = [GOOD | {"email": f"good{n}@demo.example"} | changes for n, (changes, _) in enumerate(BROKEN.values())]
    good = [GOOD | {"email": f"fine{n}@demo.example"} for n in range(3)]
    lines = [";".join(row.get(name, "") for name in columns) for row in [good[0], *rows, *good[1:]]]
    body = "\n".join([";".join(columns), *lines]).encode()
    sent = operator.post(f"{COURSE}/imports?rehearsal=false", data=body, content_type="text/csv").json
    people = database["people"].count_documents({})
    goes_through()
    counts = operator.get(f"{API}/imports/{sent['id']}").json["counts"]
    assert len(BROKEN) >= 14
    assert counts == {"created": 3, "changed": 0, "known": 0, "refused": len(BROKEN)}
    assert database["people"].count_documents({}) == people + 3
    assert len(told(database, "learner.enrolled")) == 3
    assert told(database, "sign-in.requested") == []


def test_what_was_rehearsed_is_done_for_real_once(operator, sends, goes_through, database):
    sent = sends(*ROWS, BAD)
    start = f"{API}/imports/{sent['id']}/start"
    assert operator.post(start).status_code == 409
    goes_through()
    assert operator.post(start).status_code == 202
    goes_through()
    goes_through()
    assert operator.post(start).status_code == 409
    assert operator.get(f"{API}/imports/{sent['id']}").json["counts"]["created"] == 30
    assert len(told(database, "learner.enrolled")) == 30
    assert database["outbox"].count_documents({"time": datetime(2026, 1, 2, tzinfo=UTC)}) == 2 * 30
    assert told(database, "sign-in.requested") == [], "nobody is sent a mail"
    assert database["sheets"].count_documents({}) == 0, "the file is not kept"


def test_a_second_file_corrects_the_first_and_leaves_alone_what_people_said_themselves(
    operator, anybody, sends, goes_through, database
):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    sends(*ROWS[:2], rehearsal="false")
    goes_through()
    corrected = ROWS[0].replace("1-9", "10-49")
    mine = f"Eve,{MARYLINE['email']},BE,,Autre,other,1000+,non,,"
    sent = sends(corrected, ROWS[1], mine, rehearsal="false")
    goes_through()
    assert operator.get(f"{API}/imports/{sent['id']}").json["counts"] == {
        "created": 0,
        "changed": 1,
        "known": 2,
        "refused": 0,
    }
    [changed] = told(database, "learner.profile-changed")
    assert changed["data"]["organisation_size"] == "10-49"


def test_a_file_does_not_bring_back_who_has_left(operator, anybody, sign_in, sends, goes_through):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    sign_in(MARYLINE["email"]).delete(f"{API}/me/enrolments/innovation-publique")
    sent = sends(f"M,{MARYLINE['email']},FR,23,X,commune,1-9,non,,")
    goes_through()
    [line] = operator.get(f"{API}/imports/{sent['id']}/lines").json["items"]
    assert (line["outcome"], "a quitté le parcours" in line["reason"]) == ("refused", True)


def test_the_result_is_a_file_that_spreadsheets_open_and_that_acts_on_nothing(operator, sends, goes_through):
    sent = sends(ROWS[0], "X,=cmd|' /C calc'!A0,FR,23,X,commune,1-9,non,,", language="fr")
    goes_through()
    result = operator.get(f"{API}/imports/{sent['id']}/result.csv")
    text = result.data.decode("utf-8-sig")
    assert text.splitlines()[0] == "ligne;adresse;résultat;raison"
    assert "2;p0@demo.example;à inscrire;" in text
    assert ";'=cmd|" in text
    assert result.headers["Content-Disposition"].startswith("attachment")


def test_lines_come_page_by_page(operator, sends, goes_through, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 7)
    sent = sends(*ROWS)
    goes_through()
    seen, after = [], ""
    while after is not None:
        page = operator.get(f"{API}/imports/{sent['id']}/lines?limit=4" + (f"&after={after}" if after else "")).json
        seen += [one["line"] for one in page["items"]]
        after = page["next"]
    assert seen == list(range(2, 32))


def test_two_that_go_through_the_same_import_at_once_enrol_everybody_once(sends, goes_through, database, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 5)
    sent = sends(*ROWS, rehearsal="false")
    threads = [threading.Thread(target=goes_through) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told(database, "learner.enrolled")) == 30
    assert database["imports"].find_one({"_id": sent["id"]})["done"] == 30


DUTY = """
from enrolment import commands
from enrolment.commands import imports
from kit.settings import settings
from kit.unit_of_work import connect
imports.AT_ONCE = 10
commands.go_through_imports(connect(settings().mongo_url)[settings().database("enrolment")], settings())
"""


def run_the_duty(settings: Settings) -> subprocess.Popen:
    found = {"AMQP_URL": settings.amqp_url, "MONGO_URL": settings.mongo_url, "NAMESPACE": settings.namespace}
    environment = {**os.environ, **{f"BASCULE_{name}": value for name, value in found.items()}}
    return subprocess.Popen([sys.executable, "-c", DUTY], env=environment)


def test_an_import_that_is_killed_goes_on_where_it_was(house, sends, goes_through, database):
    rows = [row.replace("p", f"q{n}.") for n, row in enumerate(ROWS * 20)]
    sent = sends(*rows, rehearsal="false")
    process = run_the_duty(house.settings)
    eventually(lambda: database["imports"].find_one({"_id": sent["id"]})["done"] > 0, within=30)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert database["imports"].find_one({"_id": sent["id"]})["done"] < 600
    goes_through()
    assert database["imports"].find_one({"_id": sent["id"]})["counts"]["created"] == 600
    assert len(told(database, "learner.enrolled")) == 600


def test_a_relay_goes_through_imports_by_itself(house, sends, operator):
    house.run()
    sent = sends(*ROWS, rehearsal="false")
    eventually(lambda: operator.get(f"{API}/imports/{sent['id']}").json["state"] == "done")


def test_only_those_who_run_the_course_import(operator, anybody, do, sign_in, sends):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    learner = sign_in(MARYLINE["email"])
    sent = sends(*ROWS)
    assert anybody.post(f"{COURSE}/imports", data=HEAD).status_code == 401
    assert learner.post(f"{COURSE}/imports", data=HEAD).status_code == 403
    course = {"id": "another", "title": "Autre", "summary": "x", "language": "fr", "starts_on": "2026-06-01"}
    operator.post(f"{API}/courses", json=course)
    do(commands.grant, "solene@demo.example", "facilitator", "another", name="Solène")
    solene = sign_in("solene@demo.example")
    for path in ("", "/lines", "/result.csv"):
        assert solene.get(f"{API}/imports/{sent['id']}{path}").status_code == 403
    assert solene.post(f"{API}/imports/{sent['id']}/start").status_code == 403
    assert operator.get(f"{API}/imports/unknown").status_code == 404


def test_a_file_that_cannot_be_read_is_refused_whole_in_the_words_of_who_sent_it(operator, database):
    assert operator.post(f"{COURSE}/imports", data=b"x" * (10 * 1024 * 1024 + 1)).status_code == 413
    broken = operator.post(f"{COURSE}/imports?language=fr", data=HEAD.encode() + b'\n"')
    assert (broken.status_code, broken.content_type) == (422, "application/problem+json")
    assert broken.json["errors"]["body"] == [
        "À la ligne 2, un guillemet est ouvert et n'est pas refermé comme il faut."
    ]
    assert database["imports"].count_documents({}) == 0
