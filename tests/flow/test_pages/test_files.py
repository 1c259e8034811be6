"""Files with messages and news, through forms: brought once, refused beside their field, never at the words' cost."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from gateway import attachments
from PIL import Image

from tests.pages import send

from ..conftest import Actor

WORDS = "Voici le plan, avec une photo."


def picture(name: str = "plan.png") -> tuple[io.BytesIO, str]:
    file = io.BytesIO()
    Image.new("RGB", (640, 400), "#fbf7ee").save(file, "PNG")
    return io.BytesIO(file.getvalue()), name


def posts(actor: Actor, discussion: str) -> list[dict[str, Any]]:
    return actor.at("forum").get(f"/api/forum/discussions/{discussion}/posts").json["items"]


def test_a_message_takes_its_files_along_and_shows_them(browser: FlaskClient, anna: Actor) -> None:
    path = f"/discussions/{anna.opens()['id']}"
    text = (io.BytesIO(b"Une page de notes."), "notes.txt")
    send(browser, path, {"body": WORDS, "attachments": [picture(), text]})
    assert [one["kind"] for one in posts(anna, path.rpartition("/")[2])[-1]["attachments"]] == [
        "image/png",
        "text/plain",
    ]
    page = browser.get(path).text
    assert 'alt="Image 1 de ce message"' in page
    assert "Document <small>1" in page


def test_an_opening_takes_them_too(browser: FlaskClient, anna: Actor) -> None:
    typed = {"title": "Un plan", "body": WORDS, "attachments": [picture()]}
    answer = send(browser, "/discussions/new", typed)
    assert len(posts(anna, answer.headers["Location"].rpartition("/")[2])[0]["attachments"]) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x7fELF\x00\x00", "virus.exe : Ce type de fichier n’est pas pris ici."),
        (b"x" * (attachments.LARGEST + 1), "virus.exe : Un fichier pèse 10 Mo au plus."),
        (b"\x89PNG\r\n\x1a\nrien", "virus.exe : Cette image est abîmée"),
    ],
    ids=["a program", "too large", "damaged"],
)
def test_one_that_is_refused_is_told_of_and_words_and_other_files_stay(
    browser: FlaskClient, anna: Actor, content: bytes, said: str
) -> None:
    path = f"/discussions/{anna.opens()['id']}"
    files = [picture(), (io.BytesIO(content), "virus.exe")]
    page = send(browser, path, {"body": WORDS, "attachments": files}, status=422 if len(content) < 99 else 413).text
    assert said in page.replace("\N{NO-BREAK SPACE}", " ")
    assert f"{WORDS}</textarea>" in page
    kept = page.split('name="kept" value="')[1].partition('"')[0]
    assert kept.endswith(" plan.png")
    assert len(posts(anna, path.rpartition("/")[2])) == 1, "nothing was published half"
    send(browser, path, {"body": WORDS, "kept": kept})
    assert len(posts(anna, path.rpartition("/")[2])[-1]["attachments"]) == 1


def test_saying_it_better_leaves_the_files_alone(browser: FlaskClient, anna: Actor) -> None:
    path = f"/discussions/{anna.opens()['id']}"
    send(browser, path, {"body": WORDS, "attachments": [picture()]})
    post = posts(anna, path.rpartition("/")[2])[-1]
    edit = f"{path}/posts/{post['id']}/edit"
    page = browser.get(edit).text
    had, kept = (page.split(f'name="{name}" value="')[1].partition('"')[0] for name in ("had", "kept"))
    send(browser, edit, {"body": "Voici le plan.", "had": had, "kept": kept})
    after = posts(anna, path.rpartition("/")[2])[-1]
    assert (after["body"], len(after["attachments"])) == ("Voici le plan.", 1)


def test_a_file_whose_box_is_unticked_goes_and_another_comes(browser: FlaskClient, anna: Actor) -> None:
    path = f"/discussions/{anna.opens()['id']}"
    send(browser, path, {"body": WORDS, "attachments": [picture()]})
    post = posts(anna, path.rpartition("/")[2])[-1]
    edit = f"{path}/posts/{post['id']}/edit"
    had = browser.get(edit).text.split('name="had" value="')[1].partition('"')[0]
    notes = (io.BytesIO(b"Des notes."), "notes.txt")
    send(browser, edit, {"body": WORDS, "had": had, "attachments": [notes]})
    attached = posts(anna, path.rpartition("/")[2])[-1]["attachments"]
    assert [one["kind"] for one in attached] == ["text/plain"]


def test_news_of_a_project_show_a_picture_with_what_it_says(browser: FlaskClient, anna: Actor) -> None:
    project = anna.declares()["id"]
    typed = {"body": "Le banc est posé.", "picture-0": picture(), "alternative-0": "Un banc devant la mairie."}
    send(browser, f"/projects/{project}/news", typed, form=f"/projects/{project}")
    assert 'alt="Un banc devant la mairie."' in browser.get(f"/projects/{project}").text


def test_a_picture_without_its_words_is_asked_for_them_and_need_not_come_again(
    browser: FlaskClient, anna: Actor
) -> None:
    project = anna.declares()["id"]
    path, form = f"/projects/{project}/news", f"/projects/{project}"
    typed = {"body": "Le banc est posé.", "picture-1": picture(), "alternative-1": ""}
    page = send(browser, path, typed, form, status=422).text
    assert 'id="alternative-1-wrong"' in page
    assert "Le banc est posé.</textarea>" in page
    brought = page.split('name="brought-1" value="')[1].partition('"')[0]
    send(browser, path, {"body": "Le banc.", "brought-1": brought, "alternative-1": "Un banc."}, form)
    news = anna.at("forum").get(f"/api/forum/projects/{project}/news").json["items"]
    assert [one["alternative"] for one in news[0]["pictures"]] == ["Un banc."]
