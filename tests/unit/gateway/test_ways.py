"""Dates in the course's own zone, its language marked on pages in another, and bells that only people read."""

import pytest
from flask.testing import FlaskClient
from gateway import times, ways
from gateway.words import moments

from tests.unit.gateway.visits import COURSE, Service, app, hidden, sign_in

ABIDJAN = {"id": COURSE, "title": "Un parcours", "language": "fr", "zone": "Africa/Abidjan"}
FOLLOWED = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-User": "?1"}


@pytest.fixture
def far(service: tuple[Service, str]) -> tuple[Service, str]:
    """A course that is held in Abidjan, where summer changes no clock."""
    service[0].answers[f"/api/enrolment/courses/{COURSE}"] = 200, ABIDJAN
    return service


def test_a_date_that_is_typed_is_meant_and_shown_in_the_zone_of_the_course(far: tuple[Service, str]) -> None:
    with app(far[1]).test_request_context("/"):
        assert times.utc("2026-07-01T12:30") == "2026-07-01T12:30:00Z"
        assert times.local("2026-07-01T12:30:00+00:00") == "2026-07-01T12:30"
        assert moments.when("2026-07-01T12:30:00+00:00") == "mercredi 1er juillet à 12:30"
        assert ways.clock() == "heure d’Abidjan"


def test_while_nobody_says_which_zone_that_is_it_is_paris() -> None:
    with app().test_request_context("/?lang=en"):
        assert times.utc("2026-07-01T12:30") == "2026-07-01T10:30:00Z"
        assert times.utc("no date") == "no date"
        assert ways.clock() == "Paris time"


def test_a_form_says_beside_its_field_whose_clock_is_meant(far: tuple[Service, str]) -> None:
    client = sign_in(app(far[1]).test_client(), 600, "facilitator")
    page = client.get("/facilitation/sessions/new").text
    assert '<span class="hint" id="starts_at-hint">heure d’Abidjan</span>' in page
    far[0].answers[f"/api/enrolment/courses/{COURSE}/sessions"] = 201, {"id": "s1"}
    typed = {"title": "Une séance", "summary": "Pour voir", "starts_at": "2026-07-01T18:00", "minutes": "60"}
    client.post("/facilitation/sessions/new", data=hidden(page) | typed)
    sent = next(one for one in far[0].asked if one.method == "POST")
    assert sent.get_json()["starts_at"] == "2026-07-01T18:00:00Z"


def test_the_courses_words_say_their_language_on_a_page_in_another(far: tuple[Service, str]) -> None:
    theirs, address = far
    talk = {"id": "d1", "title": "Des bancs", "author": "boris", "posts": 1, "last_at": "2026-11-20T10:00:00+00:00"}
    theirs.answers[f"/api/forum/courses/{COURSE}/discussions"] = 200, {"items": [talk], "next": None}
    client = sign_in(app(address).test_client())
    assert '" lang="fr">Des bancs</a>' in client.get("/discussions?lang=en").text
    assert ">Des bancs</a>" in (page := client.get("/discussions?lang=fr").text)
    assert 'lang="fr">Des bancs' not in page


@pytest.mark.parametrize(
    ("headers", "marked"),
    [
        (FOLLOWED, True),
        ({}, False),
        (FOLLOWED | {"Sec-Fetch-Site": "cross-site"}, False),
        (FOLLOWED | {"Sec-Fetch-Mode": "no-cors"}, False),
        ({name: value for name, value in FOLLOWED.items() if name != "Sec-Fetch-User"}, False),
    ],
)
def test_a_bell_is_read_by_who_follows_it_and_not_by_what_fetches_ahead(
    service: tuple[Service, str], headers: dict[str, str], marked: bool
) -> None:
    client: FlaskClient = sign_in(app(service[1]).test_client())
    answer = client.get("/bells/open/b1?type=stage&id=3", headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/stages")
    assert any(one.path == "/api/notifications/bells/read" for one in service[0].asked) is marked
