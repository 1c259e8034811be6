"""Who visits, and the one service that stands in for all four."""

import threading
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from tests.gateway import free_port
from tests.unit.gateway.visits import Service, app, sign_in


@pytest.fixture
def visitor() -> FlaskClient:
    return app().test_client()


@pytest.fixture
def anna() -> FlaskClient:
    return sign_in(app().test_client())


@pytest.fixture
def service() -> Iterator[tuple[Service, str]]:
    service, port = Service(), free_port()
    server = make_server("127.0.0.1", port, service, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield service, f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()
