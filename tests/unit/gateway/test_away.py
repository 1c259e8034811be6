"""The pages with every service dead: still pages."""

import pytest
from flask.testing import FlaskClient

from tests.unit.gateway.visits import app, sign_in

NO_PAGES = {"/metrics", "/stream", "/discussions.atom", "/projects.atom", "/announcements.atom"}
NO_PAGES |= {"/sign-in/connect", "/sign-in/connect/start"}


@pytest.mark.parametrize("path", ["/", "/sign-in", "/sign-in?link=abc"])
def test_a_visitor_gets_whole_pages_while_every_service_is_dead(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert "</html>" in answer.text


@pytest.mark.parametrize("path", ["/", "/discussions", "/discussions/" + "0" * 8 + "-0000-7000-8000-" + "0" * 12])
def test_so_do_the_signed_in_with_a_word_for_each_part_that_is_missing(anna: FlaskClient, path: str) -> None:
    answer = anna.get(path)
    assert answer.status_code == 200
    assert 'class="notice away"' in answer.text
    assert "Me déconnecter" in answer.text


def test_every_page_stands_whoever_looks_at_it() -> None:
    ours = app()
    client = sign_in(ours.test_client(), 600, "facilitator", "reporter")
    paths = {rule.rule for rule in ours.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments}
    for path in sorted(paths - NO_PAGES):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "</html>" in answer.text or answer.mimetype != "text/html", path


@pytest.mark.parametrize("path", ["/projects", "/projects/new", "/bells"])
def test_the_other_pages_too(anna: FlaskClient, path: str) -> None:
    assert anna.get(path).status_code == 200
