"""Sketchnotes in a report, with their picture and what it says in words, as enrolment shows them to whoever reads."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from kit.settings import Settings
from kit.testing import House
from kit.web import create_app
from PIL import Image
from werkzeug.serving import make_server

from tests.serving import serving

from .conftest import COURSE, Teller, as_role
from .test_bilans import published, shown

WORDS = "Une ligne part d’une mairie et fait le tour des hameaux."
STAGE = {"number": 1, "title": "Écouter", "summary": "x", "opens_at": "2026-06-01T00:00:00Z"}
OPENED = {"id": COURSE, "title": "Innovation publique", "summary": "Six semaines.", "language": "fr"}


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """Reporting, and an enrolment that answers over HTTP."""
    with House(settings, ["enrolment", "reporting"]) as house:
        enrolment = create_app("enrolment", settings, keys=house.signer.keys)
        with serving(make_server("127.0.0.1", 0, enrolment, threaded=True)) as port:
            house.settings = replace(settings, jwks_url=f"http://127.0.0.1:{port}/api/enrolment/jwks.json")
            yield house


def draw(house: House, size: tuple[int, int]) -> dict[str, Any]:
    """A facilitator publishes a drawing; what enrolment answers."""
    operator = house.client("enrolment", house.signer.token("odile", {COURSE: ["facilitator"]}, operator=True))
    assert operator.post("/api/enrolment/courses", json=OPENED | {"starts_on": "2026-06-01"}).status_code == 201
    course, picture = f"/api/enrolment/courses/{COURSE}", io.BytesIO()
    Image.new("RGB", size, "white").save(picture, "JPEG")
    file = operator.post(f"{course}/files", data=picture.getvalue(), content_type="image/jpeg").json
    about = {"type": "stage", "id": operator.post(f"{course}/stages", json=STAGE).json["id"]}
    told = {"title": "Le tour des hameaux", "alternative": WORDS, "about": about, "file": file["id"]}
    answer = operator.post(f"{course}/sketchnotes", json=told)
    assert answer.status_code == 201, answer.json
    return answer.json


def told(teller: Teller, drawing: dict[str, Any]) -> str:
    """A report in which the drawing is."""
    teller.enrols("anna")
    teller.tell("enrolment.sketchnote.published", sketchnote=drawing["id"], title=drawing["title"])
    return published(teller)


@pytest.mark.parametrize("size", [(2000, 1000), (200, 100)], ids=["as a thumbnail", "small as it is"])
def test_a_drawing_is_shown_with_its_words(house: House, teller: Teller, size: tuple[int, int]) -> None:
    bilan = told(teller, draw(house, size))
    page = shown(teller, bilan, ".html").text
    assert f'alt="{WORDS}"' in page
    assert 'src="data:image/' in page
    with pikepdf.open(io.BytesIO(shown(teller, bilan, ".pdf").data)) as pdf:
        pictures = {image for one in pdf.pages for image in one.get_images()}
        alternatives = [
            str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
    assert len(pictures) == 1
    assert WORDS in alternatives


def test_a_drawing_that_was_taken_back_leaves_its_title_alone(house: House, teller: Teller) -> None:
    drawing = draw(house, (200, 100))
    bilan = told(teller, drawing)
    taken = house.client("enrolment", house.signer.token("odile", {COURSE: ["facilitator"]}))
    assert taken.delete(f"/api/enrolment/sketchnotes/{drawing['id']}").status_code == 204
    page = shown(teller, bilan, ".html").text
    assert drawing["title"] in page
    assert (WORDS in page, "<img" in page) == (False, False)


def test_a_report_does_without_an_enrolment_that_is_away(house: House, teller: Teller) -> None:
    drawing = draw(house, (200, 100))
    house.settings = replace(house.settings, jwks_url="http://127.0.0.1:9/api/enrolment/jwks.json")  # reporting's
    page = shown(teller, told(teller, drawing), ".html").text
    assert (drawing["title"] in page, WORDS in page) == (True, False)


def test_nobody_sees_a_drawing_through_a_report_of_another_course(house: House, teller: Teller) -> None:
    bilan = told(teller, draw(house, (200, 100)))
    assert as_role(house, "learner", course="another-course").get(f"/bilans/{bilan}.html").status_code == 403
