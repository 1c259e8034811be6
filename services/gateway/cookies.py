"""The names of our cookies and how they are set: unreadable for scripts, never sent along by other sites' forms."""

from typing import Any

from flask import Response

ACCESS = "bascule_access"
REFRESH = "bascule_refresh"
CONNECT = "bascule_connect"
LANGUAGE = "bascule_language"
THEME = "bascule_theme"
MONTH = 30 * 24 * 3600


def put(response: Response, name: str, value: str, *, secure: bool, lasts: int = MONTH) -> None:
    """`lasts` is in seconds."""
    options: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": secure, "path": "/"}
    response.set_cookie(name, value, max_age=lasts, **options)


def drop(response: Response, name: str, *, secure: bool) -> None:
    response.delete_cookie(name, httponly=True, samesite="Lax", secure=secure, path="/")
