"""Atom feeds (RFC 4287) of discussions, projects and announcements, for feed readers with a token of their own.

They are for members, as the pages are: a reader sends `Authorization: Bearer`, or the browser its cookie.
"""

from typing import Any

from feedgen.feed import FeedGenerator
from flask import Blueprint, Response, abort, current_app, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.languages import current
from gateway.pages import parts
from gateway.services import services, together

blueprint = Blueprint("feeds", __name__)
ATOM = "application/atom+xml"


@blueprint.get("/discussions.atom")
def discussions() -> Response:
    items = _asked("discussions")
    return _feed(
        _("Les discussions"), "forum.listed", [(one, "forum.shown", "discussion", one["last_at"]) for one in items]
    )


@blueprint.get("/projects.atom")
def projects() -> Response:
    entries = [(one, "projects.shown", "project", one["at"]) for one in _asked("projects")]
    return _feed(_("Les projets"), "projects.listed", entries)


@blueprint.get("/announcements.atom")
def announcements() -> Response:
    entries = [(one, "announcements.shown", "announcement", one["at"]) for one in _asked("announcements", "enrolment")]
    return _feed(_("Annonces"), "announcements.listed", entries)


def _asked(what: str, service: str = "forum") -> list[dict[str, Any]]:
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (token := bearer or session.token()):
        abort(401)
    path = f"/courses/{parts.course()}/{what}"
    found = together(page=lambda: services().get(service, path, token, limit=30)["items"])["page"]
    if found.trouble:
        abort(found.status if found.trouble == "refused" else 503)
    return found.value


def _feed(title: str, listing: str, entries: list[tuple[dict[str, Any], str, str, str]]) -> Response:
    base = current_app.extensions["bascule"]["settings"].public_url
    feed = FeedGenerator()
    feed.id(base + url_for(listing))
    feed.title(f"{title} · Bascule")
    feed.language(current())
    feed.link(href=base + url_for(listing), rel="alternate")
    feed.link(href=base + request.path, rel="self")
    feed.author(name="Bascule")
    for one, endpoint, name, at in entries:
        entry = feed.add_entry(order="append")
        entry.id(base + url_for(endpoint, **{name: one["id"]}))
        entry.title(one["title"])
        entry.link(href=base + url_for(endpoint, **{name: one["id"]}))
        entry.published(one["at"])
        entry.updated(at)
        entry.summary(one.get("summary", ""))
    return Response(feed.atom_str(pretty=True), content_type=f"{ATOM}; charset=utf-8")
