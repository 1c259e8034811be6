"""A reporter's pages about one program: its secret shown once, a pause that holds, a replay with its progress, and what
could not arrive sent again."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from kit.replay import rebuild
from kit.settings import Settings
from kit.testing import House
from reporting.push import deliver
from reporting.service import service as reporting

from tests.flow.test_reporting.conftest import Teller
from tests.flow.test_reporting.receiver import Receiver, receiver
from tests.pages import come_in, pages_before, send

from ..conftest import COURSE, Actor

KIND = {"kind": "webhook", "mode": "structured"}


@pytest.fixture
def quiet_house(settings: Settings) -> Iterator[House]:
    with House(replace(settings, private_targets=True), ["reporting"]) as house:
        yield house


@pytest.fixture
def rita(quiet_house: House) -> Actor:
    return Actor(quiet_house, "rita", "reporter")


@pytest.fixture
def browser(quiet_house: House, rita: Actor) -> Iterator[FlaskClient]:
    with pages_before({"reporting": quiet_house.client("reporting").application}) as client:
        yield come_in(client, rita.token)


@pytest.fixture
def hook() -> Iterator[tuple[Receiver, str]]:
    with receiver() as started:
        yield started


@pytest.fixture
def program(browser: FlaskClient, rita: Actor, hook: tuple[Receiver, str]) -> str:
    """The path of a program's page, which is given an address; three events are stored by then."""
    made = rita.at("reporting").post(f"/api/reporting/courses/{COURSE}/consumers", json={"name": "Tableau"}).json
    for learner in ("anna", "boris", "chloe"):
        Teller(rita.house).enrols(learner)
    page = send(browser, f"/streams/{made['id']}", {"url": f"{hook[1]}/in", "from_start": "yes"} | KIND, status=200)
    assert "whsec_" in page.text
    return f"/streams/{made['id']}"


def test_the_secret_is_shown_once_and_the_bar_grows_with_what_is_sent(
    browser: FlaskClient, rita: Actor, program: str, hook: tuple[Receiver, str]
) -> None:
    page = browser.get(program).text
    assert "whsec_" not in page
    assert "0 événement envoyé sur 3." in page
    assert 'id="replay" data-under-way' in page
    _serve(rita)
    assert len(hook[0].got) == 3
    page = browser.get(program).text
    assert "Tout est envoyé" in page
    assert "data-under-way" not in page


def test_a_pause_holds_until_it_is_over_and_a_replay_brings_all_again(
    browser: FlaskClient, rita: Actor, program: str, hook: tuple[Receiver, str]
) -> None:
    send(browser, f"{program}/steering", {"step": "pause"}, form=program)
    _serve(rita)
    assert hook[0].got == []
    assert "en pause" in browser.get(program).text
    send(browser, f"{program}/steering", {"step": "resume"}, form=program)
    _serve(rita)
    assert len(hook[0].got) == 3
    send(browser, f"{program}/steering", {"step": "replay"}, form=program)
    _serve(rita)
    told = [one["id"] for one in hook[0].events]
    assert told[:3] == told[3:]


def test_what_could_not_arrive_is_listed_and_sent_again(
    browser: FlaskClient, rita: Actor, program: str, hook: tuple[Receiver, str]
) -> None:
    found, identity = rita.house.database("reporting"), program.rpartition("/")[2]
    letter: dict[str, Any] = {"consumer": identity, "position": 2, "type": "org.bascule.x.v1", "event": "e2"}
    found["undelivered"].insert_one(letter | {"reason": "it answers 500", "at": found["consumers"].find_one()["at"]})
    assert "it answers 500" in browser.get(program).text
    send(browser, f"{program}/undelivered", {"position": "2"}, form=program)
    assert "repart bientôt" in browser.get(program).text
    _serve(rita)
    assert "tout ce qui est parti est arrivé" in browser.get(program).text


def test_an_address_that_will_not_do_is_said_beside_its_field(browser: FlaskClient, program: str) -> None:
    page = send(browser, program, {"url": "ftp://nowhere.example"} | KIND, status=422).text
    assert 'id="url-wrong"' in page
    assert 'value="ftp://nowhere.example"' in page


def test_a_rebuilding_of_the_views_shows_how_far_it_is(browser: FlaskClient, rita: Actor, program: str) -> None:
    found, seen = rita.house.database("reporting"), list[str]()

    class Looked:
        """The history, with somebody at the page between what was read and the end."""

        def __init__(self) -> None:
            self._whole = reporting.history(found)  # type: ignore[misc]
            self.proven = self._whole.proven

        def last(self) -> int:
            return self._whole.last()

        def read(self, after: int, last: int) -> Any:
            for batch in self._whole.read(after, last):
                yield batch
                seen.append(browser.get("/streams").text)

    rebuild(reporting, found, Looked(), lambda *_: None)
    assert "On recompte tout depuis le début" in seen[0]
    assert "On recompte" not in browser.get("/streams").text


def test_who_only_learns_does_not_see_it(quiet_house: House, browser: FlaskClient, program: str) -> None:
    come_in(browser, Actor(quiet_house, "anna").token)
    assert browser.get(program).status_code == 403


def _serve(rita: Actor) -> None:
    deliver(rita.house.database("reporting"), rita.house.settings)
