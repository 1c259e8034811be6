"""A browser at the pages, in front of real services that run in this process."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

from tests.serving import serving
from tests.unit.gateway import visits


@contextmanager
def pages_before(services: Mapping[str, Any]) -> Iterator[FlaskClient]:
    """The pages before these services, each a WSGI application by its name; those that are not here have no pages."""
    with serving(make_server("127.0.0.1", 0, _by_path(services), threaded=True)) as port:
        yield visits.app(f"http://127.0.0.1:{port}").test_client()


def come_in(browser: FlaskClient, token: str) -> FlaskClient:
    """As whoever this token is of."""
    browser.set_cookie("bascule_access", token)
    return browser


def send(browser: FlaskClient, path: str, typed: Mapping[str, Any], form: str = "", status: int = 303) -> Any:
    """Fill in the form of a page as a browser does, and send it to `path`; it must be answered with this status."""
    known = visits.hidden(browser.get(form or path).text)
    answer = browser.post(path, data=known | dict(typed), content_type="multipart/form-data")
    assert answer.status_code == status, answer.text
    return answer


def _by_path(services: Mapping[str, Any]) -> Any:
    whole = {f"/api/{name}": _rooted(app, f"/api/{name}") for name, app in services.items()}
    return DispatcherMiddleware(NotFound(), whole)


def _rooted(app: Any, path: str) -> Any:
    """Services know their own whole paths."""
    return lambda environ, start: app(environ | {"PATH_INFO": path + environ["PATH_INFO"], "SCRIPT_NAME": ""}, start)
