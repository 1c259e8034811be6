"""What belongs to the site and to no subject: how it looks, what machines read about it, what is shown offline."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import assets, cookies
from gateway.pages import parts
from gateway.security import local

blueprint = Blueprint("site", __name__)
DAY = 24 * 3600
OFFLINE = (assets.STYLESHEET, "fonts/atkinson-latin.woff2", "fonts/shantell-latin.woff2")


@blueprint.get("/about")
def about() -> str:
    """Who this is for, how accessible it is, what becomes of personal data."""
    return parts.page("site/about.html")


@blueprint.post("/theme")
def choose_theme() -> Any:
    response = redirect(local(request.form.get("back")), 303)
    chosen = request.form.get("theme", "")
    secure = current_app.extensions["bascule"]["settings"].is_secure
    if chosen in parts.THEMES:
        cookies.put(response, cookies.THEME, chosen, secure=secure)  # type: ignore[arg-type]
    return response


@blueprint.get("/offline")
def offline() -> str:
    """What the service worker shows when there is no way to us."""
    return render_template("site/offline.html")


@blueprint.get("/sw.js")
def worker() -> Response:
    """The service worker; it must be served from the root to look after all pages."""
    text = (assets.STATIC / "js" / "worker.js").read_text("utf-8")
    files = [*(assets.address(name) for name in OFFLINE), url_for(".offline")]
    known = {"VERSION": assets.version(), "FILES": files}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    return _kept(Response(head + text, mimetype="text/javascript"), "no-cache")


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """Web Application Manifest (W3C)."""
    icon = {"src": assets.address("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}
    document = {
        "name": "Bascule",
        "short_name": "Bascule",
        "description": _("Un parcours pour innover ensemble dans le service public, et continuer à s’entraider après."),
        "lang": "fr",
        "start_url": "/",
        "display": "standalone",
        "background_color": "#fbf7ee",
        "theme_color": "#fbf7ee",
        "icons": [icon],
    }
    return _kept(Response(json.dumps(document), mimetype="application/manifest+json"), f"public, max-age={DAY}")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """RFC 9309: the home may be found; what people say to each other is theirs."""
    lines = ("User-agent: *", "Allow: /$", "Allow: /about", "Disallow: /", "")
    return _kept(Response("\n".join(lines), mimetype="text/plain"), f"public, max-age={DAY}")


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """RFC 9116."""
    settings = current_app.extensions["bascule"]["settings"]
    expires = (datetime.now(UTC) + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    about = f"{settings.public_url}{url_for('.about')}"
    lines = (f"Contact: {settings.security_contact or about}", f"Expires: {expires}", "Preferred-Languages: fr, en", "")
    return _kept(Response("\n".join(lines), mimetype="text/plain"), f"public, max-age={DAY}")


def _kept(response: Response, how: str) -> Response:
    response.headers["Cache-Control"] = how
    return response
