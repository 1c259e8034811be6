"""`make compose-test`: these tests build, start, scale and break the house in containers, which takes minutes.

They run only where BASCULE_COMPOSE=1 asks for it, one after the other.
"""

import os
from collections.abc import Iterator

import pytest
from kit.event import new_id

from .load import Posts
from .stack import Stack, programs, running


@pytest.fixture(scope="package", params=programs(), ids=" ".join)
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    """The house, under each program that runs such files here."""
    if os.environ.get("BASCULE_COMPOSE") != "1":
        pytest.skip("make compose-test runs these")
    with running(request.param) as stack:
        yield stack


@pytest.fixture(scope="package")
def token(stack: Stack) -> str:
    return stack.token()


@pytest.fixture
def posts(stack: Stack, token: str) -> Posts:
    """A fresh course to post in."""
    course = f"essai-{new_id()[-12:]}"
    new = {"id": course, "title": "Essai", "summary": "…", "language": "fr", "starts_on": "2026-01-01"}
    headers = {"Authorization": f"Bearer {token}"}
    assert stack.http.post("/api/enrolment/courses", json=new, headers=headers).status_code == 201
    return Posts(course, token)
