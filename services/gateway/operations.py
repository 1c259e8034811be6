"""What both processes answer to their operators, and how they tell of errors: problem+json, `/healthz`, `/readyz`."""

import time
from collections.abc import Callable

import structlog
from flask import Flask, Response, g, jsonify, request
from kit import metrics, tracing
from kit.errors import Problem
from kit.event import new_id
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess

log = structlog.get_logger()
SERVICE = "gateway"


def answer(problem: Problem) -> Response:
    """The problem as problem+json (RFC 9457)."""
    response = jsonify(problem.document())
    response.status_code = problem.status
    response.content_type = "application/problem+json"
    if problem.status in (503, 504):
        response.headers["Retry-After"] = "2"
    return response


def add_operations(app: Flask, problems: Callable[[], dict[str, str]]) -> None:
    """Health, readiness (`problems` says what is missing) and metrics; counts every request."""

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz")
    def readyz() -> tuple[dict[str, str], int]:
        found = problems()
        return {"status": "waiting" if found else "ready"} | found, 503 if found else 200

    @app.get("/metrics")
    def exposition() -> Response:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.before_request(_begin)
    app.after_request(_end)
    app.register_error_handler(Problem, answer)


def _begin() -> None:
    g.started = time.perf_counter()
    g.correlation = new_id()
    what = f"{request.method} {request.url_rule.rule if request.url_rule else 'unmatched'}"
    g.span = tracing.arrive(what, request.headers.get("traceparent", "")[:64], g.correlation)


def _end(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else "unmatched"
    metrics.REQUESTS.labels(SERVICE, request.method, route, response.status_code).inc()
    metrics.REQUEST_SECONDS.labels(SERVICE, route).observe(time.perf_counter() - g.started)
    response.headers.setdefault("X-Correlation-Id", g.correlation)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    g.span.end(**{"http.response.status_code": response.status_code})
    return response
