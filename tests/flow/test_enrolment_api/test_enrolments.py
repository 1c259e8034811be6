"""What people say of themselves in a course, being found or not, roles given and taken, leaving and coming back."""

import pytest
from enrolment import commands

from tests.flow.test_enrolment_api.parts import API, COURSE, MARYLINE, told

MINE = f"{API}/me/enrolments/innovation-publique"
FORM = {name: MARYLINE[name] for name in ("country", "department", "organisation", "alone", "consent")}


@pytest.fixture
def maryline(operator, anybody, sign_in):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    return sign_in(MARYLINE["email"])


def test_an_enrolment_says_whom_the_course_reaches(maryline, database):
    [mine] = maryline.get(f"{API}/me").json["enrolments"]
    assert mine["reach"] == ["small", "alone", "isolated"]
    assert told(database, "learner.enrolled")[0]["data"]["reach"] == mine["reach"]


def test_what_is_new_of_ones_workplace_is_told_and_nothing_else_is(maryline, database):
    for changes in ({"hopes": "Ne plus être seule."}, {"alone": False}, {"alone": False}):
        assert maryline.put(MINE, json=FORM | changes).status_code == 200
    [changed] = told(database, "learner.profile-changed")
    assert (changed["sequence"], changed["data"]["alone"], changed["data"]["reach"]) == (
        2,
        False,
        ["small", "isolated"],
    )


def test_every_answer_on_a_purpose_is_kept_with_its_date(maryline):
    for newsletter in (True, True, False):
        answer = maryline.put(MINE, json=FORM | {"consent": {"terms": True, "newsletter": newsletter}})
    given = [one["given"] for one in answer.json["consents"] if one["purpose"] == "newsletter"]
    assert given == [True, False]
    assert {one["source"] for one in answer.json["consents"]} == {"sign-up", "profile"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"country": "BE"}, "department"),
        ({"consent": {}}, "consent"),
        ({"alone": None}, "alone"),
        ({"name": "x"}, "name"),
    ],
)
def test_a_form_that_breaks_a_rule_changes_nothing(maryline, database, changes, field):
    answer = maryline.put(MINE, json=FORM | changes)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert told(database, "learner.profile-changed") == []


def test_only_those_who_agreed_are_found_and_by_any_word_of_their_name(maryline):
    def found(begins: str) -> list[str]:
        asked = {"course": "innovation-publique", "q": begins}
        return [one["name"] for one in maryline.get(f"{API}/people/search", query_string=asked).json["items"]]

    assert found("mary") == []
    maryline.put(MINE, json=FORM | {"consent": {"terms": True, "findable": True}})
    for begins in ("mary", "EXEM", "Maryline ex"):
        assert found(begins) == [MARYLINE["name"]]
    assert [found(begins) for begins in ("aryline", "maryline z", "\uffff")] == [[], [], []]
    maryline.put(f"{API}/me", json={"name": "Marie Nouvelle"})
    assert (found("exem"), found("nouv")) == ([], ["Marie Nouvelle"])
    maryline.put(MINE, json=FORM)
    assert found("nouv") == ["Marie Nouvelle"], "what was not asked again stays agreed"
    maryline.put(MINE, json=FORM | {"consent": {"terms": True, "findable": False}})
    assert found("nouv") == []


def test_whoever_leaves_is_told_as_left_and_may_come_back(maryline, database, sign_in):
    assert maryline.delete(MINE).status_code == 204
    assert maryline.delete(MINE).status_code == 204
    assert len(told(database, "learner.left")) == 1
    kept = str(database["enrolments"].find_one({"person": maryline.get(f"{API}/me").json["id"]}))
    assert "Commune d'Exemple" not in kept
    assert sign_in(MARYLINE["email"]).get(f"{API}/me").json["enrolments"] == []
    assert maryline.put(MINE, json=FORM).status_code == 200
    assert [row["sequence"] for row in told(database, "learner.enrolled")] == [1, 3]
    assert maryline.delete(f"{API}/me/enrolments/nowhere").status_code == 404


def test_a_facilitator_gives_and_takes_roles_and_the_last_one_stays(maryline, operator, database, do, sign_in):
    do(commands.grant, "solene@demo.example", "facilitator", "innovation-publique", name="Solène")
    solene = sign_in("solene@demo.example")
    ids = {one["name"]: one["id"] for one in solene.get(f"{COURSE}/people").json["items"]}
    roles = f"{COURSE}/people/{ids[MARYLINE['name']]}/roles"
    last = f"{COURSE}/people/{ids['Solène']}/roles"
    assert solene.put(last, json={"roles": ["learner"]}).json["errors"].keys() == {"roles"}
    assert solene.put(roles, json={"roles": ["facilitator", "learner"]}).status_code == 200
    assert solene.put(last, json={"roles": ["learner"]}).status_code == 200
    assert [row["data"]["roles"] for row in told(database, "learner.roles-changed")] == [
        ["facilitator", "learner"],
        ["learner"],
    ]
    assert (
        sign_in(MARYLINE["email"]).get(f"{COURSE}/people?role=facilitator").json["items"][0]["name"]
        == (MARYLINE["name"])
    )
    assert operator.put(f"{COURSE}/people/nobody/roles", json={"roles": ["learner"]}).status_code == 404
    assert operator.put(roles, json={"roles": []}).status_code == 422


def test_the_list_of_people_shows_no_address(maryline, operator):
    page = operator.get(f"{COURSE}/people?limit=1")
    assert "@" not in page.text
    assert page.json["items"][0]["reach"] == ["small", "alone", "isolated"]
