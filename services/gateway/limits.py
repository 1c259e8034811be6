"""How often one visitor may do what others pay for (have mails sent, send forms), and how much a form may bring.

Counted in each process for itself (Flask-Limiter, moving window), since one browser is sent to one process; the
services have limits of their own.
"""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from gateway import session

FORMS = "60 per minute; 600 per hour"
MAILS = "8 per minute; 40 per hour"
MAILING = {"sign_in.ask_for_link", "enrol.enrol"}
LEADS_AWAY = {"connect.set_out", "connect.come_back"}
"""Pages that cost others something though no form leads to them."""
LARGE = dict.fromkeys(("facilitation.rehearse", "facilitation.show_drawing"), 10 * 1024 * 1024)
LARGE |= dict.fromkeys(("forum.answer", "forum.open_discussion", "forum.edit", "projects.tell"), 64 * 1024 * 1024)
"""Bytes that a form with files may bring; others are held to the application's own limit. Where one writes it is more
than a single file may have, so that one too many is told of beside its field, and the words come back."""


def limit(app: Flask) -> None:
    Limiter(
        _who,
        app=app,
        default_limits=[lambda: MAILS if request.endpoint in MAILING else FORMS],
        default_limits_exempt_when=_is_free,
        storage_uri="memory://",
        strategy="moving-window",
    )


def allow_large(app: Flask) -> None:
    """To be called before anything reads a form."""

    @app.before_request
    def widen() -> None:
        if most := LARGE.get(request.endpoint or ""):
            request.max_content_length = most
            request.max_form_memory_size = most  # files are read by it, too, a buffer and a line at a time


def _is_free() -> bool:
    if request.endpoint in LEADS_AWAY:
        return False
    return request.method != "POST" or request.path.startswith("/api/")


def _who() -> str:
    return session.who() or get_remote_address()
