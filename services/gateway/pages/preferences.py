"""How news reach me, on one page: by which way for each kind, when a digest comes, when to be left in peace."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from gateway import kinds, session
from gateway.forms import Form, act, number
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.services import Away, Refused, services, together

blueprint = Blueprint("preferences", __name__)
MAIL = (("at-once", later("tout de suite")), ("digest", later("dans le résumé")), ("never", later("jamais")))
PERIODS = (("daily", later("chaque jour")), ("weekly", later("chaque semaine")))
WEEKDAYS = (
    *((0, later("lundi")), (1, later("mardi")), (2, later("mercredi")), (3, later("jeudi"))),
    *((4, later("vendredi")), (5, later("samedi")), (6, later("dimanche"))),
)


@blueprint.get("/preferences")
@members
def show() -> Any:
    return _page(Form.fresh())


@blueprint.post("/preferences")
@members
def change() -> Any:
    form = Form.sent("period", "hour", "weekday", "quiet", "quiet_from", "quiet_to", "ceiling", "time_zone")
    asked = _asked(form.typed)
    if form.deliver(lambda: services().send("PUT", "notifications", "/preferences", session.token(), asked)):
        flash(_("C’est noté. On vous écrira comme vous l’avez choisi."), "done")
        return redirect(url_for(".show"), 303)
    return _page(form), form.status


@blueprint.post("/preferences/browsers/<browser>/removal")
@members
def ring_no_more(browser: str) -> Any:
    """One browser rings no more; it works from any other, as when a telephone is lost."""
    path = f"/push/subscriptions/{browser}"
    done = _("C’est noté : ce navigateur ne sonnera plus.")
    act(lambda: services().send("DELETE", "notifications", path, session.token()), done)
    return redirect(url_for(".show", _anchor="push"), 303)


def _asked(typed: Any) -> dict[str, Any]:
    channels = {
        name: {
            "bell": True,
            "mail": request.form.get(f"mail-{name}", "digest"),
            "push": bool(request.form.get(f"push-{name}")),
        }
        for name in kinds.SAID
        if f"mail-{name}" in request.form
    }
    quiet = {"from": typed["quiet_from"], "to": typed["quiet_to"]} if typed["quiet"] else None
    hour, weekday = _whole(typed["hour"], 8), _whole(typed["weekday"], 0)
    asked: dict[str, Any] = {"channels": channels, "quiet": quiet}
    asked["digest"] = {"period": typed["period"], "hour": hour, "weekday": weekday}
    asked["weekly_ceiling"] = _whole(typed["ceiling"], None)
    return asked | ({"time_zone": typed["time_zone"]} if typed["time_zone"] else {})


def _whole(text: str, otherwise: int | None) -> int | None:
    found = number(text)
    return otherwise if found is None else found


def _page(form: Form) -> str:
    token, ours = session.token(), services()
    asked = {"course": parts.course(), "limit": 50}
    found = together(
        unread=parts.unread(token),
        chosen=lambda: ours.get("notifications", "/preferences", token),
        levels=lambda: ours.get("notifications", "/levels", token, **asked)["items"],
        browsers=lambda: ours.get("notifications", "/push/subscriptions", token)["items"],
    )
    return render_template(
        "preferences/show.html",
        **found,
        form=form,
        subjects=kinds.SUBJECTS,
        mail=MAIL,
        periods=PERIODS,
        weekdays=WEEKDAYS,
    )


@blueprint.get("/unsubscribe/<word>")
def show_muting(word: str) -> Any:
    """What the link in a mail would mute; looking at it changes nothing."""
    found = together(muting=lambda: services().get("notifications", f"/unsubscribe/{word}"))
    return render_template("preferences/muting.html", **found, word=word), 404 if found["muting"].status == 404 else 200


@blueprint.post("/unsubscribe/<word>")
def mute(word: str) -> Any:
    form = {"undo": "true"} if request.form.get("undo") else {}
    try:
        services().post_form("notifications", f"/unsubscribe/{word}", form)
    except (Away, Refused):
        flash(_("Cela n’a pas pu être noté pour l’instant. Réessayez dans un moment."), "wrong")
    return redirect(url_for(".show_muting", word=word), 303)
