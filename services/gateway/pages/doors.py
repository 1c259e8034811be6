"""Who may come in, and what becomes of a form that nobody may send any more: nothing typed is lost.

A page for members sends a visitor to sign in and back again. A form that arrives when the sign-in has run out, or that
stayed open for too long, is shown again with all that was typed, ready to be sent once more.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import security, session
from gateway.pages import parts

OURS = {"csrf_token", "key"}


def members(view: Callable[..., Any]) -> Callable[..., Any]:
    """For whoever is signed in."""

    @wraps(view)
    def shown(*arguments: Any, **named: Any) -> Any:
        return view(*arguments, **named) if session.token() else needs_sign_in()

    return shown


def facilitators(view: Callable[..., Any]) -> Callable[..., Any]:
    """For those who run the course; services check for themselves."""
    return _with_role(view, "facilitator")


def reporters(view: Callable[..., Any]) -> Callable[..., Any]:
    return _with_role(view, "reporter", "facilitator")


def _with_role(view: Callable[..., Any], *roles: str) -> Callable[..., Any]:
    @wraps(view)
    def shown(*arguments: Any, **named: Any) -> Any:
        if not session.token():
            return needs_sign_in()
        if not session.has_role(parts.course(), *roles):
            abort(403)
        return view(*arguments, **named)

    return shown


def needs_sign_in() -> Any:
    """Off to the form for signing in, and back here afterwards; with what was typed when it was a form."""
    if request.method == "POST":
        return kept(401)
    here = request.full_path if request.query_string else request.path
    return redirect(url_for("sign_in.show", next=here), 303)


def kept(status: int) -> tuple[str, int]:
    """What was typed, in a form that can be sent again to the same place; files are asked for again, by their names."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS and value.strip()]
    longest = max(typed, key=lambda one: len(one[1]), default=("", ""))
    chosen: dict[str, list[str]] = {}
    for field, file in request.files.items(multi=True):
        if file.filename:
            chosen.setdefault(field, []).append(file.filename[:120])
    what = {"typed": typed, "longest": longest, "chosen": chosen, "key": request.form.get("key", "")[:100]}
    return render_template("errors/kept.html", **what, status=status), status


def answer_stale_form(_error: CSRFError) -> tuple[str, int]:
    """A form without its proof: ours, from another day, may be sent again; another site's may not."""
    ours = security.is_ours(current_app.extensions["bascule"]["settings"].public_url)
    if ours and request.form:
        return kept(400)
    return render_template("errors/problem.html", status=400), 400
