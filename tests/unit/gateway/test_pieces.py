"""The small parts of the pages: memory, maps, refusals in words, files under lasting addresses, languages, limits."""

import re

import pytest
from flask.testing import FlaskClient
from gateway import assets, world
from gateway.problems import by_field
from gateway.remembered import Memory
from gateway.services import Away
from gateway.words import moments, texts
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.gateway.visits import Service, app, hidden, sign_in

LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-90, 90)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_fresh_is_not_asked_again_and_what_is_stale_is() -> None:
    clock, asked = Clock(), iter(range(9))
    memory = Memory(clock=clock)
    assert [memory.get("course", lambda: next(asked), fresh=10, stale=20) for _ in range(3)] == [0, 0, 0]
    clock.now = 25
    assert memory.get("course", lambda: next(asked), fresh=10, stale=20) == 1


def test_what_is_known_outlives_a_service_that_is_away() -> None:
    clock = Clock()
    memory = Memory(clock=clock)

    def away() -> int:
        raise Away("enrolment")

    memory.put("course", 7)
    clock.now = 15
    assert memory.get("course", away, fresh=10, stale=600) == 7
    clock.now = 700
    with pytest.raises(Away):
        memory.get("course", away, fresh=10, stale=600)


@given(LONGITUDES, LATITUDES)
def test_every_place_is_on_the_map_and_east_is_right(longitude: float, latitude: float) -> None:
    x, y = world.project(longitude, latitude)
    assert -1 <= x <= world.WIDTH + 1
    assert -20 <= y <= 500
    assert longitude < 0 or x >= world.WIDTH / 2 - 1e-6


@given(st.lists(st.builds(dict, longitude=LONGITUDES, latitude=LATITUDES), max_size=30))
def test_each_place_stands_under_one_pin(places: list[dict]) -> None:
    numbers = sorted(number for pin in world.pins(places, apart=20) for number in pin.numbers)
    assert numbers == list(range(1, len(places) + 1))


def test_paris_is_in_france_and_moorea_is_far() -> None:
    paris, moorea = world.pins([{"longitude": 2.35, "latitude": 48.86}, {"longitude": -149.8, "latitude": -17.5}], 1)
    assert world.is_in_france(paris)
    assert not world.is_in_france(moorea)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["Missing data for required field."], "Il faut une réponse ici."),
        (["Length must be between 3 and 160."], "Entre 3 et 160 signes."),
        (["Not a valid email address."], "Cette adresse ne semble pas complète. Par exemple : prenom.nom@mairie.fr"),
        (["Must be one of: a, b."], "Choisissez une des réponses proposées."),
        (["Something never heard of"], "Cette réponse ne convient pas. Vérifiez-la."),
        ({"0": ["Longer than maximum length 40."]}, "Pas plus de 40 signes."),
    ],
)
def test_a_refusal_is_said_in_plain_words_beside_its_field(said: object, words: str) -> None:
    with app().test_request_context("/"):
        assert by_field({"errors": {"title": said}})["title"].replace("\N{NO-BREAK SPACE}", " ") == words


def test_what_is_nested_goes_by_its_own_name() -> None:
    with app().test_request_context("/"):
        assert "latitude" in by_field({"errors": {"place": {"latitude": ["Not a valid number."]}}})


@pytest.mark.parametrize(
    ("page", "iso", "said"),
    [
        ("/", "2026-06-01", "lundi 1er juin"),
        ("/", "2026-06-11", "jeudi 11 juin"),
        ("/?lang=en", "2026-06-01", "Monday 1 June"),
    ],
)
def test_the_first_of_a_month_is_said_as_its_readers_say_it(page: str, iso: str, said: str) -> None:
    with app().test_request_context(page):
        assert moments.day(iso).replace(",", "") == said
        assert moments.when(f"{iso}T10:30:00Z").startswith(moments.day(iso))


def test_no_line_breaks_before_punctuation_and_code_stays_as_it_was_typed() -> None:
    shown = texts.marked("Vraiment ? « Oui » : 27 %.\n\n`a ? b : c`\n\n```\nx ? y : z\n```")
    assert "Vraiment\xa0? «\xa0Oui\xa0»\xa0: 27\xa0%." in shown
    assert "<code>a ? b : c</code>" in shown
    assert "x ? y : z" in shown


