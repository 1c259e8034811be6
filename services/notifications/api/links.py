"""The link in each mail that mutes just what came (RFC 8058): POST acts, GET never does, since scanners follow links.

Neither asks who one is: the signature in the link says it.
"""

from typing import Any

from flask import redirect, request
from kit.allowed import anybody
from kit.errors import NotFound
from kit.web import configured, database, transaction

from notifications import commands, keys, views
from notifications.api.blueprint import blueprint, gives, route
from notifications.domain.links import Muted, unseal
from notifications.schemas import choices

MOST = 4_000
BODY = {"required": False, "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}}


@route("/unsubscribe/<word>")
@anybody
@gives(200, choices.Muting)
def show_muting(word: str) -> Any:
    """Show what the link would mute, without doing it; browsers are led to the page that asks"""
    muted = _unsealed(word)
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        return redirect(f"{configured().public_url}/unsubscribe/{word}", 303)
    return views.muting(database(), muted)


@route("/unsubscribe/<word>", methods=["POST"])
@anybody
@blueprint.doc(requestBody=BODY)
@gives(200, choices.Muting)
def mute(word: str) -> Any:
    """Mute what the link is for, with one click; `undo=true` takes it back"""
    muted = _unsealed(word)
    undo = request.form.get("undo") == "true"
    transaction(lambda work: commands.mute_by_link(work, muted, undo=undo))
    return views.muting(database(), muted)


def _unsealed(word: str) -> Muted:
    muted = unseal(word, keys.of_links(database())) if len(word) <= MOST else None
    if muted is None:
        raise NotFound("This link is not one of ours, or was cut: use the one in the mail")
    return muted
