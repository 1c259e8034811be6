"""Our own files for browsers: one stylesheet out of several, under addresses that change whenever a file does.

`/assets/<version>/…` may be kept for a year; the version is a hash over all files, so that relative addresses inside
stylesheets and modules stay right. An address with another version (a page from before an update) gets what there is
now, to be asked for again.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import kit
from flask import Blueprint, Flask, Response, abort, send_from_directory, url_for

STATIC = Path(__file__).parent / "static"
FONTS = Path(kit.__file__).parent / "fonts"
"""Shared with the reports of reporting, which look alike."""
STYLES = ("tokens", "base", "frame", "pieces", "forms", "places", "talk", "bilan", "print")
STYLESHEET = "bascule.css"
KEPT = "public, max-age=31536000, immutable"
blueprint = Blueprint("assets", __name__)


@cache
def stylesheet() -> str:
    """All styles in their order."""
    return "\n".join((STATIC / "css" / f"{name}.css").read_text("utf-8") for name in STYLES)


@cache
def version() -> str:
    seen = hashlib.sha256()
    for file in sorted([*STATIC.rglob("*"), *FONTS.iterdir()]):
        if file.is_file():
            seen.update(f"{file.name}\0".encode() + file.read_bytes())
    return seen.hexdigest()[:12]


def address(file: str) -> str:
    return url_for("assets.send", asked=version(), file=file)


@blueprint.get("/assets/<asked>/<path:file>")
def send(asked: str, file: str) -> Response:
    if file.startswith("css/"):
        abort(404)  # they are sent as one
    if file == STYLESHEET:
        response = Response(stylesheet(), mimetype="text/css")
    else:
        response = send_from_directory(FONTS.parent if file.startswith("fonts/") else STATIC, file)
        response.direct_passthrough = False  # so that it can be compressed
    response.headers["Cache-Control"] = KEPT if asked == version() else "no-cache"
    return response


def offer(app: Flask) -> None:
    """Register the route, and give templates `asset('…')`."""
    app.register_blueprint(blueprint)
    named: dict[str, Any] = {"asset": address}
    app.jinja_env.globals.update(named)
