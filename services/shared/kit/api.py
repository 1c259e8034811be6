"""flask-smorest as every service has it: errors are problem+json, and what it can do is described when first asked."""

from threading import Lock
from typing import Any

import flask_smorest
from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from kit.blueprint import Blueprint
from kit.shapes import ProblemDocument

PROBLEM = "application/problem+json"
CODES = {400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "unsupported-media-type"}


class Api(flask_smorest.Api):
    """Describing itself takes longer than all else that makes an application, and few processes are ever asked."""

    ERROR_SCHEMA = ProblemDocument

    def __init__(self, app: Flask) -> None:
        self._lock = Lock()
        self._undescribed: list[Blueprint] = []
        super().__init__(app)

    def register_blueprint(self, blueprint: Blueprint, **options: Any) -> None:
        self._app.register_blueprint(blueprint, **options)
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._undescribed.append(blueprint)

    def _openapi_json(self) -> Response:
        with self._lock:
            for blueprint in self._undescribed:
                blueprint.register_views_in_doc(self, self._app, self.spec, name=blueprint.name, parameters=None)
                self.spec.tag({"name": blueprint.name, "description": blueprint.description})
            self._undescribed.clear()
            return super()._openapi_json()

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM  # what it registers are the errors, and those only
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE

    def handle_http_exception(self, error: HTTPException) -> Any:
        status = error.code or 500
        data = getattr(error, "data", {})
        document = {
            "type": f"urn:bascule:problem:{CODES.get(status, 'invalid' if status == 422 else 'internal')}",
            "title": error.name,
            "status": status,
        }
        if detail := data.get("message") or error.description:
            document["detail"] = detail
        if errors := data.get("errors") or data.get("messages"):
            document["errors"] = {str(k): v for part in errors.values() for k, v in _fields(part)}
        headers = {name: value for name, value in error.get_headers() if name in ("Allow", "WWW-Authenticate")}
        return problem(document, headers)


def problem(document: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    """The answer that a document of RFC 9457 makes."""
    response = jsonify(document)
    response.status_code = document["status"]
    response.content_type = PROBLEM
    response.headers.update(headers or {})
    return response


def _fields(part: Any) -> list[tuple[str, Any]]:
    return list(part.items()) if isinstance(part, dict) else [("body", part)]
