"""Signing up: who is enrolled, what is told of it, and what is not."""

from concurrent.futures import ThreadPoolExecutor

from tests.flow.test_enrolment_api.parts import API, COURSE, MARYLINE, secret_of, told


def test_a_sign_up_is_told_without_a_name_and_mailed_in_private(operator, anybody, database):
    assert anybody.post(f"{COURSE}/learners", json=MARYLINE).status_code == 202
    [enrolled] = told(database, "learner.enrolled")
    assert enrolled["aggregate"] == f"innovation-publique/{enrolled['data']['learner']}"
    assert (enrolled["sequence"], enrolled["private"]) == (1, False)
    assert "Maryline" not in str(enrolled)
    [address] = [row for row in told(database, "address.changed") if row["data"]["name"] == MARYLINE["name"]]
    [link] = told(database, "sign-in.requested")
    assert address["private"]
    assert link["private"]
    assert link["data"]["email"] == MARYLINE["email"]
    assert secret_of(link["data"]["link"]) not in str(list(database["links"].find()))


def test_a_second_sign_up_gets_the_same_answer_and_only_a_link(operator, anybody, database):
    first = anybody.post(f"{COURSE}/learners", json=MARYLINE)
    second = anybody.post(f"{COURSE}/learners", json=MARYLINE | {"email": "MARYLINE@demo.example", "name": "Eve"})
    assert (first.status_code, first.data) == (second.status_code, second.data)
    assert len(told(database, "learner.enrolled")) == 1
    assert [row["data"]["name"] for row in told(database, "sign-in.requested")] == [MARYLINE["name"]] * 2


def test_sign_ups_of_one_address_at_once_make_one_person(operator, app, database):
    def sign_up(number: int) -> int:
        email = "Maryline@demo.example" if number % 2 else "maryline@demo.example"
        return app.test_client().post(f"{COURSE}/learners", json=MARYLINE | {"email": email}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(sign_up, range(8))) == [202] * 8
    assert len(told(database, "learner.enrolled")) == 1
    assert database["people"].count_documents({"key": "maryline@demo.example"}) == 1


def test_names_are_for_people_of_the_course(operator, anybody, sign_in):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    maryline = sign_in(MARYLINE["email"])
    me, odile = maryline.get(f"{API}/me").json["id"], operator.get(f"{API}/me").json["id"]
    asked = f"{API}/people?course=innovation-publique&ids={me},{odile},unknown"
    assert maryline.get(asked).json["items"] == [{"id": me, "name": MARYLINE["name"]}]
    assert anybody.get(asked).status_code == 401
    assert maryline.get(f"{API}/people?course=another&ids={me}").status_code == 403


def test_a_new_name_is_told_with_the_next_version(operator, database):
    assert operator.put(f"{API}/me", json={"name": "Odile O.", "language": "en"}).json["name"] == "Odile O."
    operator.put(f"{API}/me", json={"name": "Odile O."})
    assert [row["sequence"] for row in told(database, "address.changed")] == [1, 2]
