"""The subjects that somebody can help with, from their profile."""

from flask.testing import FlaskClient

from tests.pages import send

from ..conftest import COURSE, Actor


def test_what_i_can_bring_is_said_and_taken_back(browser: FlaskClient, anna: Actor) -> None:
    send(browser, "/me/subjects", {"subjects": "marchés publics, facilitation graphique, "}, form="/discussions/new")
    assert _subjects(anna) == ["marchés publics", "facilitation graphique"]
    assert 'value="marchés publics, facilitation graphique"' in browser.get("/me").text, "though enrolment is away here"
    send(browser, "/me/subjects", {"subjects": ""}, form="/discussions/new")
    assert _subjects(anna) == []


def test_too_many_are_refused_beside_their_field_and_stay_as_they_were_typed(browser: FlaskClient, anna: Actor) -> None:
    typed = ", ".join(f"sujet {number}" for number in range(11))
    page = send(browser, "/me/subjects", {"subjects": typed}, form="/discussions/new", status=422).text
    assert 'id="subjects-wrong"' in page
    assert f'value="{typed}"' in page


def _subjects(anna: Actor) -> list[str]:
    return anna.at("forum").get(f"/api/forum/me/subjects?course={COURSE}").json["subjects"]
