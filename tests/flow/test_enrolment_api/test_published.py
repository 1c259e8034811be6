"""Sketchnotes, which nobody publishes without words for those who do not see them, and announcements."""

import io

import pytest
from PIL import Image

from tests.flow.test_enrolment_api.parts import API, COURSE, MARYLINE, told

STAGE = {"number": 1, "title": "Écouter", "summary": "x", "opens_at": "2026-06-01T00:00:00Z"}
WORDS = "Une ligne part d'une mairie et fait le tour des hameaux."


@pytest.fixture
def maryline(operator, anybody, sign_in):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    return sign_in(MARYLINE["email"])


@pytest.fixture
def drawing(operator):
    picture = io.BytesIO()
    Image.new("RGB", (2000, 1000), "white").save(picture, "JPEG", exif=_signed_by_anna())
    file = operator.post(f"{COURSE}/files", data=picture.getvalue(), content_type="image/jpeg").json
    stage = operator.post(f"{COURSE}/stages", json=STAGE).json
    about = {"type": "stage", "id": stage["id"]}
    return {"title": "Le tour des hameaux", "alternative": WORDS, "about": about, "file": file["id"]}


def _signed_by_anna() -> bytes:
    tags = Image.Exif()
    tags[0x013B] = "Anna"
    return tags.tobytes()


def test_a_drawing_is_shown_with_its_words_and_in_three_widths(operator, maryline, drawing, database):
    shown = operator.post(f"{COURSE}/sketchnotes", json=drawing).json
    assert (shown["alternative"], shown["width"], shown["height"]) == (WORDS, 2000, 1000)
    [published] = told(database, "sketchnote.published")
    assert published["data"]["about"] == drawing["about"]
    [listed] = maryline.get(f"{COURSE}/sketchnotes?about={drawing['about']['id']}").json["items"]
    assert listed["id"] == shown["id"]
    for width in ("", "?width=320", "?width=1280"):
        picture = maryline.get(f"{COURSE}/files/{shown['file']}{width}")
        assert (picture.status_code, b"Anna" in picture.data) == (200, False)
    assert maryline.get(f"{COURSE}/sketchnotes?about=another").json["items"] == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"alternative": None}, "alternative"),
        ({"alternative": "Un dessin."}, "alternative"),
        ({"about": {"type": "stage", "id": "another"}}, "about"),
        ({"about": {"type": "course", "id": "x"}}, "about"),
        ({"file": "0" * 64}, "file"),
        ({"file": "../../etc/passwd"}, "file"),
    ],
)
def test_a_drawing_that_breaks_a_rule_is_not_shown(operator, drawing, database, changes, field):
    answer = operator.post(f"{COURSE}/sketchnotes", json=drawing | changes)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert told(database, "sketchnote.published") == []
    assert database["files"].find_one()["claims"] == []


def test_a_document_is_no_drawing_and_stays_unclaimed(operator, drawing, database):
    file = operator.post(f"{COURSE}/files", data=b"des mots", content_type="text/plain").json
    answer = operator.post(f"{COURSE}/sketchnotes", json=drawing | {"file": file["id"]})
    assert answer.json["errors"] == {"file": ["This file is not a picture."]}
    assert database["files"].find_one({"_id": file["id"]})["claims"] == []


def test_words_are_mended_and_a_drawing_taken_back(operator, maryline, drawing, database):
    where = f"{API}/sketchnotes/{operator.post(f'{COURSE}/sketchnotes', json=drawing).json['id']}"
    assert operator.patch(where, json={"alternative": WORDS * 2}).json["alternative"] == WORDS * 2
    assert operator.patch(where, json={"alternative": ""}).status_code == 422
    assert maryline.delete(where).status_code == 403
    assert operator.delete(where).status_code == 204
    assert maryline.get(where).status_code == 404
    assert database["files"].find_one({"_id": drawing["file"]})["unclaimed"]


def test_an_announcement_is_told_once_however_often_it_is_mended(operator, maryline, database):
    said = {"title": "Rendez-vous vendredi", "body": "À **midi**. <img src=x onerror=alert(1)>"}
    made = operator.post(f"{COURSE}/announcements", json=said).json
    where = f"{API}/announcements/{made['id']}"
    assert operator.patch(where, json={"title": "Rendez-vous jeudi"}).json["edited_at"]
    assert maryline.get(where).json["title"] == "Rendez-vous jeudi"
    html = maryline.get(f"{COURSE}/announcements").json["items"][0]["html"]
    assert ("<strong>midi</strong>" in html, "<img" in html) == (True, False)
    assert len(told(database, "announcement.published")) == 1
    assert maryline.post(f"{COURSE}/announcements", json=said).status_code == 403