def test_files_may_be_kept_for_a_year_under_an_address_that_changes_with_them(visitor: FlaskClient) -> None:
    page = visitor.get("/").text
    address = re.search(r'href="(/assets/\w+/bascule\.css)"', page)[1]
    answer = visitor.get(address, headers={"Accept-Encoding": "br"})
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    assert visitor.get(f"/assets/older/{assets.STYLESHEET}").headers["Cache-Control"] == "no-cache"
    assert visitor.get(f"/assets/{assets.version()}/css/base.css").status_code == 404


def test_the_first_visit_weighs_little_and_the_next_less(anna: FlaskClient) -> None:
    wants = {"Accept-Encoding": "gzip"}
    page = anna.get("/", headers=wants)
    plain = anna.get("/").text
    files = set(re.findall(r'(?:href|src)="(/assets/\w+/(?:bascule\.css|js/[\w.]+))"', plain))
    modules = {f"/assets/{assets.version()}/js/{file.name}" for file in (assets.STATIC / "js").glob("*.js")}
    first = len(page.data) + sum(len(anna.get(file, headers=wants).data) for file in files | modules)
    assert len(page.data) <= 15 * 1024
    assert first <= 60 * 1024


@pytest.mark.parametrize(
    ("path", "asked", "language"),
    [("/about", "en-GB,en;q=0.9,fr;q=0.5", "en"), ("/about", "de", "fr"), ("/about?lang=en", "fr", "en")],
)
def test_pages_speak_as_the_reader_asks(visitor: FlaskClient, path: str, asked: str, language: str) -> None:
    assert f'<html lang="{language}">' in visitor.get(path, headers={"Accept-Language": asked}).text


def test_a_language_that_was_chosen_stays(visitor: FlaskClient) -> None:
    visitor.get("/about?lang=en")
    assert '<html lang="en">' in visitor.get("/about", headers={"Accept-Language": "fr"}).text


def test_a_theme_that_was_chosen_stays(visitor: FlaskClient) -> None:
    known = hidden(visitor.get("/about").text)
    visitor.post("/theme", data=known | {"theme": "dark", "back": "/about"})
    assert 'data-theme="dark"' in visitor.get("/about").text


def test_who_asks_for_too_many_mails_is_told_to_breathe(service: tuple[Service, str]) -> None:
    client = app(service[1]).test_client()
    known = hidden(client.get("/sign-in").text)
    answers = [client.post("/sign-in", data=known | {"email": "a@b.fr"}).status_code for _ in range(9)]
    assert answers == [200] * 8 + [429]


def test_feeds_tell_members_what_is_new(service: tuple[Service, str]) -> None:
    theirs, address = service
    talk = {"id": "01939d3e-0000-7000-8000-000000000000", "title": "Deux & deux", "at": "2026-11-20T10:00:00+00:00"}
    page = {"items": [talk | {"last_at": "2026-11-21T10:00:00+00:00"}], "next": None}
    theirs.answers["/api/forum/courses/innovation-publique/discussions"] = 200, page
    ours = app(address)
    assert ours.test_client().get("/discussions.atom").status_code == 401
    answer = sign_in(ours.test_client()).get("/discussions.atom")
    assert answer.mimetype == "application/atom+xml"
    assert "Deux &amp; deux" in answer.text


@pytest.mark.parametrize(
    ("path", "kind", "part"),
    [
        ("/robots.txt", "text/plain", "Disallow: /"),
        ("/.well-known/security.txt", "text/plain", "Expires: "),
        ("/manifest.webmanifest", "application/manifest+json", '"start_url": "/"'),
        ("/sw.js", "text/javascript", "const VERSION"),
    ],
)
def test_machines_find_what_they_look_for(visitor: FlaskClient, path: str, kind: str, part: str) -> None:
    answer = visitor.get(path)
    assert answer.mimetype == kind
    assert part in answer.text
