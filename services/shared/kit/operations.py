"""What operators and programmers ask of every service: does it live, is it ready, what it counted and can do."""

from importlib.resources import files
from typing import Any

from flask import Flask, Response, send_from_directory
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess

from kit.readiness import Readiness


def openapi(name: str) -> dict[str, Any]:
    """The settings of flask-smorest by which a service describes itself."""
    return {
        "API_TITLE": f"Bascule {name}",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": f"/api/{name}",
        "OPENAPI_JSON_PATH": "openapi.json",
        "OPENAPI_SWAGGER_UI_PATH": "/docs",
        "OPENAPI_SWAGGER_UI_URL": f"/api/{name}/docs/",
        "API_SPEC_OPTIONS": {
            "components": {
                "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
            },
            "security": [{"bearer": []}],
        },
    }


def add(app: Flask, name: str, readiness: Readiness) -> None:
    """Add the routes that every process behind HTTP has."""
    pages = str(files("flask_swagger_ui") / "dist")  # the files only: they know OpenAPI 3.1 and need no CDN

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz")
    def readyz() -> tuple[dict[str, str], int]:
        problems = readiness.problems()
        return {"status": "waiting" if problems else "ready"} | problems, 503 if problems else 200

    @app.get("/metrics")
    def exposition() -> Response:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    @app.get(f"/api/{name}/docs/<path:file>")
    def docs(file: str) -> Response:
        return send_from_directory(pages, file)
