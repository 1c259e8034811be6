"""The pages: French first, English complete, rendered here, whole without JavaScript. One module per subject."""

from collections.abc import Callable

from flask import Blueprint, Flask, Response, render_template, request
from flask_compress import Compress
from flask_wtf.csrf import CSRFError, CSRFProtect
from kit import tracing
from kit.errors import NotFound, Problem, TooLarge
from kit.logs import configure
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from gateway import (
    addresses,
    assets,
    attachments,
    kinds,
    languages,
    limits,
    passing,
    renewals,
    security,
    session,
    ways,
    words,
)
from gateway.operations import add_operations, answer
from gateway.pages import (
    announcements,
    bells,
    bilan,
    connect,
    contacts,
    controversies,
    destinations,
    doors,
    enrol,
    facilitation,
    feeds,
    forum,
    help,
    home,
    me,
    my_data,
    parts,
    preferences,
    projects,
    pulse,
    reports,
    sessions,
    sign_in,
    site,
    stages,
    streams,
)
from gateway.remembered import Memory
from gateway.services import Away, Refused, Services
from gateway.settings import PagesSettings

SUBJECTS = (
    *(home, sign_in, connect, enrol, me, preferences, stages, sessions, forum, controversies, projects, help, contacts),
    *(bells, my_data, announcements, pulse, bilan, facilitation, streams, destinations, reports, feeds, site),
)
LARGEST_FORM = 64 * 1024


def create_app(settings: PagesSettings | None = None) -> Flask:
    settings = settings or PagesSettings.from_environment()
    configure(settings.log_level, service="gateway", process="pages")
    tracing.configure(settings.otlp_url, "gateway", "pages")
    app = Flask("gateway", static_folder=None)
    app.config.update(_configuration(settings))
    # without it, limits would take everybody behind the edge for one visitor
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    services = Services(settings.services)
    app.extensions["bascule"] = {
        "settings": settings,
        "services": services,
        "memory": Memory(),
        "passing": passing.client(),
        "renewals": renewals.Renewals(renewals.ask_enrolment(services)),
    }
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    addresses.offer(app)
    words.add_filters(app)
    ways.offer(app)
    attachments.add_filters(app)
    kinds.add_filters(app)
    add_operations(app, dict)
    assets.offer(app)
    languages.speak(app, secure=settings.is_secure)
    security.protect(app, secure=settings.is_secure)
    session.remember(app, secure=settings.is_secure)
    limits.allow_large(app)
    CSRFProtect(app).exempt(passing.blueprint)
    limits.limit(app)
    Compress(app)
    for blueprint in (passing.blueprint, *(subject.blueprint for subject in SUBJECTS)):
        app.register_blueprint(blueprint)
    app.context_processor(parts.frame)
    app.register_error_handler(HTTPException, _answer_error)
    app.register_error_handler(CSRFError, doors.answer_stale_form)
    app.register_error_handler(Away, lambda _error: _page_about(503))
    app.register_error_handler(Refused, lambda error: _page_about(error.status))
    return app


def _configuration(settings: PagesSettings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "SESSION_COOKIE_NAME": "bascule_form",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the browser is open: people think before they post
        "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/atom+xml"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_STREAMS": False,  # what is passed on comes compressed, or is a live stream
    }


PROBLEMS: dict[int, Callable[[str], Problem]] = {404: NotFound, 413: TooLarge}


def _answer_error(error: HTTPException) -> Response | tuple[str, int]:
    status = error.code or 500
    if request.path.startswith(("/api/", "/stream")):
        problem = PROBLEMS.get(status, Problem)(error.description or "")
        problem.status, problem.title = status, error.name  # type: ignore[misc]
        return answer(problem)
    return _page_about(status)


def _page_about(status: int) -> tuple[str, int]:
    return render_template("errors/problem.html", status=status), status


__all__ = ["Blueprint", "create_app"]
