"""What may pass through the pages to the services, and how."""

import pytest
from flask.testing import FlaskClient

from tests.unit.gateway.visits import Service, app, sign_in, token


def test_a_request_is_passed_on_without_cookies_and_with_the_token(service: tuple[Service, str]) -> None:
    client = sign_in(app(service[1]).test_client())
    answer = client.get(
        "/api/reporting/courses/x/days?limit=2", headers={"Connection": "close, X-Secret", "X-Secret": "1"}
    )
    sent = answer.get_json()["headers"]
    assert sent["Authorization"] == f"Bearer {token()[:10]}"[:17] + sent["Authorization"][17:]
    assert sent["X-Forwarded-Host"] == "localhost"
    assert not {"Cookie", "X-Secret"} & set(sent)
    assert service[0].asked[0].full_path == "/api/reporting/courses/x/days?limit=2"
    assert answer.headers["X-Theirs"] == "yes"
    assert "theirs=1" not in str(answer.headers)


@pytest.mark.parametrize(("proxies", "believed"), [(0, "127.0.0.1"), (1, "203.0.113.7"), (2, "198.51.100.1")])
@pytest.mark.parametrize("path", ["/api/reporting/courses/x/days", "/"])
def test_only_our_own_proxies_are_believed_about_where_a_browser_is(
    service: tuple[Service, str], path: str, proxies: int, believed: str
) -> None:
    browser = app(service[1], proxies=proxies).test_client()
    browser.get(path, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.7"})
    assert {asked.headers["X-Forwarded-For"] for asked in service[0].asked} == {believed}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Authorization": "Bearer of-my-own", "Origin": "https://evil.example"}, 200),
    ],
)
def test_a_cookie_acts_only_for_our_own_pages(
    service: tuple[Service, str], headers: dict[str, str], status: int
) -> None:
    answer = sign_in(app(service[1]).test_client()).post("/api/forum/x", json={}, headers=headers)
    assert answer.status_code == status
    assert len(service[0].asked) == (status == 200)


def test_bodies_pass_up_to_ten_mebibytes(service: tuple[Service, str]) -> None:
    client, most = app(service[1]).test_client(), 10 * 1024 * 1024
    assert client.post("/api/enrolment/x", data=b"x" * most).get_json()["length"] == most
    answer = client.post("/api/enrolment/x", data=b"x" * (most + 1))
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/forum/x", 503),
        ("/api/nobody/x", 404),
        ("/api/forum/../metrics", 404),
        ("/api/forum", 404),
        ("/stream", 503),
    ],
)
def test_what_cannot_be_passed_on_is_a_problem(visitor: FlaskClient, path: str, status: int) -> None:
    answer = visitor.get(path)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == status
