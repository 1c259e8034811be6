"""Who visits, and the one service that stands in for all four."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from tests.serving import serving
from tests.unit.gateway.visits import Service, app, sign_in


@pytest.fixture
def visitor() -> FlaskClient:
    return app().test_client()


@pytest.fixture
def anna() -> FlaskClient:
    return sign_in(app().test_client())


@pytest.fixture
def service() -> Iterator[tuple[Service, str]]:
    service = Service()
    with serving(make_server("127.0.0.1", 0, service, threaded=True)) as port:
        yield service, f"http://127.0.0.1:{port}"
