"""The ways of the course that the pages show: the zone in which its moments are typed and said, and its language.

Both are remembered for a moment, as all that is the same for everybody. While enrolment has never answered it is Paris
and French, so that no page waits for a date.
"""

import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from flask import Flask, current_app, g
from flask_babel import gettext as _
from markupsafe import Markup

from gateway.languages import current
from gateway.services import MISSHAPEN, Away, Refused, services


class Ways(NamedTuple):
    zone: ZoneInfo
    language: str


USUAL = Ways(ZoneInfo("Europe/Paris"), "fr")
AWAY = ("ways", "away")


def ways() -> Ways:
    """The same for a whole request."""
    if "ways" not in g:
        g.ways = _known()
    return g.ways


def _known() -> Ways:
    """From what pages know of the course anyway; when enrolment is away it is not asked again for a while."""
    here, ours = current_app.extensions["bascule"], services()
    memory, path = here["memory"], f"/courses/{here['settings'].course}"
    if usual := memory.peek(AWAY):
        return usual
    try:
        course = memory.get(("enrolment", path, ()), lambda: ours.get("enrolment", path))
        return Ways(ZoneInfo(course["zone"]), course["language"])
    except (Away, Refused, *MISSHAPEN):  # an unknown zone is a KeyError
        memory.put(AWAY, USUAL)
        return USUAL


def zone() -> ZoneInfo:
    return ways().zone


def clock() -> str:
    """`heure de Paris`, `heure d’Abidjan`: whose clock a time is read from."""
    city = get_timezone_location(str(zone()), locale=current(), return_city=True)
    said = _("heure de %(city)s", city=city)
    return re.sub(r"\bde (?=[AEIOUÉÎ])", "d’", said) if current() == "fr" else said


def tongue() -> Markup:
    """` lang="fr"` for the course's own texts and what people write in it, where the page speaks another language
    (WCAG 3.1.2)."""
    theirs = ways().language
    return Markup(' lang="{}"').format(theirs) if theirs != current() else Markup()


def offer(app: Flask) -> None:
    """Give templates `clock()` and `tongue()`."""
    app.jinja_env.globals.update(clock=clock, tongue=tongue)
