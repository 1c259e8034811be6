"""The pages: French, rendered here, whole without JavaScript. One module per subject, wired in `create_app`."""

from collections.abc import Callable

from flask import Blueprint, Flask, Response, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from kit.errors import NotFound, Problem, TooLarge
from kit.logs import configure
from werkzeug.exceptions import HTTPException

from gateway import passing, security, session, words
from gateway.operations import add_operations, answer
from gateway.pages import bells, discussions, home, projects, sign_in
from gateway.services import Services
from gateway.settings import PagesSettings

SUBJECTS = (home, sign_in, discussions, projects, bells)
LARGEST_FORM = 64 * 1024
YEAR = 365 * 24 * 3600


def create_app(settings: PagesSettings | None = None) -> Flask:
    settings = settings or PagesSettings.from_environment()
    configure(settings.log_level, service="gateway", process="pages")
    app = Flask("gateway")
    app.config.update(_configuration(settings))
    services = Services(settings.services)
    app.extensions["bascule"] = {
        "settings": settings,
        "services": services,
        "passing": passing.client(),
        "renewals": session.Renewals(session.ask_enrolment(services)),
    }
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    words.add_filters(app)
    add_operations(app, dict)
    security.protect(app, secure=settings.is_secure)
    session.remember(app, secure=settings.is_secure)
    CSRFProtect(app).exempt(passing.blueprint)
    for blueprint in (passing.blueprint, *(subject.blueprint for subject in SUBJECTS)):
        app.register_blueprint(blueprint)
    app.context_processor(lambda: {"signed_in": session.who() is not None, "course": settings.course})
    app.register_error_handler(HTTPException, _answer_error)
    app.register_error_handler(CSRFError, _answer_foreign_form)
    app.after_request(_keep_files)
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
    }


PROBLEMS: dict[int, Callable[[str], Problem]] = {404: NotFound, 413: TooLarge}
SENTENCES = {
    404: "Cette page n’existe pas, ou n’existe plus.",
    405: "Cette page ne répond pas à cette demande.",
    413: "C’est trop long pour être envoyé d’un coup.",
}


def _answer_error(error: HTTPException) -> Response | tuple[str, int]:
    status = error.code or 500
    if request.path.startswith(("/api/", "/stream")):
        problem = PROBLEMS.get(status, Problem)(error.description or "")
        problem.status, problem.title = status, error.name  # type: ignore[misc]
        return answer(problem)
    sentence = SENTENCES.get(status, "Quelque chose n’a pas marché de notre côté. Réessayez dans un instant.")
    return render_template("problem.html", sentence=sentence), status


def _answer_foreign_form(_error: CSRFError) -> tuple[str, int]:
    sentence = "Ce formulaire est resté ouvert trop longtemps. Revenez en arrière, rechargez la page et renvoyez-le."
    return render_template("problem.html", sentence=sentence), 400


def _keep_files(response: Response) -> Response:
    """Our few files may be kept: their addresses change with them."""
    if request.endpoint == "static" and response.status_code == 200:
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response


__all__ = ["Blueprint", "create_app"]
