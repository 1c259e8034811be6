"""The catalogue of events as a page, drawn from the AsyncAPI document and the schemas in contracts."""

from flask import Response, send_from_directory
from kit.allowed import anybody

from reporting import catalogue
from reporting.api.blueprint import blueprint, route

SAFE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@route("/asyncapi.html")
@anybody
@blueprint.response(200, content_type="text/html")
def show_catalogue() -> Response:
    """Show every event: who tells it, who hears it, its fields and an example"""
    response = Response(catalogue.page(), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = SAFE
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@route("/asyncapi.yaml")
@anybody
@blueprint.response(200, content_type="application/yaml")
def show_asyncapi() -> Response:
    """Give the AsyncAPI 3 document"""
    return send_from_directory(catalogue.CONTRACTS, "asyncapi.yaml", mimetype="application/yaml")
