"""stream → gateway/stream → browser: what the broker's stream tells is heard live, and resumed without a gap."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.gateway import (
    BELL,
    COURSE,
    FIGURES,
    Ear,
    Newspaper,
    Signer,
    bell,
    figures,
    free_port,
    gateway,
    kill,
)


@pytest.fixture
def newspaper(amqp_url: str, namespace: str) -> Iterator[Newspaper]:
    newspaper = Newspaper(amqp_url, namespace)
    yield newspaper
    newspaper.close()


@pytest.fixture(scope="module")
def signer() -> Iterator[Signer]:
    signer = Signer()
    yield signer
    signer.close()


@pytest.fixture
def settings(amqp_url: str, namespace: str, signer: Signer) -> dict[str, str]:
    return {"BASCULE_AMQP_URL": amqp_url, "BASCULE_NAMESPACE": namespace, "BASCULE_JWKS_URL": signer.url}


@pytest.fixture
def url(settings: dict[str, str], newspaper: Newspaper) -> Iterator[str]:
    port = free_port()
    with gateway("stream", port, **settings):
        yield f"http://127.0.0.1:{port}"


def _ear(port: int) -> Ear:
    return Ear(f"http://127.0.0.1:{port}")


def told(heard: list[Any]) -> list[Any]:
    return [(one.name, one.data) for one in heard if one.name]


def test_everyone_hears_figures_and_only_the_named_hear_the_bell(
    url: str, newspaper: Newspaper, signer: Signer
) -> None:
    anna = Ear(url, {"Authorization": f"Bearer {signer.token('anna')}"})
    boris = Ear(url, {"Cookie": f"bascule_access={signer.token('boris')}"})
    with anna.open() as to_anna, boris.open() as to_boris, Ear(url).open() as to_a_passer_by:
        hearers = [to_anna, to_boris, to_a_passer_by]
        for hearer in hearers:
            assert next(hearer).name == ""  # joined
        newspaper.publish(BELL, bell("anna", title="Une réponse pour vous"))
        newspaper.publish(FIGURES, figures(3215), figures(7, course="another-course"))
        first = next(to_anna)
        assert (first.name, first.data["about"]["title"]) == ("bell", "Une réponse pour vous")
        assert set(first.data) == {"kind", "about", "actor", "course"}
        for hearer in hearers:
            heard = next(hearer)
            assert (heard.name, heard.data["enrolled"]) == ("figures", 3215)


def test_who_comes_back_hears_what_was_told_meanwhile_once(url: str, newspaper: Newspaper, signer: Signer) -> None:
    anna = Ear(url, {"Authorization": f"Bearer {signer.token('anna')}"})
    with anna.open() as events:
        next(events)
        newspaper.publish(BELL, *(bell("anna", title=str(number)) for number in range(5)))
        heard = [next(events) for _ in range(3)]
    newspaper.publish(BELL, *(bell("anna", "boris", title=str(number)) for number in range(5, 8)), bell("boris"))
    heard += anna.hears(5)
    assert [one.data["about"]["title"] for one in heard] == [str(number) for number in range(8)]


def test_a_process_that_was_killed_is_resumed_at_the_next_one(
    settings: dict[str, str], newspaper: Newspaper, signer: Signer
) -> None:
    port = free_port()
    anna = Ear(f"http://127.0.0.1:{port}", {"Authorization": f"Bearer {signer.token('anna')}"})
    with gateway("stream", port, **settings) as process:
        with anna.open() as events:
            next(events)
            newspaper.publish(BELL, bell("anna", title="before"))
            assert next(events).data["about"]["title"] == "before"
        kill(process)
    newspaper.publish(BELL, bell("anna", title="meanwhile"))
    with gateway("stream", port, **settings):
        assert told(anna.hears(1))[0][1]["about"]["title"] == "meanwhile"


def test_whoever_opens_a_page_hears_the_figures_as_they_are(url: str, newspaper: Newspaper) -> None:
    newspaper.publish(FIGURES, figures(1), figures(2))
    with Ear(url).open() as events:
        assert next(one for one in events if one.name == "figures" and one.data["enrolled"] == 2)


def test_a_place_that_the_stream_never_had_is_answered_by_refresh(url: str) -> None:
    assert told(Ear(url, last="123456").hears(1, patience=15)) == [("refresh", {})]


def test_messages_that_cannot_be_read_are_left_out(url: str, newspaper: Newspaper) -> None:
    with Ear(url).open() as events:
        next(events)
        newspaper.publish_junk(b"not JSON")
        newspaper.publish_junk(b"[]", FIGURES)
        newspaper.publish(FIGURES, {"course": COURSE}, figures(9))
        assert next(events).data["enrolled"] == 9


def test_a_foreign_token_is_refused_and_a_foreign_cookie_believed_to_be_nobody(url: str, newspaper: Newspaper) -> None:
    stranger = Signer()
    token = stranger.token("anna")
    stranger.close()
    refused = httpx.get(f"{url}/stream?course={COURSE}", headers={"Authorization": f"Bearer {token}"})
    assert refused.status_code == 401
    assert refused.headers["Content-Type"] == "application/problem+json"
    with Ear(url, {"Cookie": f"bascule_access={token}"}).open() as events:
        next(events)
        newspaper.publish(BELL, bell("anna"))
        newspaper.publish(FIGURES, figures(1))
        assert next(events).name == "figures"


def test_questions_that_make_no_sense_are_problems(url: str) -> None:
    for query in ("", "course=", "course=%00", "course=A", f"course={COURSE}&last=-1", "course=" + "a" * 61):
        answer = httpx.get(f"{url}/stream?{query}")
        assert (query, answer.status_code) == (query, 422)
        assert answer.json()["errors"]


def test_a_broker_that_restarts_costs_nothing_but_time(private_servers: Any, signer: Signer) -> None:
    namespace, port = "restarts", free_port()
    settings = {"BASCULE_AMQP_URL": private_servers.urls.amqp, "BASCULE_NAMESPACE": namespace}
    newspaper = Newspaper(private_servers.urls.amqp, namespace)
    with gateway("stream", port, **settings, BASCULE_JWKS_URL=signer.url), _ear(port).open() as events:
        next(events)
        newspaper.publish(FIGURES, figures(1))
        assert next(events).data["enrolled"] == 1
        private_servers.rabbitmq.kill()
        private_servers.rabbitmq.start()
        newspaper = Newspaper(private_servers.urls.amqp, namespace)
        newspaper.publish(FIGURES, figures(2), figures(3))
        assert [next(events).data["enrolled"] for _ in range(2)] == [2, 3]
    newspaper.close()
