"""What a browser may do with our pages, and which requests may use a cookie.

The policy allows nothing but our own files: no inline script or style, no frames, no other site. A cookie speaks for a
person only on requests that our own pages made (Fetch Metadata, W3C; Origin, RFC 6454), whatever form they came by.
"""

from urllib.parse import urlsplit

from flask import Flask, Response, request

SAFE = {"GET", "HEAD", "OPTIONS"}
NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DOCUMENTATION = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""For the services' own pages about their API, whose viewer starts from an inline script."""
FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
YEAR = 365 * 24 * 3600


def protect(app: Flask, *, secure: bool) -> None:
    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", PAGES)
        headers["Referrer-Policy"] = "same-origin"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "DENY"
        headers["Permissions-Policy"] = FEATURES
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if secure:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
        return response


def is_ours(public_url: str) -> bool:
    """Whether one of our own pages sent this request."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc in (request.host, urlsplit(public_url).netloc)


def is_followed() -> bool:
    """Whether a person followed a link on one of our pages to get here (Fetch Metadata, W3C): a prefetcher, a preview
    or another site's picture sends no user activation. Browsers that say nothing of it are taken for such.
    """
    said = tuple(request.headers.get(f"Sec-Fetch-{name}") for name in ("Site", "Mode", "User"))
    return said == ("same-origin", "navigate", "?1")


def local(path: str | None) -> str:
    """A path of this site to go to, as it is given or `/`: never another site."""
    if not path or len(path) > 500 or not path.startswith("/") or path.startswith(("//", "/\\")):
        return "/"
    return path if all(letter > " " and letter not in "\\\x7f" for letter in path) else "/"
