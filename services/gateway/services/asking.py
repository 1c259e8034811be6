"""One request to one service, with time-outs: its answer, or why there is none."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import structlog
import urllib3
from flask import current_app, has_request_context, request
from kit import tracing

log = structlog.get_logger()
USUAL = urllib3.Timeout(connect=1.0, read=2.0)
LONG = urllib3.Timeout(connect=1.0, read=10.0)
ONCE = {"Connection": "close"}
"""A connection for each request: the name of a service leads to other replicas every time, so that a new one has its
share at once, and one that leaves takes no request with it."""
MOST = 500
"""Requests to one service at a time, beyond which urllib3 says so in the log."""


class Away(Exception):
    """The service is not there at the moment."""


class Refused(Exception):
    """The service will not do this."""

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        super().__init__(f"{status} {document.get('type', '')}")
        self.status, self.document = status, document


class Services:
    """The services by name; `token` speaks for the signed-in person."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self._addresses = addresses
        self._http = urllib3.PoolManager(maxsize=MOST, retries=False)

    def get(self, service: str, path: str, token: str | None = None, **asked: Any) -> Any:
        """Raises Away, Refused."""
        return self._ask("GET", service, _with(path, asked), token)

    def make(self, service: str, path: str, token: str | None = None, **asked: Any) -> Any:
        """Get what takes the service a moment to make. Raises Away, Refused."""
        return self._ask("GET", service, _with(path, asked), token, timeout=LONG)

    def post(self, service: str, path: str, data: Any, token: str | None = None, key: str = "") -> Any:
        """`key` makes it safe to ask again (Idempotency-Key). Raises Away, Refused."""
        return self.send("POST", service, path, token, data, key)

    def send(self, method: str, service: str, path: str, token: str | None, data: Any = None, key: str = "") -> Any:
        """Ask for a change, by whatever method. Raises Away, Refused."""
        body, kind = ("", "") if data is None else (json.dumps(data), "application/json")
        return self._ask(method, service, path, token, key, body, kind, LONG)

    def post_form(self, service: str, path: str, fields: dict[str, str]) -> Any:
        """Post a form, as mail programs do. Raises Away, Refused."""
        return self._ask("POST", service, path, None, "", urlencode(fields), "application/x-www-form-urlencoded", LONG)

    def put_file(self, service: str, path: str, token: str | None, content: bytes, kind: str, key: str = "") -> Any:
        """Post a file as it is, `kind` being its media type. Raises Away, Refused."""
        return self._ask("POST", service, path, token, key, content, kind, LONG)

    def _ask(
        self,
        method: str,
        service: str,
        path: str,
        token: str | None,
        key: str = "",
        body: str | bytes = b"",
        kind: str = "",
        timeout: urllib3.Timeout = USUAL,
    ) -> Any:
        url = f"{self._addresses[service]}/api/{service}{path}"
        headers = _headers(token, key, kind)
        try:
            response = self._http.request(method, url, body=body or None, headers=headers, timeout=timeout)
            answer = json.loads(response.data) if response.data else None
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            log.warning("a service is away", service=service, reason=type(error).__name__)
            raise Away(service) from error
        if response.status >= 500:
            raise Away(service)
        if response.status >= 400:
            raise Refused(response.status, answer if isinstance(answer, dict) else {})
        return answer


def _with(path: str, asked: Mapping[str, Any]) -> str:
    """The path with what is asked for: True is `true`, as JSON has it."""
    said = {name: json.dumps(value) if isinstance(value, bool) else value for name, value in asked.items()}
    return f"{path}?{urlencode(said)}" if said else path


def _headers(token: str | None, key: str, kind: str) -> dict[str, str]:
    """Who asks, for whom, and what is brought; what is empty is left out."""
    headers = {
        "Authorization": f"Bearer {token}" if token else "",
        "Content-Type": kind,
        "Idempotency-Key": key,
        "traceparent": tracing.CURRENT.get(),
        "X-Forwarded-For": (request.remote_addr or "") if has_request_context() else "",
    }
    return ONCE | {name: value for name, value in headers.items() if value}


def services() -> Services:
    return current_app.extensions["bascule"]["services"]
