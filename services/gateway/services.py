"""How pages ask the services: with time-outs, side by side, and prepared for each to be slow or away.

Away        it did not answer, or not as it should: its part of the page says so, the others are shown
Refused     it answered that this cannot be done; `status` and `document` (problem+json) say why
"""

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any

import gevent
import httpx
import structlog
from flask import current_app, has_request_context, request
from kit import tracing

log = structlog.get_logger()
USUAL = httpx.Timeout(2.0, connect=1.0)
LONG = httpx.Timeout(10.0, connect=1.0)
LIMITS = httpx.Limits(max_connections=500, max_keepalive_connections=0)
"""A connection for each request: the name of a service leads to other replicas every time, so that a new one has its
share at once, and one that leaves takes no request with it."""
PATIENCE = 2.0
MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class Away(Exception):
    """The service is not there at the moment."""


class Refused(Exception):
    """The service will not do this."""

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        super().__init__(f"{status} {document.get('type', '')}")
        self.status, self.document = status, document


@dataclass(frozen=True)
class Part:
    """What one service gave for a part of a page; `trouble` is empty, `away`, or `refused`."""

    value: Any = None
    trouble: str = ""
    status: int = 200

    def then(self, take: Callable[[Any], Any]) -> "Part":
        """What is taken out of it: one answer may serve several parts of a page, which share its trouble."""
        return self if self.trouble else _part(str(take), lambda: take(self.value))


class Services:
    """The services by name; `token` speaks for the signed-in person."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self._addresses = addresses
        self._http = httpx.Client(timeout=USUAL, limits=LIMITS, trust_env=False)

    def get(self, service: str, path: str, token: str | None = None, **asked: Any) -> Any:
        """Raises Away, Refused."""
        return self._ask("GET", service, path, token, params=asked)

    def make(self, service: str, path: str, token: str | None = None, **asked: Any) -> Any:
        """Get what takes the service a moment to make. Raises Away, Refused."""
        return self._ask("GET", service, path, token, params=asked, timeout=LONG)

    def post(self, service: str, path: str, data: Any, token: str | None = None, key: str = "") -> Any:
        """`key` makes it safe to ask again (Idempotency-Key). Raises Away, Refused."""
        return self.send("POST", service, path, token, data, key)

    def send(self, method: str, service: str, path: str, token: str | None, data: Any = None, key: str = "") -> Any:
        """Ask for a change, by whatever method. Raises Away, Refused."""
        return self._ask(method, service, path, token, key, timeout=LONG, **({} if data is None else {"json": data}))

    def post_form(self, service: str, path: str, fields: dict[str, str]) -> Any:
        """Post a form, as mail programs do. Raises Away, Refused."""
        return self._ask("POST", service, path, None, data=fields, timeout=LONG)

    def put_file(self, service: str, path: str, token: str | None, content: bytes, kind: str, key: str = "") -> Any:
        """Post a file as it is, `kind` being its media type. Raises Away, Refused."""
        return self._ask("POST", service, path, token, key, content=content, kind=kind, timeout=LONG)

    def _ask(self, method: str, service: str, path: str, token: str | None, key: str = "", **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers["traceparent"] = tracing.CURRENT.get()
        if has_request_context():
            headers["X-Forwarded-For"] = request.remote_addr or ""
        if key:
            headers["Idempotency-Key"] = key
        if kind := options.pop("kind", ""):
            headers["Content-Type"] = kind
        url = f"{self._addresses[service]}/api/{service}{path}"
        try:
            response = self._http.request(method, url, headers=headers, **options)
            answer = response.json() if response.content else None
        except (httpx.HTTPError, ValueError) as error:
            log.warning("a service is away", service=service, reason=type(error).__name__)
            raise Away(service) from error
        if response.status_code >= 500:
            raise Away(service)
        if response.status_code >= 400:
            raise Refused(response.status_code, answer if isinstance(answer, dict) else {})
        return answer


def services() -> Services:
    return current_app.extensions["bascule"]["services"]


def together(**asked: Callable[[], Any]) -> dict[str, Part]:
    """Ask side by side, all within this request; whoever has not answered within `PATIENCE` seconds counts as away."""
    return _within(PATIENCE, asked)


def patiently(**asked: Callable[[], Any]) -> dict[str, Part]:
    """The same, for what takes a moment to make."""
    return _within(5 * PATIENCE, asked)


def _within(seconds: float, asked: dict[str, Callable[[], Any]]) -> dict[str, Part]:
    asking = {name: gevent.spawn(copy_context().run, _part, name, ask) for name, ask in asked.items()}
    gevent.joinall(list(asking.values()), timeout=seconds)
    late = [one for one in asking.values() if not one.ready()]
    gevent.killall(late, block=False)
    return {name: one.value if one.successful() else Part(trouble="away") for name, one in asking.items()}


def _part(name: str, ask: Callable[[], Any]) -> Part:
    try:
        return Part(ask())
    except Away:
        return Part(trouble="away")
    except Refused as refused:
        return Part(trouble="refused", status=refused.status)
    except MISSHAPEN as error:
        log.error("an answer has another shape", part=name, exc_info=error)
        return Part(trouble="away")
