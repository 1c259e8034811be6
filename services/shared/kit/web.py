"""Turns a service into a Flask application: its blueprint, problem+json errors, health, metrics, OpenAPI.

A request becomes one command in one transaction (`perform`), whatever method it came by; views query `database()`.
Bodies are at most 64 KiB unless a route says otherwise. `/healthz` tells that the process lives, `/readyz` that its
database and broker answer.
"""

import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from pymongo.database import Database
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException

from kit import allowed, idempotency, identity, metrics, operations, service, tracing
from kit.api import Api, problem
from kit.errors import Problem, Unavailable, is_transient
from kit.event import new_id
from kit.logs import configure
from kit.readiness import Readiness
from kit.settings import Settings, settings
from kit.unit_of_work import Work, connect, transact

LARGEST_BODY = 64 * 1024
log = structlog.get_logger()


def create_app(
    name: str,
    configuration: Settings | None = None,
    keys: identity.Fetch | None = None,
    threads: int | None = None,
) -> Flask:
    """The application of an installed service; raises environs.EnvError when the environment lacks something.

    `keys` brings the JWK set that tokens are verified with; by default the service's own, or enrolment's by HTTP.
    """
    configuration = configuration or settings()
    this = service.load(name)
    configure(configuration.log_level, service=name, process="web")
    tracing.configure(configuration.otlp_url, name, "web")
    app = Flask(name, static_folder=None)
    app.config.update(operations.openapi(name), MAX_CONTENT_LENGTH=LARGEST_BODY)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    client = connect(configuration.mongo_url, deadline=configuration.deadline)
    database = client[configuration.database(name)]
    if keys is None:
        keys = partial(this.keys, database) if this.keys else identity.fetch_from(configuration.jwks_url)
    app.extensions["bascule"] = {
        "settings": configuration,
        "database": database,
        "threads": threads or this.threads,
        "verifier": identity.Verifier(keys),
        "readiness": Readiness(database, configuration.amqp_url, f"{name} web"),
    }
    Api(app).register_blueprint(import_module(this.api).blueprint, url_prefix=f"/api/{name}")
    app.register_error_handler(Problem, _answer_problem)
    app.register_error_handler(PyMongoError, _answer_database_error)
    app.register_error_handler(Exception, _answer_unexpected)
    app.before_request(_begin)
    app.before_request(_stop_at_the_door)
    app.after_request(_end)
    operations.add(app, name, app.extensions["bascule"]["readiness"])
    return app


def database() -> Database:
    """This service's database."""
    return current_app.extensions["bascule"]["database"]


def configured() -> Settings:
    return current_app.extensions["bascule"]["settings"]


def threads() -> int:
    """How many answer requests in this process."""
    return current_app.extensions["bascule"]["threads"]


def person() -> identity.Person:
    """Who is asking; raises Unauthenticated."""
    if "person" not in g:
        token = identity.bearer(request.headers.get("Authorization"))
        g.person = current_app.extensions["bascule"]["verifier"].person(token)
    return g.person


def perform(command: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Run `command(work, *arguments, **named)` in one transaction and return its answer.

    A POST that comes again (same person, path and Idempotency-Key) is answered as before and does nothing.
    """

    def run(work: Work) -> Any:
        if request.method != "POST":
            return command(work, *arguments, **named)
        key = request.headers.get("Idempotency-Key", "")
        who = g.person.id if "person" in g else request.remote_addr or ""
        what = f"{request.method} {request.path}"
        body = request.get_data(cache=True)
        return idempotency.answer_once(work, who, what, key, body, lambda one: command(one, *arguments, **named))

    return transaction(run)


def transaction(run: Callable[[Work], Any]) -> Any:
    """What `run(work)` answers; nothing of it is stored, so it suits what must not be (tokens) or is safe to repeat."""
    cause = {"correlation": g.correlation, "traceparent": g.span.traceparent}
    return transact(database(), run, deadline=configured().deadline, cause=cause)


def _answer_problem(error: Problem) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else {}
    if error.status in (429, 503):
        headers["Retry-After"] = str(error.extra.get("retry_after", 1))
    return problem(error.document(), headers)


def _answer_database_error(error: PyMongoError) -> Response:
    if is_transient(error):
        return _answer_problem(Unavailable("The database does not answer; ask again in a moment"))
    return _answer_unexpected(error)


def _answer_unexpected(error: Exception) -> Any:
    if isinstance(error, HTTPException):
        return error
    log.error("unexpected", path=request.path, correlation=g.get("correlation"), exc_info=error)
    return _answer_problem(Problem("It has been noted, with this number", correlation=g.get("correlation")))


def _begin() -> None:
    g.started = time.perf_counter()
    g.correlation = new_id()
    what = f"{request.method} {request.url_rule.rule if request.url_rule else 'unmatched'}"
    g.span = tracing.arrive(what, request.headers.get("traceparent", "")[:64], g.correlation)


def _stop_at_the_door() -> None:
    """Raises Unauthenticated or Forbidden before anything of a request is read that its bearer may not make."""
    roles = allowed.rule_of(current_app.view_functions.get(request.endpoint or ""))
    if allowed.CONSUMER in roles and not identity.is_of_person(request.headers.get("Authorization")):
        return
    if roles and allowed.ANYBODY not in roles:
        allowed.check(person(), roles, (request.view_args or {}).get("course") or request.args.get("course"))


def _end(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "unmatched"
    metrics.REQUESTS.labels(current_app.name, request.method, route, response.status_code).inc()
    metrics.REQUEST_SECONDS.labels(current_app.name, route).observe(time.perf_counter() - g.started)
    response.headers["X-Correlation-Id"] = g.correlation
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    g.span.end(**{"http.response.status_code": response.status_code})
    return response
