"""Hands requests on: `/api/<service>/…` to the services and `/stream` to the stream process, so that one origin is
enough.

Bodies stream both ways, at most 10 MiB in. A browser's cookie becomes a bearer token on the way and goes no further;
an unsafe request may use it only when our own pages sent it. Whoever does not answer is a 503 or 504, as problem+json.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import httpx
import structlog
from flask import Blueprint, Response, current_app, request
from kit import tracing
from kit.errors import Forbidden, NotFound, Problem, Unavailable

from gateway import metrics, security, session
from gateway.settings import SERVICES, PagesSettings

blueprint = Blueprint("passing", __name__)
log = structlog.get_logger()
AS_IT_IS = "/~:@!$&'()*+,;="
LARGEST_BODY = 10 * 1024 * 1024
TIMES = httpx.Timeout(30.0, connect=1.0, pool=1.0)
LIVE = httpx.Timeout(60.0, connect=1.0, pool=1.0)
STUCK = 30.0
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
HOP_BY_HOP = {
    *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer"),
    *("transfer-encoding", "upgrade"),
}
NOT_ASKED = (
    HOP_BY_HOP
    | {"host", "cookie", "expect", "forwarded", "content-length", "x-real-ip", "traceparent"}
    | {f"x-forwarded-{what}" for what in ("for", "host", "port", "prefix", "proto", "server")}
)
NOT_ANSWERED = HOP_BY_HOP | {"set-cookie", "server", "date"}


class TooSlow(Problem):
    status, code, title = 504, "too-slow", "The service did not answer in time"


def client() -> httpx.Client:
    """Without a limit on connections: a stream keeps its own for as long as its page is open."""
    return httpx.Client(limits=httpx.Limits(max_connections=None, max_keepalive_connections=0), trust_env=False)


@blueprint.route("/api/<service>/<path:path>", methods=METHODS)
def pass_on(service: str, path: str) -> Response:
    """One service's API."""
    if service not in SERVICES or any(part in (".", "..") for part in path.split("/")):
        raise NotFound("There is no such service")
    settings = _settings()
    request.max_content_length = LARGEST_BODY
    token = _token(settings)
    url = f"{settings.services[service]}/api/{service}/{quote(path, safe=AS_IT_IS)}"
    response = _pass(service, url, token, TIMES)
    documented = path == "docs" or path.startswith("docs/")
    # a service that makes pages of its own (a report, a catalogue) says what they may load
    response.headers.setdefault("Content-Security-Policy", security.DOCUMENTATION if documented else security.NOTHING)
    return response


@blueprint.get("/stream")
def stream() -> Response:
    """The live stream of the stream process."""
    if socket := request.environ.get("gunicorn.socket"):
        socket.settimeout(STUCK)
    return _pass("stream", f"{_settings().stream_url}/stream", _token(_settings()), LIVE)


def _settings() -> PagesSettings:
    return current_app.extensions["bascule"]["settings"]


def _token(settings: PagesSettings) -> str | None:
    """The token of the cookie, when the request brings no other; raises Forbidden when it must not be used."""
    if "Authorization" in request.headers or not (token := session.token()):
        return None
    if request.method not in security.SAFE and not security.is_ours(settings.public_url):
        raise Forbidden("Another site sent this request: send a bearer token instead of the cookie")
    return token


def _pass(service: str, url: str, token: str | None, times: httpx.Timeout) -> Response:
    if request.query_string:
        url += "?" + request.query_string.decode("latin-1")
    asked = httpx.Request(
        request.method, url, headers=_headers(token), content=_body(), extensions={"timeout": times.as_dict()}
    )
    try:
        answer = current_app.extensions["bascule"]["passing"].send(asked, stream=True)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _trouble(service, error) from error
    metrics.PASSED.labels(service, answer.status_code).inc()
    headers = [(name, value) for name, value in answer.headers.multi_items() if name not in NOT_ANSWERED]
    response = Response(_chunks(service, answer), answer.status_code, headers)
    response.call_on_close(answer.close)
    return response


def _trouble(service: str, error: Exception) -> Problem:
    log.warning("a service is away", service=service, reason=type(error).__name__)
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        metrics.PASSED.labels(service, 504).inc()
        return TooSlow(f"{service} did not answer in time; ask again with the same Idempotency-Key")
    metrics.PASSED.labels(service, 503).inc()
    return Unavailable(f"{service} does not answer at the moment; ask again soon")


def _headers(token: str | None) -> list[tuple[str, str]]:
    named = {part.strip().lower() for part in request.headers.get("Connection", "").split(",")}
    dropped = NOT_ASKED | named
    kept = [(name, value) for name, value in request.headers.items() if name.lower() not in dropped]
    kept.append(("traceparent", tracing.CURRENT.get()))
    public = urlsplit(_settings().public_url)
    kept += [("X-Forwarded-For", request.remote_addr or ""), ("X-Forwarded-Proto", public.scheme)]
    kept.append(("X-Forwarded-Host", public.netloc))
    if request.content_length is not None:
        kept.append(("Content-Length", str(request.content_length)))
    return [*kept, ("Authorization", f"Bearer {token}")] if token else kept


def _body() -> Iterator[bytes] | None:
    """The request's body as it arrives, None when there is none; reading it raises 413 when it is too long."""
    if not request.content_length and "Transfer-Encoding" not in request.headers:
        return None
    if request.content_length and request.content_length > LARGEST_BODY:
        request.stream  # noqa: B018 raises 413 before anything is sent
    return iter(lambda: request.stream.read(65_536), b"")


def _chunks(service: str, answer: httpx.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_raw()
    except httpx.HTTPError as error:
        log.warning("an answer broke off", service=service, reason=type(error).__name__)
        if service != "stream":  # a live stream may end anywhere; half a document must not look whole
            raise
